// Keys that work everywhere: ⌘K or Ctrl K searches, `/` goes to the page's search, `g` and a letter to a page.
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { ALL_PAGES } from './navigation.ts';

/** How long after `g` the letter still counts. */
const SEQUENCE_MS = 1200;

export function useShortcuts({ onSearch, onSheet }: { onSearch: () => void; onSheet: () => void }): void {
  const navigate = useNavigate();
  const handlers = useRef({ onSearch, onSheet });
  handlers.current = { onSearch, onSheet };
  useEffect(() => {
    let gPressedAt = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        handlers.current.onSearch();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isBusy(event)) return;
      const goTo =
        event.timeStamp - gPressedAt < SEQUENCE_MS && ALL_PAGES.find((page) => page.letter === event.key);
      gPressedAt = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (goTo) {
        event.preventDefault();
        void navigate({ to: goTo.to });
      } else if (event.key === '?') {
        handlers.current.onSheet();
      } else if (event.key === '/') {
        const field = document.querySelector<HTMLInputElement>('input[data-shortcut="search"]');
        if (!field) return;
        event.preventDefault();
        field.focus();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate]);
}

/** Typing, or a dialog is open: keys belong to it. */
function isBusy(event: KeyboardEvent): boolean {
  const target = event.target;
  if (target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]'))
    return true;
  return document.querySelector('[role="dialog"], [role="menu"]') !== null;
}
