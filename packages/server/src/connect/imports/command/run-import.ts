// `rapport import`: reads a file, maps its rows, and sends them to a server, with progress, rejects and a checkpoint.
import type { Clock } from '../../../platform/clock/index.ts';
import { type Batch, defaultLimits, toBatches } from '../batches.ts';
import { deliverInOrder } from '../deliver-in-order.ts';
import { FileError, type FileRow } from '../model.ts';
import { openRejectFile, type RejectFile } from '../reject-file.ts';
import { type Checkpoint, findCheckpoint, planStart, writeCheckpoint } from './checkpoint.ts';
import { type ImportOptions, parseOptions, usage } from './options.ts';
import { digest, type ImportPlan, planImport } from './plan.ts';
import { describePreview } from './preview.ts';
import { formatCount, type Progress, showProgress } from './progress.ts';
import { createSender } from './send.ts';

type Output = { write(text: string): unknown; isTTY?: boolean | undefined; columns?: number | undefined };

export type ImportIo = {
  /** Results. */
  out: Output;
  /** Progress and errors. */
  err: Output;
  cwd: string;
  env: Record<string, string | undefined>;
  clock: Clock;
  /** Stops cleanly: what is on its way is awaited, then the checkpoint is written. */
  signal: AbortSignal;
};

/** How long batches on their way may take to be acknowledged after a stop. */
const stopGraceMs = 10_000;
const inFlightMax = 4;

/** Exit code: 0 when the end of the file was reached (also with rejects), 1 on failure, 130 when it was stopped. */
export async function runImportCommand(argv: string[], io: ImportIo): Promise<number> {
  try {
    const options = parseOptions(argv, io.env);
    if (options === undefined) {
      io.out.write(usage);
      return 0;
    }
    const plan = await planImport(options, io.cwd);
    io.err.write(`${options.file}: ${plan.file.description}\n`);
    if (options.preview) return await preview(plan, io);
    for (const note of plan.file.notes) io.err.write(`Note: ${note}\n`);
    return await run(plan, options, io);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    io.err.write(`${error.message}\n`);
    return 1;
  }
}

async function preview(plan: ImportPlan, io: ImportIo): Promise<number> {
  io.out.write(
    `${await describePreview(plan.file, plan.mapping, plan.mapRow)}\n\nMapping: ${JSON.stringify(plan.mappingJson)}\n`,
  );
  return 0;
}

async function run(plan: ImportPlan, options: ImportOptions, io: ImportIo): Promise<number> {
  const { dryRun, writeKey, start } = options;
  if (!dryRun && writeKey === undefined) {
    throw new FileError(
      'Give the write key of a source with --write-key or RAPPORT_WRITE_KEY (see Sources in the console), or check the file with --dry-run.',
    );
  }
  const fresh = toFreshCheckpoint(plan, options);
  const found = dryRun
    ? undefined
    : planStart(start === 'restart' ? undefined : await findCheckpoint(plan.checkpointPath), {
        ...fresh,
        nowMs: io.clock.nowMs(),
        start,
      });
  if (found?.state === 'done' && found.fingerprint === plan.fingerprint) {
    io.out.write(
      `This file was imported on ${found.updatedAt.slice(0, 10)}: ${formatCount(found.acknowledgedRow)} rows. Nothing was sent. Use --restart to send it again.\n`,
    );
    return 0;
  }
  const state: Checkpoint = {
    ...fresh,
    ...found,
    fingerprint: plan.fingerprint,
    mapping: plan.mappingDigest,
    state: 'running',
  };
  if (state.acknowledgedRow > 0) io.err.write(`Going on after row ${formatCount(state.acknowledgedRow)}.\n`);
  const rejects = await openRejectFile(plan.rejectsPath, found?.rejectsBytes ?? 0);
  return execute({ plan, options, io, state, rejects, writeKey: writeKey ?? '' });
}

function toFreshCheckpoint(plan: ImportPlan, { url, writeKey }: ImportOptions): Checkpoint {
  return {
    version: 1,
    state: 'running',
    fingerprint: plan.fingerprint,
    identity: plan.identity,
    mapping: plan.mappingDigest,
    target: digest(`${url} ${writeKey}`),
    acknowledgedRow: 0,
    messages: 0,
    rejects: 0,
    rejectsPath: plan.rejectsPath,
    rejectsBytes: 0,
    updatedAt: '',
  };
}

type Run = {
  plan: ImportPlan;
  options: ImportOptions;
  io: ImportIo;
  state: Checkpoint;
  rejects: RejectFile;
  writeKey: string;
};

