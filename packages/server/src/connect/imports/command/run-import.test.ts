// `rapport import` as people run it: against a server that is slow, busy, away or killed, with real transactions.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { standingClock } from '../../../platform/clock/index.ts';
import { tempFolder } from '../test-files.ts';
import { type Received, startReceiver } from '../test-receiver.ts';
import { runImportCommand } from './run-import.ts';

const command = resolve(import.meta.dirname, '../../../cli/import.ts');
const mapping = 'type=track,event=Order Completed,userId=id,timestamp=at,properties.total=total:number';

type Result = { code: number; out: string; err: string };

async function run(
  cwd: string,
  args: string[],
  env: Record<string, string> = {},
  day = '2024-03-01',
): Promise<Result> {
  const texts = { out: '', err: '' };
  const to = (name: 'out' | 'err') => ({
    write: (text: string) => {
      texts[name] += text;
    },
  });
  const clock = standingClock(new Date(`${day}T10:00:00Z`));
  const code = await runImportCommand(args, {
    out: to('out'),
    err: to('err'),
    cwd,
    env,
    clock,
    signal: new AbortController().signal,
  });
  return { code, ...texts };
}

/** Orders with a bad row now and then. */
async function writeOrders(folder: string, rows: number, badEvery = Number.POSITIVE_INFINITY): Promise<void> {
  const lines = Array.from({ length: rows }, (_, index) => {
    const row = index + 1;
    return `c${row % 97},2024-01-0${(row % 9) + 1},${row % badEvery === 0 ? 'free' : (row * 1.25).toFixed(2)}\n`;
  });
  await writeFile(join(folder, 'orders.csv'), `id,at,total\n${lines.join('')}`);
}

const rowsOf = (messages: Received[]): number[] => messages.map(({ context }) => context.import.row);

test('CDNOW: 69,659 transactions of 23,570 customers arrive with their sums', async (t) => {
  const path = resolve(import.meta.dirname, '../../../../../../../shared/data/cdnow/CDNOW_master.txt');
  if (!existsSync(path)) return t.skip('the CDNOW transactions do not lie beside the repository');
  const receiver = await startReceiver(t);
  const args = [
    path,
    '--map',
    'type=track,event=Order Completed,userId=customer_id,timestamp=date:yyyyMMdd,properties.units=number_of_cds:number,properties.total=dollar_value:number',
    '--url',
    receiver.url,
    '--write-key',
    'key',
  ];
  const { code, out } = await run(await tempFolder(t), args);
  assert.equal(code, 0);
  assert.match(out, /^69,659 rows, 69,659 messages accepted, 0 rows rejected, [\d.]+ s, [\d,]+ rows\/s\.$/m);
  const lines = (await readFile(path, 'latin1'))
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/));
  const sum = (values: unknown[]): number =>
    values.reduce((total: number, value) => total + Math.round(Number(value) * 100), 0) / 100;
  const properties = receiver.messages.map(
    (message) => message.properties as { units: number; total: number },
  );
  assert.equal(new Set(receiver.messages.map(({ userId }) => userId)).size, 23_570);
  assert.equal(new Set(receiver.messages.map(({ messageId }) => messageId)).size, 69_659);
  assert.equal(sum(properties.map(({ units }) => units)), sum(lines.map(([, , units]) => units)));
  assert.equal(sum(properties.map(({ total }) => total)), sum(lines.map(([, , , total]) => total)));
  const dates = receiver.messages.map(({ timestamp }) => String(timestamp)).sort();
  assert.deepEqual([dates[0], dates.at(-1)], ['1997-01-01T00:00:00.000Z', '1998-06-30T00:00:00.000Z']);
});

