// What a member chose for this browser: language, theme, time zone, purpose. Kept in localStorage, read by hooks.
import { useSyncExternalStore } from 'react';
import type { Language } from '../language/languages.ts';
import { bestLanguage, isLanguage } from '../language/languages.ts';
import type { ThemeChoice } from '../ui/theme/theme-choice.ts';

export type Preferences = {
  language: Language;
  theme: ThemeChoice;
  /** `local` is the zone of this computer. */
  zone: 'local' | 'UTC';
  /** The purpose that people's data is looked at for, until the address says another. */
  purpose: string;
};

const KEY = 'rapport.preferences';
const listeners = new Set<() => void>();
let current = read();

/** The preferences, re-rendering when one changes. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => current);
}

/** The preferences, once. */
export function readPreferences(): Preferences {
  return current;
}

/** Changes some of the preferences and remembers them. */
export function setPreferences(changes: Partial<Preferences>): void {
  current = { ...current, ...changes };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // A browser that forbids storage forgets at reload; nothing else depends on it.
  }
  tell();
}

const tell = (): void => {
  for (const listener of listeners) listener();
};

/** Another tab of the console changed them. */
function follow({ key }: StorageEvent): void {
  if (key !== KEY) return;
  current = read();
  tell();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('storage', follow);
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): Preferences {
  const stored = readStored();
  return {
    language: isLanguage(stored.language) ? stored.language : bestLanguage(navigator.languages),
    theme: stored.theme === 'light' || stored.theme === 'dark' ? stored.theme : 'auto',
    zone: stored.zone === 'UTC' ? 'UTC' : 'local',
    purpose: typeof stored.purpose === 'string' ? stored.purpose : 'service',
  };
}

function readStored(): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
