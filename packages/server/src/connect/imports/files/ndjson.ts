// NDJSON: one JSON object a line.
import { type Cell, type FileRow, Problem, recordLengthMax } from '../model.ts';
import { type Bytes, type Compression, readBytes } from './bytes.ts';
import type { OpenedFile, OpenOptions } from './opened-file.ts';
import { sampleColumns } from './sample-columns.ts';
import { damaged, decode } from './text.ts';

export async function openNdjson(
  path: string,
  compression: Compression,
  options: OpenOptions,
): Promise<Omit<OpenedFile, 'bytes'>> {
  const encoding = options.encoding ?? 'utf-8';
  let reading: Bytes | undefined;
  const file = {
    format: 'ndjson' as const,
    description: `NDJSON, one object a line${compression === 'none' ? '' : `, ${compression}`}`,
    notes: [],
    bytesRead: () => reading?.bytesRead() ?? 0,
    async *rows(after = 0): AsyncGenerator<FileRow> {
      reading = readBytes(path, compression);
      yield* toNdjsonRows(decode(reading, encoding), after);
    },
  };
  return { ...file, columns: await sampleColumns(file.rows(), [], 'typed') };
}

/** The rows after row number `after`. */
export async function* toNdjsonRows(text: AsyncIterable<string>, after = 0): AsyncGenerator<FileRow> {
  let row = 0;
  for await (const line of splitLines(text)) {
    row += 1;
    if (row > after) yield toFileRow(row, line);
  }
}

/** Lines that are not blank. Of a line that is too long only the beginning is kept, and one character beyond the limit. */
async function* splitLines(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of text) {
    const lines = piece.split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      const whole = rest + line;
      rest = '';
      if (whole.trim() !== '') yield whole;
    }
    if (rest.length <= recordLengthMax) rest += last;
  }
  if (rest.trim() !== '') yield rest;
}

function toFileRow(row: number, line: string): FileRow {
  const problem = (
    code: 'row_too_long' | 'encoding_broken' | 'json_broken' | 'not_a_json_object',
    message?: string,
  ): FileRow => ({
    row,
    problem: new Problem(code, message),
    original: line,
  });
  if (line.length > recordLengthMax) return problem('row_too_long');
  if (line.includes(damaged)) return problem('encoding_broken');
  let value: unknown;
  try {
    value = parseJson(line);
  } catch (error) {
    return problem(
      'json_broken',
      `The line is not valid JSON: ${(error as Error).message.replace(/, "?\.\.\..*$|, "[\s\S]*$/, '')}`,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return problem('not_a_json_object');
  return { row, cells: new Map(Object.entries(value as Record<string, Cell>)), original: line };
}

/** Whole numbers too large for a double are ids in truth: they stay text, digit by digit. */
function parseJson(line: string): unknown {
  if (!/\d{16}/.test(line)) return JSON.parse(line);
  return JSON.parse(line, function keepDigits(_key, value: unknown, context?: { source?: string }) {
    const source = context?.source;
    const large =
      typeof value === 'number' &&
      source !== undefined &&
      /^-?\d+$/.test(source) &&
      !Number.isSafeInteger(value);
    return large ? source : value;
  });
}
