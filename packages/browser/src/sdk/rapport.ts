// The calls that a page can make.

import type { Kept } from './load.ts';
import { type Fields, pageOf } from './message.ts';
import { openRecorder } from './recorder.ts';
import type { Settings } from './settings.ts';

export type Rapport = ReturnType<typeof openRapport>;

export function openRapport(settings: Settings, kept: Kept) {
  const { record, know, consent, reset, choices } = openRecorder(settings, kept);

  function identify(id?: unknown, traits?: unknown): void {
    const isLeftOut = id instanceof Object;
    const userId = isLeftOut ? undefined : toId(id);
    if (userId !== undefined) know(userId);
    record({ type: 'identify', traits: (isLeftOut ? id : traits) ?? {} });
  }

  function track(event: string, properties: Fields = {}): void {
    if (!event) throw new Error('track() takes a name');
    record({ type: 'track', event, properties });
  }

  function page(name?: string | Fields, properties?: Fields): void {
    const [known, more] = name instanceof Object ? [undefined, name] : [name, properties];
    record({ type: 'page', name: known, properties: { ...pageOf(settings.query), ...more } });
  }

  function group(id: unknown, traits: Fields = {}): void {
    const groupId = toId(id);
    if (groupId === undefined) throw new Error('group() takes an id');
    record({ type: 'group', groupId, traits });
  }

  return { identify, track, page, group, reset, consent, choices };
}

const toId = (id: unknown): string | undefined =>
  id === undefined || id === null || id === '' ? undefined : String(id);
