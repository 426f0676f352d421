// Cursors of lists of objects: the place of the last one that was looked at.
//
// That one may be an object of which nothing may be seen, or whose time may not, so a cursor is sealed: whoever holds it goes on
// from there, and learns neither an id nor a time. Lists go on after a restart, and at another server.
import type { Clock } from '../../platform/clock/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { openSeal, type Seal } from '../../platform/sealing/index.ts';

export type Place = readonly [ms: number, text: string];
export type Cursors = {
  seal(place: Place): string;
  /** Undefined for text that is no cursor: the list then begins anew. */
  open(cursor: string | undefined): Place | undefined;
};

export const cursorLengthMax = 2000;

const opened = new WeakMap<Database, Promise<Cursors>>();

export function openCursors(db: Database, clock: Clock): Promise<Cursors> {
  const known = opened.get(db);
  if (known !== undefined) return known;
  const cursors = openSeal(db, clock, 'catalog_cursors').then(toCursors);
  opened.set(db, cursors);
  cursors.catch(() => opened.delete(db));
  return cursors;
}

const toCursors = (seal: Seal): Cursors => ({
  seal: (place) => seal.seal(JSON.stringify(place)),
  open(cursor) {
    const text = seal.open(cursor ?? '');
    return text === undefined ? undefined : (JSON.parse(text) as Place);
  },
});
