// Tabs, only where they are different questions about one thing. Arrow keys move between them.
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import styles from './tabs.module.css';

export type Tab = { id: string; label: ReactNode; content: ReactNode };

export function Tabs({
  label,
  tabs,
  aside,
  ...held
}: {
  label: string;
  tabs: Tab[];
  aside?: ReactNode;
  /** The chosen one and who to tell of another, where it is in the address. */
  chosen?: string;
  onChoose?: (id: string) => void;
}) {
  const base = useId();
  const [own, setOwn] = useState(tabs[0]?.id);
  const chosen = held.chosen ?? own;
  const setChosen = held.onChoose ?? setOwn;
  const list = useRef<HTMLDivElement>(null);
  const current = tabs.find((tab) => tab.id === chosen) ?? tabs[0];

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || !current) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(current) + step + tabs.length) % tabs.length];
    if (!next) return;
    setChosen(next.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  }

  return (
    <div>
      <div className={styles.bar}>
        <div
          role="tablist"
          aria-label={label}
          className={styles.list}
          ref={list}
          onKeyDown={onKeyDown}
          tabIndex={-1}
        >
          {tabs.map((tab) => (
            <button
              key={tab.id}
              type="button"
              role="tab"
              id={`${base}-${tab.id}`}
              data-tab={tab.id}
              aria-selected={tab === current}
              aria-controls={`${base}-panel`}
              tabIndex={tab === current ? 0 : -1}
              className={styles.tab}
              onClick={() => setChosen(tab.id)}
            >
              {tab.label}
            </button>
          ))}
        </div>
        {aside}
      </div>
      <div role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${current?.id}`}>
        {current?.content}
      </div>
    </div>
  );
}
