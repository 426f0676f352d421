// Rows to batches: what one request carries, together with the rejects that lie between its rows.
import type { ImportMessage, RowMapper } from './map-row.ts';
import { type FileRow, Problem, type Reject, toOriginal } from './model.ts';

export type Batch = {
  messages: ImportMessage[];
  /** The same messages as JSON texts, for `{"batch":[…]}`. */
  json: string[];
  rejects: Reject[];
  /** Once this batch is durable, everything up to and including this row is done. */
  lastRow: number;
  rows: number;
  /** Bytes of the file read so far. */
  bytesRead: number;
};

export type BatchLimits = {
  messagesMax: number;
  /** Bytes of all messages together, so that the body stays below what a request may hold. */
  bytesMax: number;
  /** Larger messages are set aside: the server would not keep them. */
  messageBytesMax: number;
};

export const defaultLimits: BatchLimits = {
  messagesMax: 2000,
  bytesMax: 4 * 1024 * 1024 - 64 * 1024,
  messageBytesMax: 32_768,
};

type MappedRow = { messages: ImportMessage[]; json: string[]; bytes: number } | { reject: Reject };

/** Cuts rows into batches. A row stays whole; at most one batch is in memory here. */
export async function* toBatches(
  rows: AsyncIterable<FileRow>,
  mapRow: RowMapper,
  bytesRead: () => number,
  limits: BatchLimits = defaultLimits,
): AsyncGenerator<Batch> {
  let batch = emptyBatch();
  let bytes = 0;
  for await (const row of rows) {
    const mapped = mapOne(row, mapRow, limits);
    const weight = 'reject' in mapped ? mapped.reject.original.length : mapped.bytes;
    const count = 'reject' in mapped ? 1 : mapped.messages.length;
    const full =
      batch.messages.length + batch.rejects.length + count > limits.messagesMax ||
      bytes + weight > limits.bytesMax;
    if (full && batch.rows > 0) {
      yield { ...batch, bytesRead: bytesRead() };
      batch = emptyBatch();
      bytes = 0;
    }
    addRow(batch, row.row, mapped);
    bytes += weight;
  }
  if (batch.rows > 0) yield { ...batch, bytesRead: bytesRead() };
}

const emptyBatch = (): Batch => ({ messages: [], json: [], rejects: [], lastRow: 0, rows: 0, bytesRead: 0 });

function addRow(batch: Batch, row: number, mapped: MappedRow): void {
  if ('reject' in mapped) batch.rejects.push(mapped.reject);
  else {
    batch.messages.push(...mapped.messages);
    batch.json.push(...mapped.json);
  }
  batch.lastRow = row;
  batch.rows += 1;
}

function mapOne(row: FileRow, mapRow: RowMapper, { messageBytesMax }: BatchLimits): MappedRow {
  if ('problem' in row) return { reject: row };
  const messages = mapRow(row);
  if (messages instanceof Problem)
    return { reject: { row: row.row, problem: messages, original: toOriginal(row) } };
  const json = messages.map((message) => JSON.stringify(message));
  const sizes = json.map((text) => Buffer.byteLength(text));
  const largest = Math.max(0, ...sizes);
  if (largest > messageBytesMax) {
    const problem = new Problem(
      'message_too_large',
      `The message has ${largest} bytes; the limit is ${messageBytesMax}. Leave large columns out of the mapping.`,
    );
    return { reject: { row: row.row, problem, original: toOriginal(row) } };
  }
  return { messages, json, bytes: sizes.reduce((sum, size) => sum + size + 1, 0) };
}
