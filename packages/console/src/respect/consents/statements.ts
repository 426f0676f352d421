// What is to be known of a statement beside its words: whether it came late, ended by itself, or can be answered.

import type { ConsentEvent } from './consents-query.ts';
import { isNegative, isPositive } from './statement-words.ts';

const LATE_MS = 3_600_000;

/** How long after it was expressed it arrived, in seconds; 0 where that is no news. */
export function lateSeconds({
  event_time,
  received_at,
}: Pick<ConsentEvent, 'event_time' | 'received_at'>): number {
  const lateMs = Date.parse(received_at) - Date.parse(event_time);
  return lateMs > LATE_MS ? lateMs / 1000 : 0;
}

/** A consent that held until a moment which has passed. */
export const hasEnded = (
  { state, valid_until }: Pick<ConsentEvent, 'state' | 'valid_until'>,
  nowMs: number,
): boolean => isPositive(state) && valid_until !== null && Date.parse(valid_until) <= nowMs;

/** The sender's clock could not be trusted. */
export const countsLater = ({
  event_time,
  effective_at,
}: Pick<ConsentEvent, 'event_time' | 'effective_at'>): boolean =>
  Date.parse(effective_at) !== Date.parse(event_time);

/** Whether the purpose is meant: `marketing.*` means each of that group. */
export const means = (chosen: string, purpose: string): boolean =>
  chosen.endsWith('.*') ? purpose.startsWith(chosen.slice(0, -1)) : chosen === purpose;

/** What browsers said against a purpose, and nobody answered by name: a consent that does not name it changes nothing. */
export function unansweredSignals(events: readonly ConsentEvent[], chosen: string): ConsentEvent[] {
  const answered = new Set(events.flatMap(({ resolves }) => resolves));
  return events.filter(
    ({ id, purpose, state, expressed_by }) =>
      expressed_by === 'user_agent' && isNegative(state) && means(chosen, purpose) && !answered.has(id),
  );
}

/** `marketing.*` where several purposes begin alike: what may be answered at once. */
export function groupsOf(slugs: readonly string[]): string[] {
  const groups = slugs.filter((slug) => slug.includes('.')).map((slug) => `${slug.split('.')[0]}.*`);
  return [...new Set(groups)].filter((group) => groups.filter((each) => each === group).length > 1);
}
