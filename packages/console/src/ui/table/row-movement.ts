// Keyboard movement through rows: ↑ ↓ or j k, Home, End. One row at a time is in the tab order.
import { type KeyboardEvent, useCallback, useRef, useState } from 'react';

/** `scrollTo` brings a row that is not drawn yet (virtual scroll) into being before it gets the focus. */
export function useRowMovement(count: number, scrollTo: (index: number) => void) {
  const [active, setActive] = useState(0);
  const body = useRef<HTMLTableSectionElement>(null);
  const current = Math.min(active, Math.max(0, count - 1));

  const focusRow = useCallback((index: number, attempts = 5) => {
    const target = body.current?.querySelector<HTMLElement>(`[data-row="${index}"]`);
    if (target) target.focus();
    else if (attempts > 0) requestAnimationFrame(() => focusRow(index, attempts - 1));
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
    const next = nextIndex(event.key, current, count);
    if (next === undefined) return;
    event.preventDefault();
    setActive(next);
    scrollTo(next);
    focusRow(next);
  };
  return { active: current, setActive, body, onKeyDown };
}

function nextIndex(key: string, current: number, count: number): number | undefined {
  if (key === 'ArrowDown' || key === 'j') return Math.min(count - 1, current + 1);
  if (key === 'ArrowUp' || key === 'k') return Math.max(0, current - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}

function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
