// Times as people say them ("3 min. ago"), with the exact moment and zone on hover and for screen readers.
import { useSyncExternalStore } from 'react';
import { useFormat } from '../language/format.ts';
import { Tooltip } from './tooltip.tsx';

/** Milliseconds now, re-rendering every ten seconds: one timer for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** Relative time; `at` is ISO 8601. Absent: a dash. */
export function RelativeTime({ at, exact }: { at: string | null | undefined; exact?: boolean }) {
  const format = useFormat();
  const nowMs = useNow();
  if (!at) return <span aria-hidden="true">–</span>;
  return (
    <Tooltip label={format.exact(at)}>
      <time dateTime={at} style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
        {exact ? format.exact(at) : format.relative(at, nowMs)}
      </time>
    </Tooltip>
  );
}

/** The clock time alone, for places that already say the day. */
export function ClockTime({ at, seconds }: { at: string; seconds?: boolean }) {
  const format = useFormat();
  return (
    <Tooltip label={format.exact(at)}>
      <time dateTime={at} style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
        {seconds ? format.clockExact(at) : format.clock(at)}
      </time>
    </Tooltip>
  );
}

let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 10_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}
