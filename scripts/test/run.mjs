// Runs test files with Node's own runner, group after group, under one report and one summary: the runner
// knows one number of parallel files per run, and browser tests must run alone while the others share the cores.

import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { pathToFileURL } from 'node:url';

/** Prepares what test files share, such as a database server; exports what `--test-global-setup` asks for. */
const globalSetupFile = 'packages/server/src/testing/global-setup.ts';

/** How long one test may take. The process of a test file has its own, longer deadline: see watch.mjs. */
const testMsMax = 240_000;

/**
 * @typedef {{ title: string, files: string[], concurrency: number }} Group test files, and how many run at once
 * @typedef {{ tests: number, suites: number, passed: number, failed: number, cancelled: number, skipped: number, todo: number }} Counts
 * @typedef {{ file?: string, entryFile?: string, nesting?: number, counts?: Counts, duration_ms?: number, message?: string, level?: string }} EventData what we read of it
 * @typedef {{ type: string, data: EventData }} RunnerEvent
 */

/**
 * Runs all groups and prints the report to the standard output.
 * @param {Group[]} groups
 * @returns {Promise<boolean>} whether there were tests and none failed
 */
export async function runTests(groups) {
  const filled = groups.filter((group) => group.files.length > 0);
  const shared = filled.some((group) =>
    group.files.some((file) => !/^(tidy|packages\/protocol)\//.test(file)),
  );
  const setup =
    shared && existsSync(globalSetupFile) ? await import(pathToFileURL(resolve(globalSetupFile)).href) : {};
  await setup.globalSetup?.();
  try {
    const totals = newTotals();
    await pipeline(Readable.from(report(filled, totals)).compose(new spec()), process.stdout, { end: false });
    return totals.tests > 0 && totals.fail === 0 && totals.cancelled === 0;
  } finally {
    await setup.globalTeardown?.();
  }
}

function newTotals() {
  return { tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0, duration_ms: 0 };
}

/**
 * The events of all groups as if they were one run: a heading per file, and the closing lines added up.
 * @param {Group[]} groups
 * @param {ReturnType<typeof newTotals>} totals receives the sums
 * @returns {AsyncGenerator<RunnerEvent>}
 */
async function* report(groups, totals) {
  let heading = '';
  for (const { title, files, concurrency } of groups) {
    yield { type: 'test:stdout', data: { message: `\n── ${title}: ${files.length} files\n` } };
    const events = run({
      files,
      concurrency,
      timeout: testMsMax,
      execArgv: ['--import', new URL('./watch.mjs', import.meta.url).href],
    });
    for await (const { type, data } of /** @type {AsyncIterable<RunnerEvent>} */ (events)) {
      if (isClosing(type, data)) {
        addClosing(totals, data);
        continue;
      }
      const file = data.entryFile ?? data.file ?? '';
      if (type === 'test:start' && data.nesting === 0 && file !== heading) {
        heading = file;
        yield { type: 'test:stdout', data: { message: `\n${relative(process.cwd(), file)}\n` } };
      }
      yield { type, data };
    }
  }
  yield { type: 'test:stdout', data: { message: '\n' } };
  for (const [name, value] of Object.entries(totals)) {
    yield { type: 'test:diagnostic', data: { nesting: 0, message: `${name} ${value}`, level: 'info' } };
  }
}

/**
 * @param {string} type
 * @param {EventData} data
 * @returns {boolean} whether the event closes a whole run, not a file or a test
 */
function isClosing(type, data) {
  if (data.file !== undefined || (data.nesting ?? 0) > 0) return false;
  return type === 'test:plan' || type === 'test:summary' || type === 'test:diagnostic';
}

/**
 * @param {ReturnType<typeof newTotals>} totals
 * @param {EventData} data of the event that sums up a run; other events carry no counts
 */
function addClosing(totals, { counts, duration_ms = 0 }) {
  if (counts === undefined) return;
  totals.tests += counts.tests;
  totals.suites += counts.suites;
  totals.pass += counts.passed;
  totals.fail += counts.failed;
  totals.cancelled += counts.cancelled;
  totals.skipped += counts.skipped;
  totals.todo += counts.todo;
  totals.duration_ms += duration_ms;
}