describe('a whole run', () => {
  test('sends batches within the limits, with the key, and writes rejects', async (t) => {
    const folder = await tempFolder(t);
    await writeOrders(folder, 2600, 100);
    const receiver = await startReceiver(t);
    const { code, out } = await run(folder, ['orders.csv', '--map', mapping, '--url', receiver.url], {
      RAPPORT_WRITE_KEY: 'key',
    });
    assert.equal(code, 0);
    assert.match(out, /^2,600 rows, 2,574 messages accepted, 26 rows rejected/m);
    assert.deepEqual(
      rowsOf(receiver.messages),
      Array.from({ length: 2600 }, (_, index) => index + 1).filter((row) => row % 100 !== 0),
    );
    assert.ok(
      receiver.bodies.every(
        ({ bytes, messages, authorization }) =>
          bytes <= 4 * 1024 * 1024 && messages <= 2000 && authorization === `Basic ${btoa('key:')}`,
      ),
    );
    const rejects = (await readFile(join(folder, 'orders.csv.rejects.csv'), 'utf8')).trim().split('\n');
    assert.equal(rejects.length, 27);
    assert.match(
      rejects[1] ?? '',
      /^100,not_a_number,"total \(column total\): ""free"" is not a number\.","c3,2024-01-02,free"$/,
    );
  });

  test('a second run sends nothing, also years later; --restart sends the same ids', async (t) => {
    const folder = await tempFolder(t);
    await writeOrders(folder, 100);
    const receiver = await startReceiver(t);
    const args = ['orders.csv', '--map', mapping, '--url', receiver.url, '--write-key', 'key'];
    await run(folder, args);
    const ids = receiver.messages.map(({ messageId }) => messageId);
    assert.match(
      (await run(folder, args, {}, '2031-01-01')).out,
      /imported on 2024-03-01: 100 rows\. Nothing was sent/,
    );
    assert.equal(receiver.messages.length, 100);
    await run(folder, [...args, '--restart']);
    assert.deepEqual(
      receiver.messages.slice(100).map(({ messageId }) => messageId),
      ids,
    );
    await run(folder, [...args, '--restart', '--id', 'orders of 2024']);
    assert.equal(receiver.messages.slice(200).filter(({ messageId }) => ids.includes(messageId)).length, 0);
  });

  test('--dry-run checks everything, sends nothing, and leaves no checkpoint', async (t) => {
    const folder = await tempFolder(t);
    await writeOrders(folder, 1000, 10);
    const { code, out } = await run(folder, [
      'orders.csv',
      '--map',
      mapping,
      '--dry-run',
      '--rejects',
      'bad.csv',
    ]);
    assert.equal(code, 0);
    assert.match(out, /1,000 rows, 900 messages would be sent, 100 rows rejected/);
    assert.ok(existsSync(join(folder, 'bad.csv')));
    assert.ok(!existsSync(join(folder, 'orders.csv.rapport-import.json')));
  });

  test('--limit takes the first rows; the next run goes on behind them', async (t) => {
    const folder = await tempFolder(t);
    await writeOrders(folder, 1000);
    const receiver = await startReceiver(t);
    const args = ['orders.csv', '--map', mapping, '--url', receiver.url, '--write-key', 'key'];
    await run(folder, [...args, '--limit', '10']);
    assert.deepEqual(rowsOf(receiver.messages), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const { err } = await run(folder, args);
    assert.match(err, /Going on after row 10/);
    assert.deepEqual(
      rowsOf(receiver.messages),
      Array.from({ length: 1000 }, (_, index) => index + 1),
    );
  });

  test('a message larger than the server takes is set aside', async (t) => {
    const folder = await tempFolder(t);
    await writeFile(join(folder, 'notes.csv'), `id,note\n1,${'x'.repeat(40_000)}\n2,short\n`);
    const receiver = await startReceiver(t);
    const args = [
      'notes.csv',
      '--map',
      'type=identify,userId=id,traits=rest',
      '--url',
      receiver.url,
      '--write-key',
      'key',
    ];
    assert.match((await run(folder, args)).out, /2 rows, 1 messages accepted, 1 rows rejected/);
    assert.match(await readFile(join(folder, 'notes.csv.rejects.csv'), 'utf8'), /^1,message_too_large,/m);
    assert.match(
      (await run(folder, [...args, '--restart', '--message-limit', '50000'])).out,
      /2 messages accepted, 0 rows rejected/,
    );
  });

  test('--preview shows columns, messages and the guessed mapping', async (t) => {
    const folder = await tempFolder(t);
    await writeOrders(folder, 10, 2);
    const { code, out } = await run(folder, ['orders.csv', '--preview']);
    assert.equal(code, 0);
    assert.match(out, /at +date \(iso\) +2024-01-02, 2024-01-03, 2024-01-04 +timestamp \(iso, UTC\)/);
    assert.match(out, /1 +track Order Completed +c1 +2024-01-02T00:00:00\.000Z +total: "1\.25"/);
    assert.match(out, /"type":"track"/);
    const guessed = await run(folder, ['orders.csv']);
    assert.equal(guessed.code, 1);
    assert.match(guessed.err, /Say with --map what the columns mean[\s\S]*"userId": \{\s*"column": "id"/);
  });
});

describe('a difficult server', () => {
  const send = async (t: TestContext, behaviour: Parameters<typeof startReceiver>[1]) => {
    const folder = await tempFolder(t);
    await writeOrders(folder, 2000);
    const receiver = await startReceiver(t, behaviour);
    return {
      receiver,
      result: await run(folder, [
        'orders.csv',
        '--map',
        mapping,
        '--url',
        receiver.url,
        '--write-key',
        'key',
      ]),
    };
  };

  test('429 is waited out as long as it says', async (t) => {
    const startedAt = performance.now();
    const { receiver, result } = await send(t, {
      answer: (request) =>
        request === 2 ? { status: 429, retryAfter: 1, message: 'The pipeline is behind.' } : undefined,
    });
    assert.equal(result.code, 0);
    assert.match(result.err, /Waiting 1 s: The pipeline is behind\./);
    assert.ok(performance.now() - startedAt >= 1000);
    assert.deepEqual(
      rowsOf(receiver.messages).sort((a, b) => a - b),
      Array.from({ length: 2000 }, (_, index) => index + 1),
    );
  });

  test('errors of the server and broken connections are tried again', async (t) => {
    const { receiver, result } = await send(t, {
      answer: (request) => (request === 1 ? { status: 503 } : request === 3 ? 'break' : undefined),
    });
    assert.equal(result.code, 0);
    assert.equal(new Set(rowsOf(receiver.messages)).size, 2000);
  });

  test('a refusal ends the run with the server’s words and how to go on', async (t) => {
    const { result } = await send(t, {
      answer: (request) =>
        request > 2 ? { status: 401, message: 'No source has this write key.' } : undefined,
    });
    assert.equal(result.code, 1);
    assert.match(
      result.err,
      /refused the batch with 401: No source has this write key\.\nThe same command goes on/,
    );
  });
});

describe('an interrupted run', () => {
  const start = (folder: string, url: string): ChildProcess =>
    spawn(process.execPath, [command, 'orders.csv', '--map', mapping, '--url', url, '--write-key', 'key'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  test('killed at any moment and run again: every row once, but for the batches on their way', {
    timeout: 60_000,
  }, async (t) => {
    const folder = await tempFolder(t);
    await writeOrders(folder, 20_000, 50);
    const receiver = await startReceiver(t, { delayMs: () => 15 });
    for (const wanted of [2000, 6000, 11_000]) {
      const child = start(folder, receiver.url);
      while (receiver.messages.length < wanted && child.exitCode === null) await sleep(5);
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    const last = start(folder, receiver.url);
    const [code] = await once(last, 'exit');
    assert.equal(code, 0);
    const good = Array.from({ length: 20_000 }, (_, index) => index + 1).filter((row) => row % 50 !== 0);
    const ids = new Map(receiver.messages.map((message) => [message.context.import.row, message.messageId]));
    assert.deepEqual(
      [...ids.keys()].sort((a, b) => a - b),
      good,
    );
    assert.equal(
      new Set(receiver.messages.map(({ messageId }) => messageId)).size,
      good.length,
      'a repeated row has the same id',
    );
    const repeated = receiver.messages.length - good.length;
    assert.ok(repeated <= 3 * 4 * 500, `${repeated} messages were sent twice`);
    const rejects = (await readFile(join(folder, 'orders.csv.rejects.csv'), 'utf8'))
      .trim()
      .split('\n')
      .slice(1);
    assert.deepEqual(
      rejects.map((line) => Number(line.split(',')[0])),
      Array.from({ length: 400 }, (_, index) => (index + 1) * 50),
    );
  });

  test('Ctrl-C stops behind an acknowledged row and says how to go on', { timeout: 30_000 }, async (t) => {
    const folder = await tempFolder(t);
    await writeOrders(folder, 20_000);
    const receiver = await startReceiver(t, { delayMs: () => 20 });
    const child = start(folder, receiver.url);
    let out = '';
    child.stdout?.on('data', (text) => {
      out += text;
    });
    while (receiver.messages.length < 3000) await sleep(5);
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    assert.equal(code, 130);
    assert.match(out, /Stopped after row [\d,]+\. The same command goes on from there\./);
    assert.equal(new Set(rowsOf(receiver.messages)).size, receiver.messages.length);
    const again = start(folder, receiver.url);
    assert.deepEqual(await once(again, 'exit'), [0, null]);
    assert.deepEqual(
      rowsOf(receiver.messages).sort((a, b) => a - b),
      Array.from({ length: 20_000 }, (_, index) => index + 1),
      'not one row twice',
    );
  });
});

describe('wrong arguments', () => {
  const cases: [args: string[], message: RegExp][] = [
    [[], /Name the file/],
    [['absent.csv', '--map', mapping], /There is no file/],
    [['orders.csv', 'more.csv'], /One file at a time/],
    [['orders.csv', '--colour'], /Unknown option '--colour'/],
    [['orders.csv', '--map', mapping], /--write-key or RAPPORT_WRITE_KEY/],
    [['orders.csv', '--map', 'absent.json'], /no mapping file absent\.json/],
    [['orders.csv', '--map', '{"type":'], /not valid JSON/],
    [
      ['orders.csv', '--map', 'type=track,event=X,userId=customer'],
      /no column "customer"\. Its columns are "id", "at", "total"/,
    ],
    [['orders.csv', '--map', mapping, '--limit', '0'], /--limit must be a whole number/],
    [['orders.csv', '--map', mapping, '--url', 'localhost'], /--url must be an address/],
    [['orders.csv', '--map', mapping, '--resume', '--restart'], /exclude each other/],
    [['orders.csv', '--map', mapping, '--write-key', 'key', '--resume'], /nothing to resume/],
    [['orders.csv', '--map', mapping, '--encoding', 'klingon'], /--encoding must be one of/],
  ];
  for (const [args, message] of cases) {
    test(args.join(' ') || 'none', async (t) => {
      const folder = await tempFolder(t);
      await writeOrders(folder, 3);
      const { code, err } = await run(folder, args);
      assert.equal(code, 1);
      assert.match(err, message);
    });
  }
});
