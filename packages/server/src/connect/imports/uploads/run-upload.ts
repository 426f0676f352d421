// One import of an uploaded file: the same road as the command, ending in the inbox of this process.
import { type Batch, defaultLimits, toBatches } from '../batches.ts';
import { deliverInOrder } from '../deliver-in-order.ts';
import { openFile } from '../files/open-file.ts';
import { checkColumns } from '../map-fields.ts';
import { compileMapping } from '../map-row.ts';
import { parseMapping } from '../mapping-schema.ts';
import type { RejectFile } from '../reject-file.ts';
import { deliverPatiently } from './deliver.ts';
import type { Progress } from './store.ts';

export type UploadRun = {
  path: string;
  fileName: string;
  fingerprint: string;
  mapping: unknown;
  /** Takes JSON texts; resolves when they are durable, with how many were suppressed. A dry run has none. */
  deliver: ((messages: string[]) => Promise<number>) | undefined;
  /** Told after each batch that is durable. */
  onProgress: (progress: Progress) => Promise<void>;
  rejects: RejectFile;
  /** Where an earlier run ended. */
  from: Progress;
  messageBytesMax: number;
  signal: AbortSignal;
};

/** Two are enough: one is being committed while the next is read. */
const inFlightMax = 2;

/** True when the end of the file was reached, false when `signal` stopped it. Throws a FileError for an unfit file or mapping. */
export async function runUpload(run: UploadRun): Promise<boolean> {
  const file = await openFile(run.path, { name: run.fileName });
  const mapping = parseMapping(run.mapping);
  checkColumns(mapping, file);
  const mapRow = compileMapping(mapping, {
    columns: file.columns,
    identity: run.fingerprint,
    fileName: run.fileName,
  });
  const limits = { ...defaultLimits, messageBytesMax: run.messageBytesMax };
  const state = { ...run.from, rows_total: file.rowsTotal ?? null };
  const { deliver } = run;
  const suppressed = new WeakMap<Batch, number>();

  return deliverInOrder(
    toBatches(file.rows(state.rows_read), mapRow, file.bytesRead, limits),
    async function send(batch) {
      const { messages } = batch;
      if (deliver === undefined || messages.length === 0) return;
      suppressed.set(batch, await deliverPatiently(() => deliver(messages), run.signal));
    },
    async function acknowledge(batch) {
      state.rejects_bytes = await run.rejects.append(batch.rejects);
      state.rows_read = batch.lastRow;
      const taken = suppressed.get(batch) ?? 0;
      state.messages_accepted += batch.messages.length - taken;
      state.messages_suppressed += taken;
      state.rejects_count += batch.rejects.length;
      state.progress = Math.min(1, batch.bytesRead / file.bytes);
      await run.onProgress(state);
    },
    { inFlightMax, signal: run.signal },
  );
}
