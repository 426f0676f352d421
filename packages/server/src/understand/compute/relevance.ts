// Which definitions events of some names may change. What is not certain may.
import { listReferences } from '@rapport/protocol';
import type { Definition } from '../definitions/index.ts';

/** Whether it looks at events of these names, itself or by what it asks. */
export function mayChange(
  definition: Definition,
  all: readonly Definition[],
  eventNames: ReadonlySet<string>,
): boolean {
  const reads = readsOf(definition.definition);
  if (reads === 'any') return true;
  if (reads.some((name) => eventNames.has(name))) return true;
  return listReferences(definition.definition).some((reference) => {
    const other = all.find(({ kind, name }) => reference === `${kind}:${name}`);
    return other !== undefined && mayChange(other, all, eventNames);
  });
}

const remembered = new WeakMap<object, 'any' | string[]>();

function readsOf(definition: object): 'any' | string[] {
  let reads = remembered.get(definition);
  if (reads === undefined) {
    const found = listSelected(definition);
    reads = found.includes(undefined) ? 'any' : [...new Set(found as string[])];
    remembered.set(definition, reads);
  }
  return reads;
}

/** The calls whose events carry another name than that of their type. */
const otherwiseNamed = ['page', 'screen'];

/** The names that selectors give; undefined for one that gives none. */
function listSelected(part: unknown): (string | undefined)[] {
  if (typeof part !== 'object' || part === null) return [];
  if (Array.isArray(part)) return part.flatMap(listSelected);
  return Object.entries(part).flatMap(([key, inner]) => {
    // Beside the events that it asks, a condition holds tests of what they come to.
    if ('events' in part && key !== 'events') return [];
    if (!selectorKeys.has(key) || typeof inner !== 'object') return listSelected(inner);
    const selectors: unknown[] = Array.isArray(inner) ? inner : [inner];
    return selectors.flatMap((selector) => {
      const { name, without } = selector as { name?: string; without?: unknown };
      // A page call is kept as an event called `page`, whatever name it carries.
      const names = name === undefined ? [undefined] : [name, ...otherwiseNamed];
      return [...names, ...(without === undefined ? [] : listSelected({ nothing: without }))];
    });
  });
}

const selectorKeys = new Set(
  'events sequence nothing of count first_at last_at days_since_last rate rfm'.split(' '),
);
