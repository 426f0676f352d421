// When a statement counts from.
import { type ConsentState, isNegative } from './model.ts';

const dayMs = 86_400_000;

/**
 * Senders have wrong clocks, and devices were offline. A consent counts from when it was expressed, however late it
 * arrives: so it never beats a withdrawal that was made after it. What denies counts from its own time too, but from no
 * more than a day before it arrived: a clock that is years behind must not make a refusal unheard. Nothing counts from the
 * future.
 */
export function effectiveMsOf(state: ConsentState, eventMs: number, receivedMs: number): number {
  const told = Math.min(eventMs, receivedMs);
  return isNegative(state) ? Math.max(told, receivedMs - dayMs) : told;
}
