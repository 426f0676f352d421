// Runs imports in the background, one at a time, lets them go on after a restart, and removes files that are done with.
//
//   uploaded ──POST /api/imports──▶ running ──end of file──▶ done      the upload is removed, rejects stay 7 days
//                                     │ ▲  └─unfit file────▶ failed    the upload stays a day, for another try
//                                     │ └──server starts     └──▲
//                                     └──stop──────────────▶ stopped
import { setTimeout as sleep } from 'node:timers/promises';
import { type AppError, isAppError } from '@rapport/protocol';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Log } from '../../../platform/log/index.ts';
import type { Database } from '../../../platform/postgres/index.ts';
import { FileError } from '../model.ts';
import { openRejectFile } from '../reject-file.ts';
import type { Deliver } from './deliver.ts';
import type { UploadFolder } from './files.ts';
import { runUpload } from './run-upload.ts';
import {
  deleteUpload,
  getImport,
  type ImportRow,
  listOldRejects,
  listRunning,
  listUnusedUploads,
  recordEnd,
  recordProgress,
  recordRejectsRemoved,
} from './store.ts';

export type ImportRunner = {
  /** Puts an import in the queue. */
  start(row: ImportRow): void;
  /** Ends a running import for good. False when it does not run here. */
  stop(importId: number): boolean;
  /** Takes up what an earlier server left running, and begins to clean up. */
  resume(): Promise<void>;
  /** Interrupts; what ran is taken up at the next start. */
  close(): Promise<void>;
};

export type RunnerDeps = {
  db: Database;
  clock: Clock;
  log: Log;
  folder: UploadFolder;
  deliver: Deliver;
  messageBytesMax: number;
};

const failuresMax = 6;
const uploadsKeptMs = 24 * 3_600_000;
const rejectsKeptMs = 7 * 24 * 3_600_000;
const cleanEveryMs = 3_600_000;

export function createImportRunner(deps: RunnerDeps): ImportRunner {
  const waiting = new Map<number, { row: ImportRow; control: AbortController }>();
  let working: Promise<void> | undefined;
  let closing = false;
  let cleaner: NodeJS.Timeout | undefined;

  async function work(): Promise<void> {
    for (const [id, { row, control }] of waiting) {
      if (!closing) await runOne(deps, row, control.signal, () => closing);
      waiting.delete(id);
    }
    working = undefined;
  }

  const start = (row: ImportRow): void => {
    waiting.set(row.id, { row, control: new AbortController() });
    working ??= work();
  };

  return {
    start,
    stop(importId) {
      waiting.get(importId)?.control.abort();
      return waiting.has(importId);
    },
    async resume() {
      await clean(deps);
      cleaner = setInterval(() => void clean(deps), cleanEveryMs).unref();
      for (const row of await listRunning(deps.db)) start(row);
    },
    async close() {
      closing = true;
      clearInterval(cleaner);
      for (const { control } of waiting.values()) control.abort();
      await working;
    },
  };
}

async function runOne(
  deps: RunnerDeps,
  row: ImportRow,
  signal: AbortSignal,
  isClosing: () => boolean,
): Promise<void> {
  try {
    const complete = await runWithRetries(deps, row, signal);
    if (complete) await finish(deps, row);
    else if (!isClosing()) await recordEnd(deps.db, row.id, 'stopped', null, deps.clock.now());
  } catch (error) {
    if (signal.aborted && isClosing()) return;
    await recordFailure(deps, row, signal, error);
  }
}

/** What is not the fault of the file may pass, such as a database that restarts: the import goes on where it was. */
async function runWithRetries(deps: RunnerDeps, first: ImportRow, signal: AbortSignal): Promise<boolean> {
  let row = first;
  for (let failures = 1; ; failures += 1) {
    if (signal.aborted) return false;
    try {
      return await runFile(deps, row, signal);
    } catch (error) {
      if (error instanceof FileError || signal.aborted || failures >= failuresMax) throw error;
      deps.log.warn({ err: error, import: row.id, failures }, 'An import was interrupted and goes on');
      await sleep(failures * 1000, undefined, { signal });
      row = await getImport({ db: deps.db, workspaceId: row.workspace_id }, row.id).catch(() => row);
    }
  }
}

async function runFile(
  { db, folder, deliver, messageBytesMax }: RunnerDeps,
  row: ImportRow,
  signal: AbortSignal,
): Promise<boolean> {
  const target = { workspaceId: row.workspace_id, sourceId: row.source_id };
  return runUpload({
    path: folder.pathOfUpload(row.upload_id ?? ''),
    fileName: row.file_name,
    fingerprint: row.fingerprint,
    mapping: row.mapping,
    deliver: row.dry_run ? undefined : (messages) => deliver(target, messages),
    onProgress: (progress) => recordProgress(db, row.id, progress),
    rejects: await openRejectFile(folder.pathOfRejects(row.id), row.rejects_bytes ?? 0),
    from: row,
    messageBytesMax,
    signal,
  });
}

async function finish({ db, folder, clock }: RunnerDeps, row: ImportRow): Promise<void> {
  await recordEnd(db, row.id, 'done', null, clock.now());
  // A dry run is followed by the real one.
  if (row.dry_run || row.upload_id === null) return;
  await folder.removeUpload(row.upload_id);
  await deleteUpload(db, row.upload_id);
}

async function recordFailure(
  { db, clock, log }: RunnerDeps,
  row: ImportRow,
  signal: AbortSignal,
  error: unknown,
): Promise<void> {
  const stopped = signal.aborted;
  if (!stopped && !(error instanceof FileError))
    log.error({ err: error, import: row.id }, 'An import failed');
  const known = error instanceof FileError || isAppError(error);
  const message = known
    ? (error as FileError | AppError).message
    : 'The import failed inside; the log says why.';
  try {
    await recordEnd(db, row.id, stopped ? 'stopped' : 'failed', stopped ? null : message, clock.now());
  } catch (cause) {
    log.error({ err: cause, import: row.id }, 'The end of an import could not be recorded');
  }
}

/** Removes uploads that nobody used for a day and reject files that are a week old. */
async function clean({ db, clock, log, folder }: RunnerDeps): Promise<void> {
  try {
    for (const upload of await listUnusedUploads(db, new Date(clock.nowMs() - uploadsKeptMs))) {
      await folder.removeUpload(upload.id);
      await deleteUpload(db, upload.id);
    }
    for (const row of await listOldRejects(db, new Date(clock.nowMs() - rejectsKeptMs))) {
      await folder.removeRejects(row.id);
      await recordRejectsRemoved(db, row.id);
    }
  } catch (error) {
    log.error({ err: error }, 'Old import files could not be removed');
  }
}
