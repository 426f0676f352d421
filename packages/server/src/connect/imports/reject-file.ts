// The reject file: one CSV line for each row that was set aside, with the reason and the row as it was.
import { open, rm, stat, truncate } from 'node:fs/promises';
import { readHead } from './files/bytes.ts';
import { FileError, type Reject } from './model.ts';

export const rejectHeader = 'row,reason,message,original\n';
const originalLengthMax = 32_768;

export type RejectFile = {
  readonly path: string;
  /** Appends; resolves with the size of the file when the lines are on disk. */
  append(rejects: Reject[]): Promise<number>;
};

/**
 * The file comes into being with the first reject. `keepBytes` is the size up to which the lines of an earlier run
 * count; what lies behind was never acknowledged and is written again.
 */
export async function openRejectFile(path: string, keepBytes: number): Promise<RejectFile> {
  let bytes = await prepare(path, keepBytes);
  return {
    path,
    async append(rejects) {
      if (rejects.length === 0) return bytes;
      const file = await open(path, 'a');
      try {
        const text = `${bytes === 0 ? rejectHeader : ''}${rejects.map(toLine).join('')}`;
        await file.appendFile(text);
        bytes += Buffer.byteLength(text);
      } finally {
        await file.close();
      }
      return bytes;
    },
  };
}

async function prepare(path: string, keepBytes: number): Promise<number> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return 0;
  const head = await readHead(path, rejectHeader.length);
  if (head.length > 0 && head.toString() !== rejectHeader) {
    throw new FileError(`${path} exists and is no reject file. Name another file with --rejects.`);
  }
  if (keepBytes === 0) await rm(path);
  else if (found.size > keepBytes) await truncate(path, keepBytes);
  return Math.min(keepBytes, found.size);
}

const toLine = ({ row, problem, original }: Reject): string =>
  `${row},${problem.code},${quote(problem.message)},${quote(shorten(original))}\n`;

const shorten = (text: string): string =>
  text.length > originalLengthMax ? `${text.slice(0, originalLengthMax)}…` : text;

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
