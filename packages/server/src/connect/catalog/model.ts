// Objects of the catalog: which of several told values is the value.
//
// A telling is what one event, one call of the API or one row of an import said of an object. Tellings have one total order:
// rank, then time, then message id, then source. What a company says itself (API, import) ranks above what events say, since
// an event of a web page must not set a price. Of each field the greatest telling that names it wins, as with attributes
// (`connect/attributes/model.ts`), so the order of arrival does not matter, and repetition changes nothing.
//
// Two things are told of the object as a whole. Whose it is: the greatest telling that names a person wins. That it is removed:
// then whatever smaller tellings said is gone, whenever it comes, and the object is there again as soon as a greater one tells
// of it. `null` removes one field in the same way.
//
// Kept are the tellings of which something stands, each with the fields that stand: values, their time, origin and permission
// snapshot lie together, and mostly all of them came with one telling. What stands is a join in the sense of lattices: for each
// field, for the person, for the removal and for "the greatest of all" a maximum, and what lies below the removal left out.
// Folding is therefore associative, commutative and idempotent; batches may be cut anywhere (`model.test.ts`).
//
// Two tellings of the same place in the order come from one message that told of the object twice, or from one that was sent
// twice with different content. Then the value decides that is greater as text: any rule does that needs no order.
import { toCanonicalText } from '../attributes/index.ts';

/** As it is stored; short names, since there are millions. */
export type Telling = {
  /** Time, in milliseconds since 1970. */
  t: number;
  /** Rank: 1 of the company itself, 0 of events. */
  k: number;
  /** Source of the event; 0 where it was no event. */
  s: number;
  /** Message id, or the place of a call or row among all others. */
  m: string;
  /** What it was, where it was no event, and who said it. */
  o?: 'api' | 'import';
  b?: string;
  /** Permission snapshot, as decimal text, where the object belongs to a person. */
  p?: string;
  /** Whose the object is: type and value of an identifier. */
  w?: [type: string, value: string];
  /** It removes the object. */
  x?: true;
  /** Fields. */
  v: Record<string, unknown>;
};

/** Negative where `one` comes before `other`. */
export function compareTellings(one: Telling, other: Telling): number {
  return one.k - other.k || one.t - other.t || compareTexts(one.m, other.m) || one.s - other.s;
}

const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

type Told<Value> = { by: Telling; value: Value };

/** Whether `next` wins over `current`. */
function beats(next: Told<unknown>, current: Told<unknown> | undefined): boolean {
  if (current === undefined) return true;
  const order = compareTellings(next.by, current.by);
  if (order !== 0) return order > 0;
  const byContent = compareTexts(toCanonicalText(next.value), toCanonicalText(current.value));
  // The same value can be written in two ways.
  return (byContent || compareTexts(JSON.stringify(next.value), JSON.stringify(current.value))) > 0;
}

export type Folded = {
  /** In their order, the greatest last. */
  standing: Telling[];
  /** What stood and does not any more, and what came too late to stand: values that differ from what won. */
  lost: Telling[];
  changed: boolean;
};

/** Takes in what was told, in whatever order. `standing` is what an earlier call returned. */
export function foldTellings(standing: readonly Telling[], told: readonly Telling[]): Folded {
  const all = [...standing, ...told];
  const removal = greatestOf(all.filter(({ x }) => x === true));
  const winners: Winners = { fields: new Map(), person: undefined, removal, greatest: undefined };
  const lost = new LostValues();
  let changed = removal !== undefined && !standing.includes(removal);
  for (const [i, by] of all.entries()) {
    if (by.x === true) continue;
    const isNew = i >= standing.length;
    if (removal === undefined || compareTellings(by, removal) > 0) {
      if (takeIn(winners, by, isNew, lost)) changed ||= isNew;
    } else if (!isNew || by.k === removal.k) lost.addAll(by);
  }
  return { standing: toStanding(winners), lost: lost.list(), changed };
}

const greatestOf = (all: readonly Telling[]): Telling | undefined =>
  all.reduce<Telling | undefined>(
    (found, one) => (found === undefined || compareTellings(one, found) > 0 ? one : found),
    undefined,
  );

type Winners = {
  fields: Map<string, Told<unknown>>;
  person: Told<[string, string]> | undefined;
  removal: Telling | undefined;
  greatest: Telling | undefined;
};

