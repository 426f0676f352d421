// Groups what happened with a person into days and sessions. Pure: newest first in, newest first out.
import type { PersonChange, PersonEvent, PersonPreference } from './people-query.ts';

/** Two events further apart than this are two visits. */
export const SESSION_GAP_MS = 30 * 60_000;

/** An event, what definitions made of the person, or what they said of how they are written to. */
export type Entry = { at: string } & (
  | { event: PersonEvent }
  | { change: PersonChange }
  | { said: PersonPreference }
);
export type Session = { entries: Entry[]; events: PersonEvent[]; startedAt: string; endedAt: string };
export type Day = { key: string; at: string; sessions: Session[] };

/**
 * `dayKey` gives the day of a moment in the member's zone. A session that runs over midnight stays whole, in the day
 * of its last event. What definitions made of somebody, and what they said, stands with the visit that it came of.
 */
export function toDays(
  events: readonly PersonEvent[],
  dayKey: (at: string) => string,
  beside: { changes?: readonly PersonChange[]; said?: readonly PersonPreference[] } = {},
): Day[] {
  const days: Day[] = [];
  for (const session of toSessions(events, beside)) {
    const key = dayKey(session.endedAt);
    const last = days.at(-1);
    if (last?.key === key) last.sessions.push(session);
    else days.push({ key, at: session.endedAt, sessions: [session] });
  }
  return days;
}

function toSessions(
  events: readonly PersonEvent[],
  { changes = [], said = [] }: NonNullable<Parameters<typeof toDays>[2]>,
): Session[] {
  const entries: Entry[] = [
    // Before the events of the same moment: it came of them, and the newest stands first.
    ...changes.map((change) => ({ at: change.at, change })),
    ...said.map((one) => ({ at: one.at, said: one })),
    ...events.map((event) => ({ at: event.timestamp, event })),
  ];
  const sessions: Session[] = [];
  for (const entry of entries.toSorted((a, b) => b.at.localeCompare(a.at))) {
    const current = sessions.at(-1);
    const own = 'event' in entry ? [entry.event] : [];
    if (current && Date.parse(current.startedAt) - Date.parse(entry.at) <= SESSION_GAP_MS) {
      current.entries.push(entry);
      current.events.push(...own);
      current.startedAt = entry.at;
    } else {
      sessions.push({ entries: [entry], events: own, startedAt: entry.at, endedAt: entry.at });
    }
  }
  return sessions;
}

/** Those that are not older than the events that are loaded: older ones have their place further down. */
export const withinLoaded = <Item extends { at: string }>(
  items: readonly Item[],
  events: readonly PersonEvent[],
  areAllLoaded: boolean,
): Item[] => {
  const oldest = events.reduce((found, { timestamp }) => (timestamp < found ? timestamp : found), '~');
  return items.filter(({ at }) => areAllLoaded || at >= oldest);
};
