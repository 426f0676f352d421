// One event as ClickHouse gets it: a line of JSON.
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

/** Written by hand, because it runs for every event: only texts need escaping. */
export function toEventLine(facts: EventFacts): string {
  const { message } = facts;
  const told = message.type === 'identify' || message.type === 'group' ? message.traits : message.properties;
  return (
    `{"workspace_id":${facts.workspaceId},"profile_id":${facts.profileId},"event":${JSON.stringify(message.event ?? message.type)}` +
    `,"timestamp":"${toClickHouseTime(facts.timestampMs)}","id":${facts.id},"batch_id":${facts.batchId},"type":"${message.type}"` +
    `,"name":${JSON.stringify(message.event ?? message.name ?? '')},"message_id":${JSON.stringify(facts.messageId)}` +
    `,"source_id":${facts.sourceId},"received_at":"${toClickHouseTime(facts.receivedMs)}"` +
    (facts.sentMs === undefined ? '' : `,"sent_at":"${toClickHouseTime(facts.sentMs)}"`) +
    (facts.originalMs === undefined ? '' : `,"original_timestamp":"${toClickHouseTime(facts.originalMs)}"`) +
    `,"user_id":${JSON.stringify(message.userId ?? '')},"anonymous_id":${JSON.stringify(message.anonymousId ?? '')}` +
    `,"identifier_ids":[${facts.identifierIds.join(',')}],"permissions":${facts.permissions}${facts.gpc ? ',"gpc":1' : ''}${facts.imported ? ',"imported":1' : ''}` +
    `,"properties":${toPropertiesText(told)},"message":${JSON.stringify(facts.text)}}`
  );
}

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
