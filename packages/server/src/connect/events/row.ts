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
    `,"identifier_ids":[${facts.identifierIds.join(',')}],"permissions":${facts.permissions}` +
    `,"properties":${JSON.stringify(told)},"message":${JSON.stringify(facts.text)}}`
  );
}

/** `2026-11-21 08:15:00.123`, UTC. */
export const toClickHouseTime = (ms: number): string =>
  new Date(ms).toISOString().slice(0, 23).replace('T', ' ');
