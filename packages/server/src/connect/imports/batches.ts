// Rows to batches: what one request carries, together with the rejects that lie between its rows.
import type { RowMapper } from './map-row.ts';
import { type FileRow, Problem, type Reject, toOriginal } from './model.ts';

export type Batch = {
  /** The messages as JSON texts, for `{"batch":[…]}`. */
  messages: string[];
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

/** Small enough that what is on its way stays young garbage, large enough that a request costs little. */
export const defaultLimits: BatchLimits = {
  messagesMax: 500,
  bytesMax: 2 * 1024 * 1024,
  messageBytesMax: 32_768,
};

/** No request may hold more than this, whatever a server takes as one message. */
export const messageBytesLimit = 4 * 1024 * 1024;

type Packed = { messages: string[]; bytes: number } | { reject: Reject };

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
    const packed = packRow(row, mapRow, limits);
    const weight = 'reject' in packed ? packed.reject.original.length : packed.bytes;
    const count = 'reject' in packed ? 1 : packed.messages.length;
    const tooMany = batch.messages.length + batch.rejects.length + count > limits.messagesMax;
    if (batch.rows > 0 && (tooMany || bytes + weight > limits.bytesMax)) {
      yield { ...batch, bytesRead: bytesRead() };
      batch = emptyBatch();
      bytes = 0;
    }
    if ('reject' in packed) batch.rejects.push(packed.reject);
    else batch.messages.push(...packed.messages);
    batch.lastRow = row.row;
    batch.rows += 1;
    bytes += weight;
  }
  if (batch.rows > 0) yield { ...batch, bytesRead: bytesRead() };
}

const emptyBatch = (): Batch => ({ messages: [], rejects: [], lastRow: 0, rows: 0, bytesRead: 0 });

function packRow(row: FileRow, mapRow: RowMapper, { messageBytesMax }: BatchLimits): Packed {
  if ('problem' in row) return { reject: row };
  const messages = mapRow(row);
  if (messages instanceof Problem) {
    return { reject: { row: row.row, problem: messages, original: toOriginal(row) } };
  }
  const texts: string[] = [];
  let total = 0;
  for (const message of messages) {
    const json = JSON.stringify(message);
    const bytes = Buffer.byteLength(json);
    if (bytes > messageBytesMax) return { reject: tooLarge(row, bytes, messageBytesMax) };
    texts.push(json);
    total += bytes + 1;
  }
  return { messages: texts, bytes: total };
}

const tooLarge = (row: Exclude<FileRow, { problem: Problem }>, bytes: number, limit: number): Reject => ({
  row: row.row,
  problem: new Problem(
    'message_too_large',
    `The message has ${bytes} bytes; the limit is ${limit}. Leave large columns out of the mapping.`,
  ),
  original: toOriginal(row),
});
