// Kinds of fields: which values fit, and which value a cell of text means.
import { type FieldKind, parseDate } from '@rapport/protocol';

export const idLengthMax = 200;
/** Of all that is told of an object at once, and of all that stands of it, as JSON. */
export const objectBytesMax = 64 * 1024;
/** Levels of lists and objects in a value. */
const levelsMax = 16;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fits: Record<FieldKind, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  date: (value) => parseDate(value) !== undefined,
  list: (value) => Array.isArray(value) && isStorable(value, levelsMax),
  object: (value) => isObject(value) && isStorable(value, levelsMax),
};

/** Whether a field of this kind can have this value. What no database could keep, none can. */
export const isOfKind = (kind: FieldKind, value: unknown): boolean =>
  fits[kind](value) && (typeof value !== 'string' || isText(value));

/** Text without NUL, which PostgreSQL cannot keep, and without halves of characters. */
export const isText = (value: string): boolean => !value.includes('\0') && value.isWellFormed();

function isStorable(value: unknown, levels: number): boolean {
  if (typeof value === 'string') return isText(value);
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  return Object.entries(value).every(([name, inner]) => isText(name) && isStorable(inner, levels - 1));
}

/** What is asked for, as a sentence. */
export const kindSentences: Record<FieldKind, string> = {
  text: 'Send a text, without NUL characters.',
  number: 'Send a number.',
  boolean: 'Send true or false.',
  date: 'Send a date such as 2026-11-27, or with its offset 2026-11-27T08:00:00+01:00.',
  list: `Send a list, nested at most ${levelsMax} levels deep, without NUL characters.`,
  object: `Send an object, nested at most ${levelsMax} levels deep, without NUL characters.`,
};

/** An id may be told as a number. Undefined where the value can be none. */
export function toObjectId(value: unknown): string | undefined {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== 'string' || text === '' || !isText(text)) return undefined;
  // Counted as people count: in any alphabet.
  return text.length <= idLengthMax || [...text].length <= idLengthMax ? text : undefined;
}

export const idSentence = `Give an id: a text or number of 1 to ${idLengthMax} characters, without NUL characters.`;

const numberPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const truths: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  1: true,
  false: false,
  no: false,
  0: false,
};

/** The value that a cell of a text file means; undefined where it means none of this kind. */
export function fromCell(kind: FieldKind, text: string): unknown {
  const trimmed = text.trim();
  if (kind === 'text') return text;
  if (kind === 'number') return numberPattern.test(trimmed) ? Number(trimmed) : undefined;
  if (kind === 'boolean') {
    const word = trimmed.toLowerCase();
    return Object.hasOwn(truths, word) ? truths[word] : undefined;
  }
  if (kind === 'date') return trimmed;
  try {
    return JSON.parse(trimmed);
  } catch {
    return undefined;
  }
}
