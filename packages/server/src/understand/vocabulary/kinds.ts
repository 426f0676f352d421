// What kind of value lies at each name of a sample, with one example of it.
//
// An example is a value of somebody. It is given only where what lies there is not personal: a member said so, or nothing
// personal was seen in it and several people have that very value.

export type Kind = 'text' | 'number' | 'boolean' | 'list' | 'object';
export type Name = { name: string; type: Kind; example: unknown };

/** `told`: anybody's value may be an example. `shared`: one that several have. `none`: it may be personal. */
export type Openness = 'told' | 'shared' | 'none';

type Seen = { kinds: Map<Kind, number>; values: Map<string, Set<number>> };
export type Sample = Map<string, Seen>;

const [depthMax, namesMax, exampleLengthMax] = [3, 2000, 100];

/** Adds what one person told: fields by name, and what lies inside them by its path. */
export function addFields(
  sample: Sample,
  fields: object,
  { profileId, toName }: { profileId: number; toName: (name: string) => string | undefined },
): void {
  const visit = (holder: object, before: string, depth: number): void => {
    for (const [own, value] of Object.entries(holder)) {
      const name = toName(own);
      const kind = toKind(value);
      if (name === undefined || kind === undefined) continue;
      const path = before + name;
      if (!sample.has(path) && sample.size >= namesMax) continue;
      const seen = sample.get(path) ?? { kinds: new Map(), values: new Map() };
      sample.set(path, seen);
      seen.kinds.set(kind, (seen.kinds.get(kind) ?? 0) + 1);
      const text = JSON.stringify(value);
      if (kind !== 'object' && text.length <= exampleLengthMax)
        seen.values.set(text, (seen.values.get(text) ?? new Set()).add(profileId));
      if (kind === 'object' && depth < depthMax) visit(value as object, `${path}.`, depth + 1);
    }
  };
  visit(fields, '', 1);
}

function toKind(value: unknown): Kind | undefined {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  return typeof value as Kind;
}

const severalPeople = 2;

/** The kind that most values have, and the value that most people have. */
export function toNames(sample: Sample, opennessOf: (name: string) => Openness): Name[] {
  return [...sample].map(([name, { kinds, values }]) => {
    const [type] = mostOf(kinds, (count) => count) ?? ['text' as const];
    const openness = opennessOf(name);
    const best = mostOf(values, (people) => people.size);
    const isTold = openness === 'told' || (openness === 'shared' && (best?.[1].size ?? 0) >= severalPeople);
    return { name, type, example: best === undefined || !isTold ? null : (JSON.parse(best[0]) as unknown) };
  });
}

const mostOf = <Key, Value>(
  map: ReadonlyMap<Key, Value>,
  size: (value: Value) => number,
): [Key, Value] | undefined =>
  [...map].reduce<[Key, Value] | undefined>(
    (best, one) => (best === undefined || size(one[1]) > size(best[1]) ? one : best),
    undefined,
  );
