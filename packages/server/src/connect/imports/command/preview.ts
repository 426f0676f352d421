// The preview: what each column becomes, and the messages of the first rows.
import type { OpenedFile } from '../files/opened-file.ts';
import type { RowMapper } from '../map-row.ts';
import type { Mapping, MessageMapping } from '../mapping-schema.ts';
import { type FileRow, Problem } from '../model.ts';

const rowsShown = 5;
const cellWidthMax = 34;

/** The preview as text. */
export async function describePreview(
  file: OpenedFile,
  mapping: Mapping,
  mapRow: RowMapper,
): Promise<string> {
  const columns = file.columns.map(({ name, type, format, examples }) => [
    name,
    format === undefined ? type : `${type} (${format})`,
    examples.join(', '),
    mapping
      .map((one) => describeUse(one, name))
      .filter((use) => use !== '')
      .join(', '),
  ]);
  const rows: string[][] = [];
  for await (const row of file.rows()) {
    rows.push(...describeRow(row, mapRow));
    if (row.row >= rowsShown) break;
  }
  return [
    ...file.notes.map((note) => `Note: ${note}`),
    table(['Column', 'Type', 'Examples', 'Becomes'], columns),
    '',
    table(['Row', 'Message', 'Person', 'Time', 'Content'], rows),
  ].join('\n');
}

function describeRow(row: FileRow, mapRow: RowMapper): string[][] {
  const messages = 'problem' in row ? row.problem : mapRow(row);
  const number = String(row.row);
  if (messages instanceof Problem) return [[number, 'rejected', '', '', messages.message]];
  return messages.map((message) => {
    const { type, event, name, userId, anonymousId, timestamp, properties, traits } = message;
    const person = userId === undefined ? `anonymous ${String(anonymousId)}` : String(userId);
    return [
      number,
      [type, event ?? name].filter((part) => part !== undefined).join(' '),
      person,
      String(timestamp ?? 'time of import'),
      describeContent(properties ?? traits),
    ];
  });
}

const describeContent = (content: unknown): string =>
  Object.entries((content ?? {}) as Record<string, unknown>)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(', ');

/** What one column becomes in one kind of message; empty when it is not used. */
function describeUse(mapping: Mapping[number], column: string): string {
  if (mapping.type === 'as-is') return column;
  const own = (
    ['event', 'name', 'userId', 'anonymousId', 'previousId', 'groupId', 'timestamp'] as const
  ).filter((field) => mapping[field]?.column === column);
  const uses: string[] = own.map((field) => (field === 'timestamp' ? describeTime(mapping) : field));
  if (mapping.messageId?.column === column || mapping.messageId?.columns?.includes(column))
    uses.push('messageId');
  for (const group of ['properties', 'traits', 'context'] as const) {
    const named = Object.entries(mapping[group]?.named ?? {}).filter(([, field]) => field.column === column);
    uses.push(
      ...named.map(([name, { type }]) => `${group}.${name}${type === undefined ? '' : ` (${type})`}`),
    );
    if (mapping[group]?.rest && uses.length === 0) uses.push(`${group}.${column}`);
  }
  return uses.join(', ');
}

const describeTime = ({ timestamp }: MessageMapping): string =>
  `timestamp (${timestamp?.format ?? 'iso'}, ${timestamp?.timezone ?? 'UTC'})`;

function table(head: string[], rows: string[][]): string {
  const cells = [head, ...rows].map((row) =>
    row.map((cell, index) => (index === head.length - 1 ? shorten(cell, 90) : shorten(cell, cellWidthMax))),
  );
  const widths = head.map((_, index) => Math.max(...cells.map((row) => (row[index] ?? '').length)));
  const lines = cells.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => '─'.repeat(width)).join('  '));
  return lines.map((line) => `  ${line}`).join('\n');
}

/** Control characters would break the table, and could write to the terminal. */
function shorten(text: string, width: number): string {
  const plain = text.replace(/\p{Cc}+/gu, ' ');
  return plain.length > width ? `${plain.slice(0, width - 1)}…` : plain;
}
