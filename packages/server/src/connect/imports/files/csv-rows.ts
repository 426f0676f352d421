// Text to rows of cells, a piece at a time.
import type { Problem } from '../model.ts';
import { isBlank, parseCells } from './csv-dialect.ts';
import { type CsvRecord, type Dialect, RecordSplitter } from './csv-records.ts';

export type CsvRow = { cells: string[]; text: string; problem?: Problem };

/** All records in order; blank lines are left out. Broken records carry their problem and no cells. */
export async function* toCsvRows(text: AsyncIterable<string>, dialect: Dialect): AsyncGenerator<CsvRow> {
  const splitter = new RecordSplitter(dialect);
  for await (const piece of text) yield* toRows(splitter.push(piece), dialect);
  yield* toRows(splitter.end(), dialect);
}

function* toRows(records: CsvRecord[], dialect: Dialect): Generator<CsvRow> {
  const filled = records.filter((record) => !isBlank(record));
  const sound = filled.filter((record) => record.problem === undefined);
  const cells = parseCells(
    sound.map((record) => record.text),
    dialect,
  );
  let next = 0;
  for (const { text, problem } of filled) {
    if (problem !== undefined) yield { cells: [], text, problem };
    else yield { cells: cells[next++] ?? [], text };
  }
}
