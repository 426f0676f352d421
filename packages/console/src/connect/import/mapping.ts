// How the columns of a file become messages: what the editor holds, and the JSON that the server takes. Pure.
import type { PreviewColumn } from './imports-query.ts';

export const MESSAGE_TYPES = ['track', 'identify', 'page', 'screen', 'group', 'alias', 'as-is'] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** Roles that one column alone can have. */
export const SINGLE_ROLES = [
  'userId',
  'anonymousId',
  'previousId',
  'groupId',
  'timestamp',
  'event',
  'messageId',
] as const;
export type SingleRole = (typeof SINGLE_ROLES)[number];
/** `field` becomes a property (or an attribute, for identify and group); `out` is left out. */
export type Role = SingleRole | 'field' | 'out';

export const VALUE_TYPES = ['text', 'number', 'boolean', 'date', 'json'] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

export type ColumnChoice = {
  role: Role;
  as: string;
  valueType: ValueType;
  format?: string;
  timezone?: string;
};
export type Draft = { type: MessageType; eventName: string; columns: Record<string, ColumnChoice> };

type Field =
  | string
  | {
      column?: string;
      value?: unknown;
      type?: string;
      format?: string;
      timezone?: string;
      [more: string]: unknown;
    };
export type Mapping = { [name: string]: unknown };

/** What still keeps a draft from being imported. */
export type DraftProblem = 'id' | 'event' | 'groupId' | 'previousId' | 'doubleName';

/** The draft that a guessed (or saved) mapping stands for; columns it does not name are left out. */
export function toDraft(mapping: Mapping | Mapping[] | null, columns: PreviewColumn[]): Draft {
  const one = (Array.isArray(mapping) ? mapping[0] : mapping) ?? {};
  const type = MESSAGE_TYPES.find((each) => each === one.type) ?? 'track';
  const draft: Draft = { type, eventName: '', columns: {} };
  for (const column of columns) {
    draft.columns[column.name] = {
      role: 'out',
      as: column.name,
      valueType: toValueType(column.type),
      format: column.format,
    };
  }
  for (const role of SINGLE_ROLES) {
    const field = one[role] as Field | undefined;
    if (field === undefined) continue;
    const named = columnOf(field, role);
    const choice = named === undefined ? undefined : draft.columns[named];
    if (choice) Object.assign(choice, { role, ...timeOf(field) });
    else if (role === 'event')
      draft.eventName = typeof field === 'string' ? field : String(field.value ?? '');
  }
  addFields(draft, (one.properties ?? one.traits) as Record<string, Field> | 'rest' | undefined);
  return draft;
}

function addFields(draft: Draft, fields: Record<string, Field> | 'rest' | undefined): void {
  const named = fields === 'rest' ? { '*': 'rest' } : (fields ?? {});
  for (const [as, field] of Object.entries(named)) {
    if (as === '*') continue;
    const column = columnOf(field, 'field');
    const choice = column === undefined ? undefined : draft.columns[column];
    // A column that already is the person's id may be a property as well; the editor shows its first use.
    if (choice?.role !== 'out') continue;
    const valueType = typeof field === 'object' && field.type ? toValueType(field.type) : 'text';
    Object.assign(choice, { role: 'field', as, valueType, ...timeOf(field) });
  }
  if (named['*'] === 'rest') {
    for (const choice of Object.values(draft.columns)) if (choice.role === 'out') choice.role = 'field';
  }
}

/** Gives a column a role; a role that only one column can have is taken from the one that had it. */
export function withRole(draft: Draft, column: string, role: Role): Draft {
  const columns: Draft['columns'] = {};
  for (const [name, choice] of Object.entries(draft.columns)) {
    const loses = name !== column && role !== 'field' && role !== 'out' && choice.role === role;
    columns[name] = name === column ? { ...choice, role } : loses ? { ...choice, role: 'field' } : choice;
  }
  return { ...draft, columns };
}

/** The roles that make sense for a type of message. */
export function rolesFor(type: MessageType): Role[] {
  const ids: Role[] = ['userId', 'anonymousId'];
  const rest: Role[] = ['timestamp', 'messageId', 'field', 'out'];
  if (type === 'track') return [...ids, 'event', ...rest];
  if (type === 'group') return [...ids, 'groupId', ...rest];
  if (type === 'alias') return ['userId', 'previousId', ...rest];
  return [...ids, ...rest];
}

/** Whether the columns of this type of message tell about the person or the account, not about what happened. */
export function tellsAttributes(type: MessageType): boolean {
  return type === 'identify' || type === 'group';
}

/** The JSON that the server takes. */
export function toMapping(draft: Draft): Mapping {
  if (draft.type === 'as-is') return { type: 'as-is' };
  const allowed = rolesFor(draft.type);
  const mapping: Mapping = { type: draft.type };
  const fields: Record<string, Mapping> = {};
  for (const [column, choice] of Object.entries(draft.columns)) {
    const role = allowed.includes(choice.role) ? choice.role : 'field';
    if (role === 'field') fields[choice.as.trim()] = toField(column, choice);
    else if (role === 'timestamp') mapping.timestamp = { column, ...timeChoice(choice) };
    else if (role !== 'out') mapping[role] = { column };
  }
  if (draft.type === 'track' && mapping.event === undefined) mapping.event = draft.eventName.trim();
  if (Object.keys(fields).length > 0) mapping[tellsAttributes(draft.type) ? 'traits' : 'properties'] = fields;
  return mapping;
}

/** What is still missing, in the order in which a reader would fix it. */
export function problemsOf(draft: Draft): DraftProblem[] {
  if (draft.type === 'as-is') return [];
  const choices = Object.values(draft.columns);
  const has = (role: Role) => choices.some((choice) => choice.role === role);
  const problems: DraftProblem[] = [];
  if (!has('userId') && (draft.type === 'alias' || !has('anonymousId'))) problems.push('id');
  if (draft.type === 'track' && !has('event') && draft.eventName.trim() === '') problems.push('event');
  if (draft.type === 'group' && !has('groupId')) problems.push('groupId');
  if (draft.type === 'alias' && !has('previousId')) problems.push('previousId');
  const names = choices.filter((choice) => choice.role === 'field').map((choice) => choice.as.trim());
  if (new Set(names).size < names.length || names.includes('')) problems.push('doubleName');
  return problems;
}

function toField(column: string, choice: ColumnChoice): Mapping {
  if (choice.valueType === 'text') return { column };
  return { column, type: choice.valueType, ...(choice.valueType === 'date' ? timeChoice(choice) : {}) };
}

function timeChoice({ format, timezone }: ColumnChoice): Mapping {
  return { ...(format && format !== 'iso' ? { format } : {}), ...(timezone ? { timezone } : {}) };
}

function timeOf(field: Field): { format?: string; timezone?: string } {
  if (typeof field !== 'object') return {};
  return {
    ...(field.format ? { format: field.format } : {}),
    ...(field.timezone ? { timezone: field.timezone } : {}),
  };
}

/** A bare text names a column, except for the event, where it is the event's name itself. */
function columnOf(field: Field, role: Role): string | undefined {
  if (typeof field === 'string') return role === 'event' ? undefined : field;
  return field.column;
}

function toValueType(type: string): ValueType {
  return VALUE_TYPES.find((each) => each === type) ?? 'text';
}
