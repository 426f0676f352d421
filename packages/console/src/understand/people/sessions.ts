// Groups events into days and sessions. Pure: newest first in, newest first out.
import type { PersonEvent } from './people-query.ts';

/** Two events further apart than this are two visits. */
export const SESSION_GAP_MS = 30 * 60_000;

export type Session = { events: PersonEvent[]; startedAt: string; endedAt: string };
export type Day = { key: string; at: string; sessions: Session[] };

/**
 * `dayKey` gives the day of a moment in the member's zone. A session that runs over midnight stays whole, in the day
 * of its last event.
 */
export function toDays(events: PersonEvent[], dayKey: (at: string) => string): Day[] {
  const days: Day[] = [];
  for (const session of toSessions(events)) {
    const key = dayKey(session.endedAt);
    const last = days.at(-1);
    if (last?.key === key) last.sessions.push(session);
    else days.push({ key, at: session.endedAt, sessions: [session] });
  }
  return days;
}

function toSessions(events: PersonEvent[]): Session[] {
  const sessions: Session[] = [];
  for (const event of events.toSorted((a, b) => b.timestamp.localeCompare(a.timestamp))) {
    const current = sessions.at(-1);
    if (current && Date.parse(current.startedAt) - Date.parse(event.timestamp) <= SESSION_GAP_MS) {
      current.events.push(event);
      current.startedAt = event.timestamp;
    } else {
      sessions.push({ events: [event], startedAt: event.timestamp, endedAt: event.timestamp });
    }
  }
  return sessions;
}
