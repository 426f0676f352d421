// Objects of the catalog: which of several told values is the value.
//
// A telling is what one event, call or row of an import said of an object. Each field has the value of the greatest telling
// that names it, in one total order: rank, then time, then message id, then source. An event has a lower rank than what the
// company itself says, so that no page of a shop overwrites a price. Taking the greatest does not depend on the order of
// arrival, and telling it again changes nothing. `null` is a value like others, which hides the field: if it were forgotten,
// an older value that arrives late would come back.
//
// A removal tells `null` of every field at once, named or not. It is kept as the greatest removal; a value stands only if it is
// greater than that, and an object is there as long as one of its values stands. So a later telling brings the object back,
// with what was told since and nothing from before.
//
// The person that an object belongs to is a value too, under the empty name, which no field has.
//
// What loses and differs becomes history. Of events that lose to a higher rank nothing is kept: they would fill it with each
// page view. History tells what once stood and what came too late; unlike the values it may depend on the order of arrival.
import { toCanonicalText } from '../attributes/index.ts';

export type OriginKind = 'event' | 'api' | 'import';
export type Owner = { type: string; value: string };

export type Telling = {
  type: string;
  id: string;
  atMs: number;
  kind: OriginKind;
  source: string;
  messageId: string | null;
  /** Permission snapshot of the person that the object belongs to; null where it belongs to nobody. */
  permissions: bigint | null;
  /** Left out: says nothing of whose it is. */
  person?: Owner | null;
  fields: Readonly<Record<string, unknown>>;
  removed?: boolean;
};

type Head = {
  /** Milliseconds since 1970. */
  t: number;
  k: OriginKind;
  s: string;
  m: string | null;
  /** Permission snapshot, as decimal text (a bit set outgrows a JSON number). */
  p: string | null;
};
/** Stored form inside `catalog_objects.tellings`; short names, since there are millions. `x`: a removal. */
export type StoredTelling = Head & { x?: true; v: Record<string, unknown> };
export type StandingValue = { v: unknown; by: Head };
export type LostValue = StandingValue & { field: string };
export type Standing = { gone: Head | null; values: Map<string, StandingValue> };

export const personField = '';

const rankOf = (head: Head): number => (head.k === 'event' ? 0 : 1);

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const compareHeads = (a: Head, b: Head): number =>
  rankOf(a) - rankOf(b) ||
  a.t - b.t ||
  compareTexts(a.m ?? '', b.m ?? '') ||
  compareTexts(a.s, b.s) ||
  compareTexts(a.k, b.k) ||
  compareTexts(a.p ?? '', b.p ?? '');

/** One message may name an object twice, as an order does a product: then the greater text decides. */
const compareValues = (a: StandingValue, b: StandingValue): number =>
  compareHeads(a.by, b.by) || compareTexts(toCanonicalText(a.v), toCanonicalText(b.v));

export const nothingTold = (): Standing => ({ gone: null, values: new Map() });

export function toStanding(tellings: readonly StoredTelling[]): Standing {
  const standing = nothingTold();
  for (const { x, v, ...by } of tellings) {
    if (x === true) standing.gone = by;
    for (const [field, value] of Object.entries(v)) standing.values.set(field, { v: value, by });
  }
  return standing;
}

/** Values of one telling lie in one element. By way of entries: assigned by name, `__proto__` would be lost. */
export function toTellings({ gone, values }: Standing): StoredTelling[] {
  const tellings = new Map<string, { by: Head; x: boolean; values: [string, unknown][] }>();
  const at = (by: Head) => {
    const key = JSON.stringify([by.t, by.k, by.s, by.m, by.p]);
    const telling = tellings.get(key) ?? { by, x: false, values: [] };
    tellings.set(key, telling);
    return telling;
  };
  if (gone !== null) at(gone).x = true;
  for (const [field, { v, by }] of values) at(by).values.push([field, v]);
  return [...tellings.values()].map(({ by, x, values: told }) => ({
    ...by,
    ...(x ? { x: true as const } : {}),
    v: Object.fromEntries(told),
  }));
}

/** Takes a telling into what stands. Says whether that changed, and which values lost. */
export function fold(standing: Standing, telling: Telling): { changed: boolean; lost: LostValue[] } {
  const by: Head = {
    t: telling.atMs,
    k: telling.kind,
    s: telling.source,
    m: telling.messageId,
    p: telling.permissions === null ? null : String(telling.permissions),
  };
  const lost: LostValue[] = [];
  const lose = (field: string, value: StandingValue, to: StandingValue | undefined): void => {
    if (to === undefined || toCanonicalText(value.v) !== toCanonicalText(to.v))
      lost.push({ field, ...value });
  };
  if (telling.removed === true) {
    if (standing.gone !== null && compareHeads(by, standing.gone) <= 0) return { changed: false, lost };
    standing.gone = by;
    for (const [field, value] of standing.values) {
      if (compareHeads(value.by, by) > 0) continue;
      standing.values.delete(field);
      lose(field, value, undefined);
    }
    return { changed: true, lost };
  }
  let changed = false;
  for (const [field, v] of toValues(telling)) {
    const next = { v, by };
    const current = standing.values.get(field);
    const isGone = standing.gone !== null && compareHeads(by, standing.gone) <= 0;
    if (!isGone && (current === undefined || compareValues(next, current) > 0)) {
      standing.values.set(field, next);
      if (current !== undefined) lose(field, current, next);
      changed = true;
      continue;
    }
    const winner = isGone ? standing.gone : current?.by;
    if (winner && rankOf(winner) === rankOf(by)) lose(field, next, current);
  }
  return { changed, lost };
}

function toValues({ fields, person }: Telling): [string, unknown][] {
  const values = Object.entries(fields).filter(([, value]) => value !== undefined);
  if (person !== undefined) values.push([personField, person === null ? null : [person.type, person.value]]);
  return values;
}

/** False after a removal that nothing followed. */
export const isThere = ({ values }: Standing): boolean => values.size > 0;
