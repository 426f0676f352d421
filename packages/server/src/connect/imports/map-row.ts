// A row to its messages, as the mapping says. Compiled once, run for every row.
import { parseMessage, parseTimestamp } from '@rapport/protocol';
import { compileFields, findColumn } from './map-fields.ts';
import type { AsIsMapping, Mapping, MessageMapping } from './mapping-schema.ts';
import { createRowNamer } from './message-ids.ts';
import { type Cell, type Column, Problem, type ReadRow, reasonTable } from './model.ts';
import { compileEmpty, compileTimestamp, holdsNul, toText } from './values.ts';

export type ImportMessage = Record<string, unknown>;
export type RowMapper = (row: ReadRow) => ImportMessage[] | Problem;

export type MapContext = {
  columns: Column[];
  /** What makes message ids the same in every run: the fingerprint of the file, or a given name. */
  identity: string;
  /** Name of the file, told in each message's context with the row: where a value came from. */
  fileName: string;
};

type OneMapper = (row: ReadRow) => ImportMessage | Problem;

/** All messages of a row, or the first problem: a row is taken whole or set aside whole. */
export function compileMapping(mapping: Mapping, context: MapContext): RowMapper {
  const mappers = mapping.map((one, index) =>
    one.type === 'as-is' ? compileAsIs(one, index, context) : compileOne(one, index, context),
  );
  return function mapRow(row) {
    const messages: ImportMessage[] = [];
    for (const mapOne of mappers) {
      const message = mapOne(row);
      if (message instanceof Problem) return message;
      // The rules of collect, applied here: what passes will not end in quarantine.
      const parsed = parseMessage(message);
      if (typeof parsed === 'string') return new Problem(parsed, reasonTable[parsed]);
      messages.push(message);
    }
    return messages;
  };
}

type Setter = (message: ImportMessage, row: ReadRow) => Problem | undefined;

function compileOne(mapping: MessageMapping, index: number, context: MapContext): OneMapper {
  const setters = [
    ...compileIds(mapping),
    ...compileNames(mapping),
    ...compileTime(mapping),
    ...(['properties', 'traits', 'context'] as const).map((field) => compileFields(field, mapping, context)),
  ];
  const setMessageId = compileMessageId(mapping, index, context);
  return function mapOne(row) {
    const message: ImportMessage = { type: mapping.type };
    const problem = setMessageId(message, row) ?? firstProblem(setters, message, row);
    if (problem !== undefined) return problem;
    return withOrigin(message, row, context);
  };
}

function firstProblem(setters: Setter[], message: ImportMessage, row: ReadRow): Problem | undefined {
  for (const set of setters) {
    const problem = set(message, row);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function compileIds(mapping: MessageMapping): Setter[] {
  const isEmpty = compileEmpty(mapping.empty);
  return (['userId', 'anonymousId', 'previousId', 'groupId'] as const).flatMap((name) => {
    const field = mapping[name];
    if (field === undefined) return [];
    const find = findColumn(field.column);
    return function setId(message: ImportMessage, row: ReadRow) {
      const cell = find(row);
      // Whether an id may be missing depends on the others: collect's rules decide.
      if (isEmpty(cell)) return undefined;
      const id = toText(cell);
      if (id instanceof Problem) return id;
      message[name] = id;
      return undefined;
    };
  });
}

function compileNames(mapping: MessageMapping): Setter[] {
  const isEmpty = compileEmpty(mapping.empty);
  return (['event', 'name'] as const).flatMap((name) => {
    const field = mapping[name];
    if (field === undefined) return [];
    const { column, value } = field;
    const find = column === undefined ? () => value : findColumn(column);
    return function setName(message: ImportMessage, row: ReadRow) {
      const cell = find(row);
      if (isEmpty(cell)) return undefined;
      const text = toText(cell);
      if (text instanceof Problem) return text;
      message[name] = text;
      return undefined;
    };
  });
}

function compileTime({ timestamp, empty }: MessageMapping): Setter[] {
  if (timestamp === undefined) return [];
  const find = findColumn(timestamp.column);
  const isEmpty = compileEmpty(empty);
  const toTimestamp = compileTimestamp(timestamp.format, timestamp.timezone);
  return [
    function setTimestamp(message, row) {
      const cell = find(row);
      if (isEmpty(cell))
        return new Problem('value_missing', `The time (column ${timestamp.column}) is empty.`);
      const time = toTimestamp(cell);
      if (time instanceof Problem) return time;
      message.timestamp = time;
      return undefined;
    },
  ];
}

function compileMessageId(
  { type, event, messageId, empty }: MessageMapping,
  index: number,
  { identity }: MapContext,
): Setter {
  const nameRow = createRowNamer(identity, { index, kind: `${type}/${event?.value ?? event?.column ?? ''}` });
  if (messageId === undefined) {
    return function setRowId(message, row) {
      message.messageId = nameRow(row.row, undefined);
      return undefined;
    };
  }
  const finders = (messageId.columns ?? [messageId.column ?? '']).map((column) => ({
    column,
    find: findColumn(column),
  }));
  const isEmpty = compileEmpty(empty);
  return function setColumnsId(message, row) {
    const values: string[] = [];
    for (const { column, find } of finders) {
      const cell = find(row);
      if (isEmpty(cell))
        return new Problem('value_missing', `The column ${column} names the message and is empty.`);
      const text = toText(cell);
      if (text instanceof Problem) return text;
      values.push(text);
    }
    message.messageId = messageId.asIs ? values[0] : nameRow(row.row, values);
    return undefined;
  };
}

/** Rows that are messages already keep all they have; only a missing message id is added. */
function compileAsIs(_mapping: AsIsMapping, index: number, context: MapContext): OneMapper {
  const nameRow = createRowNamer(context.identity, { index, kind: 'as-is' });
  return function takeAsIs(row) {
    const message: ImportMessage = Object.fromEntries(row.cells);
    if (holdsNul(message as Cell)) return new Problem('nul_character');
    message.messageId ??= nameRow(row.row, undefined);
    const time = message.timestamp ?? message.originalTimestamp ?? undefined;
    if (time !== undefined && parseTimestamp(time) === undefined) return new Problem('timestamp_invalid');
    return withOrigin(message, row, context);
  };
}

function withOrigin(message: ImportMessage, row: ReadRow, { fileName }: MapContext): ImportMessage {
  const { context } = message;
  if (context !== undefined && context !== null && (typeof context !== 'object' || Array.isArray(context)))
    return message;
  message.context = { ...context, import: { file: fileName, row: row.row } };
  return message;
}
