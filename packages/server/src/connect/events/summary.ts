// An event as lists show it.
import { type MessageType, parseMessage } from '@rapport/protocol';
import { toExcerpt } from './excerpt.ts';
import type { EventRow, FullEventRow } from './olap.ts';
import type { Shown } from './show.ts';

export type EventSummary = {
  id: string;
  message_id: string;
  type: string;
  event: string | null;
  name: string | null;
  profile_id: string;
  timestamp: string;
  received_at: string;
  source: { id: number; name: string };
  user_id: string | null;
  anonymous_id: string | null;
};

/** In the list of what arrived, and in the live stream. `excerpt`: a few words of what it holds. */
export type ListedEvent = EventSummary & { excerpt: string | null };

export type SourceNames = ReadonlyMap<number, string>;

const orNull = (text: string): string | null => (text === '' ? null : text);

export function toSummary(row: EventRow, sources: SourceNames): EventSummary {
  return {
    id: String(row.id),
    message_id: row.message_id,
    type: row.type,
    event: row.type === 'track' ? row.event : null,
    name: orNull(row.name),
    profile_id: String(row.profile_id),
    timestamp: row.timestamp,
    received_at: row.received_at,
    source: { id: row.source_id, name: sources.get(row.source_id) ?? String(row.source_id) },
    user_id: orNull(row.user_id),
    anonymous_id: orNull(row.anonymous_id),
  };
}

export function toListed({ row, message: shown }: Shown<EventRow>, sources: SourceNames): ListedEvent {
  const summary = toSummary(row, sources);
  const type = row.type as MessageType;
  const message = parseMessage(shown, type);
  // An earlier Rapport may have taken what this one would set aside.
  if (typeof message === 'string') return { ...summary, excerpt: null };
  const told = type === 'identify' || type === 'group' ? message.traits : message.properties;
  return { ...summary, excerpt: toExcerpt(type, summary.name, told) };
}

/** An event with what it carries. `raw` is the message as it was sent, without the fields that `denied` names. */
export function toEvent(
  { row, message: raw, denied, masked }: Shown<FullEventRow>,
  sources: SourceNames,
): EventSummary & Record<string, unknown> {
  return {
    ...toSummary(row, sources),
    properties: raw.properties ?? {},
    traits: raw.traits ?? undefined,
    context: raw.context ?? {},
    gpc: row.gpc === 1,
    imported: row.imported === 1,
    raw,
    denied,
    masked,
  };
}