async function execute({ plan, options, io, state, rejects, writeKey }: Run): Promise<number> {
  const { file } = plan;
  const startedAt = performance.now();
  const firstRow = state.acknowledgedRow;
  const rowsTotal = file.rowsTotal === undefined ? undefined : Math.min(file.rowsTotal, options.limit);
  const progress = showProgress(io.err, firstRow);
  const limits = { ...defaultLimits, messageBytesMax: options.messageBytesMax };
  const batches = toBatches(
    firstRows(file.rows(firstRow), options.limit),
    plan.mapRow,
    file.bytesRead,
    limits,
  );

  async function acknowledge(batch: Batch): Promise<void> {
    state.rejectsBytes = await rejects.append(batch.rejects);
    state.acknowledgedRow = batch.lastRow;
    state.messages += batch.messages.length;
    state.rejects += batch.rejects.length;
    await save();
    progress.update({
      rows: batch.lastRow,
      rowsTotal,
      bytesRead: batch.bytesRead,
      bytes: file.bytes,
      rejects: state.rejects,
    });
  }

  async function save(): Promise<void> {
    state.updatedAt = io.clock.now().toISOString();
    if (!options.dryRun) await writeCheckpoint(plan.checkpointPath, state);
  }

  const send = options.dryRun ? async () => {} : createBatchSender(options, writeKey, io, progress);
  const complete = await deliver(batches, send, acknowledge, io, progress);
  const limited = state.acknowledgedRow >= options.limit;
  if (complete && !limited) {
    state.state = 'done';
    await save();
  }
  progress.end();
  report(
    { plan, options, io, state, rejects, writeKey },
    firstRow,
    (performance.now() - startedAt) / 1000,
    complete,
  );
  return complete ? 0 : 130;
}

async function* firstRows(rows: AsyncIterable<FileRow>, limit: number): AsyncGenerator<FileRow> {
  for await (const row of rows) {
    if (row.row > limit) return;
    yield row;
    if (row.row === limit) return;
  }
}

function createBatchSender(
  options: ImportOptions,
  writeKey: string,
  io: ImportIo,
  progress: Progress,
): (batch: Batch) => Promise<void> {
  const giveUp = new AbortController();
  io.signal.addEventListener('abort', () => setTimeout(() => giveUp.abort(), stopGraceMs).unref(), {
    once: true,
  });
  const send = createSender({
    url: options.url,
    writeKey,
    signal: giveUp.signal,
    onWait: (seconds, why) => {
      if (seconds >= 1) progress.note(`Waiting ${Math.ceil(seconds)} s: ${why}`);
      if (io.signal.aborted) giveUp.abort();
    },
  });
  return async ({ messages }) => {
    if (messages.length > 0) await send(messages);
  };
}

/** True when the end was reached, false when the import was stopped. */
async function deliver(
  batches: AsyncIterable<Batch>,
  send: (batch: Batch) => Promise<void>,
  acknowledge: (batch: Batch) => Promise<void>,
  io: ImportIo,
  progress: Progress,
): Promise<boolean> {
  try {
    return await deliverInOrder(batches, send, acknowledge, { inFlightMax, signal: io.signal });
  } catch (error) {
    if (io.signal.aborted) return false;
    progress.end();
    if (error instanceof FileError)
      throw new FileError(`${error.message}\nThe same command goes on from where it stopped.`, error);
    throw error;
  }
}

function report(
  { plan, options, io, state }: Run,
  firstRow: number,
  seconds: number,
  complete: boolean,
): void {
  const rows = state.acknowledgedRow - firstRow;
  const accepted = options.dryRun ? 'would be sent' : 'accepted';
  const line = [
    `${formatCount(rows)} rows`,
    `${formatCount(state.messages)} messages ${accepted}`,
    `${formatCount(state.rejects)} rows rejected`,
    `${seconds.toFixed(1)} s`,
    `${formatCount(rows / Math.max(seconds, 0.001))} rows/s`,
  ].join(', ');
  io.out.write(`${line}.\n`);
  if (state.rejects > 0) io.out.write(`Rejected rows and their reasons: ${plan.rejectsPath}\n`);
  if (firstRow > 0)
    io.out.write(
      `Messages and rejects count all rows from the first; ${formatCount(firstRow)} rows were done before.\n`,
    );
  if (!complete)
    io.out.write(
      `Stopped after row ${formatCount(state.acknowledgedRow)}. The same command goes on from there.\n`,
    );
}