/** Returns whether anything of this telling wins. */
function takeIn(winners: Winners, by: Telling, isNew: boolean, lost: LostValues): boolean {
  let wins = false;
  if (winners.greatest === undefined || compareTellings(by, winners.greatest) > 0) {
    winners.greatest = by;
    wins = true;
  }
  if (by.w !== undefined && beats({ by, value: by.w }, winners.person)) {
    winners.person = { by, value: by.w };
    wins = true;
  }
  for (const name of Object.keys(by.v)) {
    const next = { by, value: by.v[name] };
    const current = winners.fields.get(name);
    if (beats(next, current)) {
      winners.fields.set(name, next);
      wins = true;
      if (current !== undefined) lost.add(current, name, next);
      // What events say of a field that the company sets itself leaves no trace.
    } else if (current !== undefined && isNew && by.k === current.by.k) lost.add(next, name, current);
  }
  return wins;
}

class LostValues {
  readonly #byTelling = new Map<Telling, Record<string, unknown>>();

  /** Equal values are no history. */
  add({ by, value }: Told<unknown>, name: string, winner: Told<unknown> | undefined): void {
    if (winner !== undefined && isSameValue(value, winner.value)) return;
    const values = this.#byTelling.get(by) ?? {};
    values[name] = value;
    this.#byTelling.set(by, values);
  }

  addAll(by: Telling): void {
    for (const name of Object.keys(by.v)) this.add({ by, value: by.v[name] }, name, undefined);
  }

  list(): Telling[] {
    return [...this.#byTelling].map(([by, v]) => ({ ...by, v }));
  }
}

export const isSameValue = (one: unknown, other: unknown): boolean =>
  one === other ||
  (typeof one === 'object' && typeof other === 'object' && toCanonicalText(one) === toCanonicalText(other));

/** The tellings of which something stands, each once, with what stands of it. */
function toStanding({ fields, person, removal, greatest }: Winners): Telling[] {
  const kept = new Map<Telling, Telling>();
  function keep(by: Telling): Telling {
    let copy = kept.get(by);
    if (copy === undefined) {
      copy = toBare(by);
      kept.set(by, copy);
    }
    return copy;
  }
  // In the order of names, so that the same tellings are the same text.
  for (const name of [...fields.keys()].sort()) {
    const { by, value } = fields.get(name) as Told<unknown>;
    keep(by).v[name] = value;
  }
  if (person !== undefined) keep(person.by).w = person.value;
  if (removal !== undefined) keep(removal);
  // It tells that the object is there, also where it names no field.
  if (greatest !== undefined) keep(greatest);
  const all = [...kept.values()];
  return all.length > 1 ? joinPlaces(all) : all;
}

/** Without what it told. The same as text, however it was made. */
function toBare({ t, k, s, m, o, b, p, x }: Telling): Telling {
  const bare: Telling = { t, k, s, m, v: {} };
  if (o !== undefined) bare.o = o;
  if (b !== undefined) bare.b = b;
  if (p !== undefined) bare.p = p;
  if (x !== undefined) bare.x = x;
  return bare;
}

/** Two tellings of one place are kept as one. In their order. */
function joinPlaces(all: readonly Telling[]): Telling[] {
  const byPlace = new Map<string, Telling>();
  for (const one of all) {
    const place = `${one.k} ${one.t} ${one.s} ${one.x === true} ${one.m}`;
    const known = byPlace.get(place);
    if (known === undefined) byPlace.set(place, one);
    else {
      const values = { ...known.v, ...one.v };
      known.v = Object.fromEntries(
        Object.keys(values)
          .sort()
          .map((name) => [name, values[name]]),
      );
      if (one.w !== undefined) known.w = one.w;
    }
  }
  return [...byPlace.values()].sort(compareTellings);
}

/** Whose the object is, by the greatest telling that says it. */
export const findPerson = (
  standing: readonly Telling[],
): { type: string; value: string; atMs: number } | undefined => {
  const by = standing.findLast(({ w }) => w !== undefined);
  return by?.w && { type: by.w[0], value: by.w[1], atMs: by.t };
};

/** Nothing was told of it since it was removed. */
export const isRemoved = (standing: readonly Telling[]): boolean => standing.at(-1)?.x === true;

/** The fields that have a value, each with the telling that it came with. */
export function listFields(standing: readonly Telling[]): Map<string, { by: Telling; value: unknown }> {
  const fields = new Map<string, { by: Telling; value: unknown }>();
  for (const by of standing)
    for (const [name, value] of Object.entries(by.v)) if (value !== null) fields.set(name, { by, value });
  return fields;
}
