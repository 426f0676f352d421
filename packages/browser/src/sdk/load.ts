// Puts `rapport` on the page, as its script tag says, and makes the calls that waited for it. Each script that holds the SDK
// begins here, with the parts that it adds to it.
//
// A page may call before this has loaded: `(window.rapport = window.rapport || []).push(['track', 'Looked'])`. The same
// `push` works ever after. Nothing here throws into the page: what went wrong is a warning in its console.
import { type Choice, openChoice } from './choice.ts';
import { openRapport, type Rapport } from './rapport.ts';
import { readSettings, type Settings } from './settings.ts';
import { openStore, type Store } from './store.ts';

type Calls = readonly (readonly [name: string, ...given: unknown[]])[];
type Any = (...given: unknown[]) => unknown;

/** Has the calls of the part before it, and answers those that the page gets. */
export type Part = <Calls extends Rapport>(calls: Calls, settings: Settings, kept: Kept) => Calls;

/** What is kept in the browser, and of it what was chosen. */
export type Kept = { store: Store; choice: Choice };

const warn = (error: unknown): void => console.warn('Rapport:', error);

function guard(call: Any): Any {
  return function guarded(...given) {
    try {
      return call(...given);
    } catch (error) {
      return warn(error);
    }
  };
}

function toGlobal(rapport: Rapport): Record<string, Any> {
  const calls = Object.fromEntries(
    Object.entries(rapport).map(([name, call]) => [name, guard(call as Any)]),
  ) as Record<string, Any>;
  const push = (...queued: unknown[]) => {
    for (const [name, ...given] of queued as Calls) {
      if (Object.hasOwn(calls, name)) calls[name]?.(...given);
      else warn(`there is no call "${name}"`);
    }
  };
  return { ...calls, push: guard(push) };
}

/** A page that the browser made ahead of time may never be looked at. */
export function whenSeen(work: () => void): void {
  if ((document as { prerendering?: boolean }).prerendering)
    document.addEventListener('prerenderingchange', work, { once: true });
  else work();
}

function load(parts: readonly Part[]): void {
  const page = window as unknown as { rapport?: unknown };
  const before = page.rapport as Record<string, unknown> | undefined;
  // The script stands in the page twice.
  if (typeof before?.track === 'function') return;
  // A module is no current script.
  const script = document.currentScript ?? document.querySelector('script[data-write-key]');
  const settings = readSettings(script as HTMLScriptElement | null);
  if (settings === undefined) throw new Error('no data-write-key');
  const store = openStore(`rapport.${settings.writeKey}.`);
  const kept = { store, choice: openChoice(store, settings) };
  const calls = parts.reduce((before, part) => part(before, settings, kept), openRapport(settings, kept));
  const rapport = toGlobal(calls);
  page.rapport = rapport;
  if (Array.isArray(before)) for (const call of before) rapport.push?.(call);
  if (settings.page) whenSeen(() => rapport.page?.());
}

export const loadSdk = (...parts: Part[]): unknown => guard(load as Any)(parts);
