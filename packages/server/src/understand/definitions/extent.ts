// How much a definition comes to with everything that it asks, over whatever way, as often as it asks it.
//
// Each of some definitions that asks the one before twice doubles what has to be looked at, so thirty small ones would keep
// the server busy for ever. What is too much is refused when it is set, for the definition itself and for those that ask it.
import { operations } from '@rapport/protocol';
import type { Definition } from './store.ts';

/** So many objects, where one definition alone may have 500. */
export const extentMax = 2000;

type Unsaved = Pick<Definition, 'kind' | 'name' | 'definition'>;

/**
 * The first of these that comes to more than that, and to more than it did among those of `before`: what was too much already keeps
 * nobody from setting something else. Undefined where none does. Circles must be refused before.
 */
export function findExcessive(
  all: readonly Unsaved[],
  before: readonly Unsaved[],
): (Unsaved & { objects: number }) | undefined {
  const [now, then] = [measure(all), measure(before)];
  const found = all.find((one) => now(one) > Math.max(extentMax, then(before.find(isSame(one)))));
  return found && { ...found, objects: now(found) };
}

const isSame = (one: Unsaved) => (other: Unsaved) => one.kind === other.kind && one.name === other.name;

/** Gives the objects of one of these; 0 for none. */
function measure(all: readonly Unsaved[]): (one: Unsaved | undefined) => number {
  const byReference = new Map(all.map((one) => [`${one.kind}:${one.name}`, one]));
  const known = new Map<Unsaved, number>();
  function extentOf(one: Unsaved): number {
    let extent = known.get(one);
    if (extent === undefined) {
      extent = countIn(one.definition);
      known.set(one, extent);
    }
    return extent;
  }
  function countIn(part: unknown): number {
    if (typeof part !== 'object' || part === null) return 0;
    const own = Array.isArray(part) ? 0 : 1;
    return Object.entries(part).reduce((sum, [key, inner]) => {
      const isReference = (key === 'segment' || key === 'trait') && typeof inner === 'string';
      const asked = isReference ? byReference.get(`${key}:${inner}`) : undefined;
      const extent = asked === undefined ? countIn(inner) : extentOf(asked);
      // The engine looks at what is added or divided twice: whether it is a number, and which.
      return sum + ((operations as readonly string[]).includes(key) ? 2 * extent : extent);
    }, own);
  }
  return (one) => (one === undefined ? 0 : extentOf(one));
}
