// One event as ClickHouse gets it: a line of values with tabs between them.
//
// Of the formats that chDB takes, this one costs it little more than half of JSON objects: no names in every row, and
// the message, which is JSON text already, needs next to no escaping.
import type { Message } from '@rapport/protocol';

export type EventFacts = {
  id: number;
  batchId: number;
  workspaceId: number;
  profileId: number;
  identifierIds: number[];
  sourceId: number;
  messageId: string;
  message: Message;
  timestampMs: number;
  receivedMs: number;
  sentMs: number | undefined;
  originalMs: number | undefined;
  permissions: bigint;
  /** `Sec-GPC: 1` came with the request. */
  gpc?: boolean;
  /** It came as history. */
  imported?: boolean;
  /** The message as JSON text. */
  text: string;
};

/** The columns of a line, in its order. */
export const eventColumns = [
  'workspace_id',
  'profile_id',
  'event',
  'timestamp',
  'id',
  'batch_id',
  'type',
  'name',
  'message_id',
  'source_id',
  'received_at',
  'sent_at',
  'original_timestamp',
  'user_id',
  'anonymous_id',
  'identifier_ids',
  'permissions',
  'gpc',
  'imported',
  'properties',
  'message',
] as const;

/** Written by hand, because it runs for every event: only what somebody sent needs escaping. */
export function toEventLine(facts: EventFacts): string {
  const { message } = facts;
  const told = message.type === 'identify' || message.type === 'group' ? message.traits : message.properties;
  const timestamp = toClickHouseTime(facts.timestampMs);
  const original = facts.originalMs === facts.timestampMs ? timestamp : toNullableTime(facts.originalMs);
  return (
    `${facts.workspaceId}\t${facts.profileId}\t${escapeText(message.event ?? message.type)}` +
    `\t${timestamp}\t${facts.id}\t${facts.batchId}\t${message.type}` +
    `\t${escapeText(message.event ?? message.name ?? '')}\t${escapeText(facts.messageId)}` +
    `\t${facts.sourceId}\t${toSharedTime(facts.receivedMs)}` +
    `\t${toNullableTime(facts.sentMs)}\t${original}` +
    `\t${escapeText(message.userId ?? '')}\t${escapeText(message.anonymousId ?? '')}` +
    `\t[${facts.identifierIds.join(',')}]\t${facts.permissions}\t${facts.gpc ? 1 : 0}\t${facts.imported ? 1 : 0}` +
    `\t${escapeJson(toPropertiesText(told))}\t${escapeJson(facts.text)}`
  );
}

/** The values of a line by column, as text; null where there is none. */
export function parseEventLine(line: string): Record<(typeof eventColumns)[number], string | null> {
  const values = line.split('\t');
  return Object.fromEntries(
    eventColumns.map((column, i) => [column, unescapeText(values[i] ?? none)]),
  ) as Record<(typeof eventColumns)[number], string | null>;
}

/** The same line without its properties, which may be what the engine cannot take. */
export function toBareLine(line: string): string {
  const values = line.split('\t');
  values[eventColumns.indexOf('properties')] = '{}';
  return values.join('\t');
}

// The escapes of ClickHouse's TabSeparated format. JSON text holds no control characters: only `\` is left.
const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const meanings: Record<string, string> = { t: '\t', n: '\n', r: '\r' };
const none = '\\N';

const escapeText = (text: string): string =>
  special.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => escapes[character] as string) : text;
const escapeJson = (json: string): string => (json.includes('\\') ? json.replaceAll('\\', '\\\\') : json);
const unescapeText = (value: string): string | null =>
  value === none ? null : value.replace(/\\(.)/gs, (_whole, letter: string) => meanings[letter] ?? letter);

const toNullableTime = (ms: number | undefined): string => (ms === undefined ? none : toClickHouseTime(ms));

const wideInteger = /\d{19}/;
// Part of JavaScript, not yet of TypeScript's library.
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/** Integers beyond 64 bits with an exponent: ClickHouse refuses an object that holds one written out. */
function toPropertiesText(told: Record<string, unknown>): string {
  const text = JSON.stringify(told);
  if (!wideInteger.test(text)) return text;
  return JSON.stringify(told, (_key, value: unknown) =>
    typeof value === 'number' && Number.isFinite(value) && Math.abs(value) >= 2 ** 63
      ? rawJSON(value.toExponential())
      : value,
  );
}

const dayMs = 86_400_000;
const twoDigits = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));
let latestDay = Number.NaN;
let latestDayText = '';

/** `2026-11-21 08:15:00.123`, UTC. The date is worked out once per day that comes by: this runs several times an event. */
export function toClickHouseTime(ms: number): string {
  const day = Math.floor(ms / dayMs);
  if (day !== latestDay) {
    latestDay = day;
    latestDayText = new Date(day * dayMs).toISOString().slice(0, 10);
  }
  const inDay = Math.floor(ms - day * dayMs);
  const seconds = Math.floor(inDay / 1000);
  const milliseconds = String(inDay % 1000).padStart(3, '0');
  return `${latestDayText} ${twoDigits[Math.floor(seconds / 3600)]}:${twoDigits[Math.floor(seconds / 60) % 60]}:${twoDigits[seconds % 60]}.${milliseconds}`;
}

let sharedMs = Number.NaN;
let sharedText = '';

/** The same for a time that all events of a request have. */
function toSharedTime(ms: number): string {
  if (ms !== sharedMs) [sharedMs, sharedText] = [ms, toClickHouseTime(ms)];
  return sharedText;
}
