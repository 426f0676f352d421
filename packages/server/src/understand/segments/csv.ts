// Rows as CSV for spreadsheets, which take some texts for formulas and run them.

/** The names first, then one line per row. */
export async function* toCsv(
  names: readonly string[],
  pages: AsyncIterable<unknown[][]>,
): AsyncGenerator<string> {
  yield toLines([[...names]]);
  for await (const rows of pages) if (rows.length > 0) yield toLines(rows);
}

const toLines = (rows: unknown[][]): string =>
  rows.map((row) => `${row.map((value) => toCell(value)).join(',')}\r\n`).join('');

/** A text that a spreadsheet would take for a formula begins with a quote. A number does no harm. */
export function toCell(value: unknown): string {
  const text = toText(value);
  if (text === undefined) return '';
  const safe = typeof value !== 'number' && /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A text as it is, anything else as JSON; undefined for nothing. */
export function toText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
