// The short form of a mapping: `key=value` pairs for the command line. The schema checks what comes out.
import { FileError } from './model.ts';

const topLevel = [
  'type',
  'event',
  'name',
  'userId',
  'anonymousId',
  'previousId',
  'groupId',
  'timestamp',
  'messageId',
  'properties',
  'traits',
  'context',
  'empty',
];

/**
 * Reads the short form, one or more `key=value` pairs each, separated by commas:
 *
 *   type=track, event=Order Completed, userId=customer_id, timestamp=date:yyyyMMdd@Europe/Warsaw,
 *   properties.total=dollar_value:number, traits=rest, messageId=order_id+line
 *
 * `event={column}` takes the event's name from a column.
 */
export function parseShortForm(texts: string[]): unknown {
  const mapping: Record<string, unknown> = {};
  for (const pair of texts.flatMap(splitPairs)) {
    const equals = pair.indexOf('=');
    const key = pair.slice(0, equals).trim();
    const [head = '', ...path] = key.split('.');
    if (equals === -1 || !topLevel.includes(head)) {
      throw new FileError(
        `"${pair}" is no part of a mapping. Write ${topLevel.slice(0, 3).join('=…, ')}=… or properties.NAME=COLUMN; the keys are ${topLevel.join(', ')}.`,
      );
    }
    const text = pair.slice(equals + 1).trim();
    if (path.length === 0) mapping[head] = toTopLevel(head, text);
    else mapping[head] = { ...toFields(mapping[head]), [path.join('.')]: toValueField(text) };
  }
  return mapping;
}

/** A comma separates pairs only where a new key follows, so that names may hold commas. */
const splitPairs = (text: string): string[] =>
  text.split(/,\s*(?=[A-Za-z]+(?:\.[^=,]+)?=)/).filter((pair) => pair.trim() !== '');

const toFields = (known: unknown): Record<string, unknown> =>
  known === 'rest' ? { '*': 'rest' } : ((known ?? {}) as Record<string, unknown>);

function toTopLevel(key: string, text: string): unknown {
  if (key === 'type' || text === 'rest') return text;
  if (key === 'event' || key === 'name') return /^\{.+\}$/.test(text) ? { column: text.slice(1, -1) } : text;
  if (key === 'empty') return text.split('|');
  if (key === 'messageId') return text.includes('+') ? { columns: text.split('+') } : { column: text };
  return key === 'timestamp' ? toTimeField(text) : { column: text.replace(/^\{(.+)\}$/, '$1') };
}

/** `COLUMN`, `COLUMN:FORMAT`, `COLUMN:FORMAT@ZONE`. A format may hold colons: only the first one separates. */
function toTimeField(text: string): Record<string, string> {
  const [, column = text, format, timezone] = /^([^:@]+)(?::([^@]+))?(?:@(.+))?$/.exec(text) ?? [];
  return {
    column,
    ...(format === undefined ? {} : { format }),
    ...(timezone === undefined ? {} : { timezone }),
  };
}

/** `COLUMN`, `COLUMN:TYPE`, `COLUMN:date:FORMAT@ZONE`, or `"fixed text"` in quotes. */
function toValueField(text: string): unknown {
  if (text === 'rest') return 'rest';
  if (/^".*"$/.test(text)) return { value: text.slice(1, -1) };
  const date = /^([^:]+):date(?::(.+))?$/.exec(text);
  if (date !== null)
    return {
      ...toTimeField(date[2] === undefined ? (date[1] ?? '') : `${date[1]}:${date[2]}`),
      type: 'date',
    };
  const typed = /^(.+):([a-z]+)$/.exec(text);
  return typed === null ? { column: text } : { column: typed[1], type: typed[2] };
}
