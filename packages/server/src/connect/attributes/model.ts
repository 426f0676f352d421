// Attributes: which of several told values is the value.
//
// Everything that was ever told stays in `attribute_records`. The value shown is the greatest of them in one total
// order: rank of the source, then the time of collection, then message id and source. Taking the greatest does not depend on
// the order of arrival, and the greatest of two merged profiles is the greater of their two: late, repeated and merged
// tellings need no special case.

/** Stored form inside `profiles.attributes`, one per name; short names, since there are millions. */
export type StoredAttribute = {
  /** Value. */
  v: unknown;
  /** Id of the record that told it. */
  r: number;
  /** Time of collection, in milliseconds since 1970. */
  t: number;
  /** The source that told it. */
  s: number;
  /** Rank of that source at the time. */
  k: number;
  /** Message id: decides between equal ranks and times. */
  m: string;
  /** Permission snapshot, as decimal text (a bit set outgrows a JSON number). */
  p: string;
};

export type StoredAttributes = Record<string, StoredAttribute>;

/** True when `next` wins over `current`. Equal only for the same message of the same source. */
export function wins(next: StoredAttribute, current: StoredAttribute | undefined): boolean {
  if (current === undefined) return true;
  if (next.k !== current.k) return next.k > current.k;
  if (next.t !== current.t) return next.t > current.t;
  if (next.m !== current.m) return next.m > current.m;
  return next.s > current.s;
}

/**
 * So many names one person or account may have. Each write takes in all of them, and whoever has a write key could add
 * names for ever. What is told beyond stays in the records.
 */
export const attributesMax = 1000;

/** Takes `told` into `attributes` where it wins. Returns whether anything changed. */
export function foldAttributes(attributes: StoredAttributes, told: StoredAttributes): boolean {
  let changed = false;
  let count: number | undefined;
  for (const name in told) {
    const next = told[name] as StoredAttribute;
    const current = attributes[name];
    if (!wins(next, current)) continue;
    if (current === undefined) {
      count ??= Object.keys(attributes).length;
      if (count >= attributesMax) continue;
      count += 1;
    }
    attributes[name] = next;
    changed = true;
  }
  return changed;
}

class Attributes {}
Object.setPrototypeOf(Attributes.prototype, null);
Reflect.deleteProperty(Attributes.prototype, 'constructor');

/**
 * An empty set of attributes, in which no name is special: nothing is inherited. An object that has no prototype at all
 * would be a hash table inside, which is larger and slower to write as JSON.
 */
export const noAttributes = (): StoredAttributes => new Attributes() as StoredAttributes;

/** The attributes of one telling. `values` are an identify call's traits. */
export function toStoredAttributes(
  values: Record<string, unknown>,
  record: {
    id: number;
    sourceId: number;
    collectedMs: number;
    rank: number;
    messageId: string;
    permissions: bigint;
  },
): StoredAttributes {
  const told = noAttributes();
  const permissions = String(record.permissions);
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    told[name] = {
      v: value,
      r: record.id,
      t: record.collectedMs,
      s: record.sourceId,
      k: record.rank,
      m: record.messageId,
      p: permissions,
    };
  }
  return told;
}

const nameFields = ['name', 'full_name', 'fullName', 'displayName', 'display_name'];
const firstNames = ['first_name', 'firstName', 'firstname', 'given_name'];
const lastNames = ['last_name', 'lastName', 'lastname', 'family_name'];

/** What a person is called on screens: a told name, else first and last name, else nothing. */
export function toDisplayName(value: (name: string) => unknown): string {
  const textOf = (names: string[]): string => {
    const found = names
      .map(value)
      .find((candidate) => typeof candidate === 'string' && candidate.trim() !== '');
    return typeof found === 'string' ? found.trim() : '';
  };
  const full = textOf(nameFields);
  return (full === '' ? `${textOf(firstNames)} ${textOf(lastNames)}`.trim() : full).slice(0, 200);
}
