// What roles may do, as nouns that can be read and changed, in the groups of the navigation.

export const SCOPE_GROUPS = [
  { key: 'customers', nouns: ['profiles', 'events', 'segments', 'lists', 'traits', 'views', 'cards'] },
  { key: 'incoming', nouns: ['sources', 'catalog', 'imports', 'quarantine', 'pipeline'] },
  {
    key: 'permissions',
    nouns: ['purposes', 'consents', 'preferences', 'decisions', 'suppressions', 'requests'],
  },
  { key: 'engage', nouns: ['messages', 'templates', 'channels', 'phone_tasks', 'in_app'] },
  { key: 'access', nouns: ['members', 'keys', 'reads'] },
] as const;

export type Noun = (typeof SCOPE_GROUPS)[number]['nouns'][number];
export type Deed = 'read' | 'write';

export const NOUNS: readonly Noun[] = SCOPE_GROUPS.flatMap(({ nouns }) => [...nouns]);

/** Nothing of these is changed by hand. */
const ONLY_READ: ReadonlySet<Noun> = new Set<Noun>(['events', 'pipeline', 'decisions', 'reads', 'requests']);
/** A token is made, shown once, and not looked at again. */
const ONLY_WRITTEN: ReadonlySet<Noun> = new Set<Noun>(['cards']);
export const canBe = (noun: Noun, deed: Deed): boolean =>
  !(deed === 'read' ? ONLY_WRITTEN : ONLY_READ).has(noun);

const toScope = (noun: Noun, deed: Deed) => `${noun}:${deed}`;

export const may = (scopes: readonly string[], noun: Noun, deed: Deed): boolean =>
  scopes.includes('*') || scopes.includes(toScope(noun, deed));

const EVERYTHING = NOUNS.flatMap((noun) =>
  (['read', 'write'] as const).filter((deed) => canBe(noun, deed)).map((deed) => toScope(noun, deed)),
);

/** Whoever may change something may read it too: the console cannot show what may not be read. */
export function withScope(scopes: readonly string[], noun: Noun, deed: Deed, on: boolean): string[] {
  const own = new Set(scopes.includes('*') ? EVERYTHING : scopes);
  if (on) {
    if (canBe(noun, 'read')) own.add(toScope(noun, 'read'));
    own.add(toScope(noun, deed));
  } else {
    own.delete(toScope(noun, 'write'));
    if (deed === 'read') own.delete(toScope(noun, 'read'));
  }
  return [...own];
}
