// Objects of the catalog: which of several told values is the value.
//
// A telling is what one event, one call of the API or one row of an import said of an object. Tellings have one total order:
// rank, then time, then message id, then source. What a company says itself (API, import) ranks above what events say, since
// an event of a web page must not set a price. Of each field the greatest telling that names it wins, as with attributes
// (`connect/attributes/model.ts`), so the order of arrival does not matter, and repetition changes nothing.
//
// Two things are told of the object as a whole. Whose it is, see below. That it is removed, by the company: then whatever smaller tellings said
// is gone, whenever it comes, and the object is there again as soon as a greater one tells of it. `null` removes one field in
// the same way.
//
// Whose it is says the company: the greatest of its tellings that names a person. Where it named none, it is the person's whose
// event was received first. Anybody who has the write key of a web page can send events that name the id of somebody else's
// order, and say of them that they happened long ago; when they were received is written down here. So nobody takes an object
// over, and what events of others say of it stands beside it as their claim: a claim is what the events that name one
// identifier tell. Claims are folded each by itself, so none takes a value away from another. Which of them are of the same
// person nobody knows here, since identifiers are joined and parted later: whoever reads an object takes in the claims of its
// person and leaves out the others (`read.ts`). The first `claimsMax` claims are kept, and a later one tells nothing: only
// beyond that does the order of arrival count.
//
// Kept are the tellings of which something stands, each with the fields that stand: values, their time, origin and permission
// snapshot lie together, and mostly all of them came with one telling. What stands is a join in the sense of lattices: for each
// claim and field, for the person, for the removal and for "the greatest of all" a maximum, for the beginning of a claim a
// minimum, and what lies below the removal left out. Folding is therefore associative, commutative and idempotent; batches may
// be cut anywhere (`model.test.ts`).
//
// Two tellings of the same place in the order come from one message that told of the object twice, or from one that was sent
// twice with different content. Then the value decides that is greater as text: any rule does that needs no order.
import { toCanonicalText } from '../attributes/index.ts';
import { type Claim, claimOf, common, openClaims } from './claims.ts';
import { compareTellings, compareTexts, type Telling, type Told } from './telling.ts';

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
  const all = withFirstReceipt([...standing, ...told]);
  const removal = greatestOf(all.filter(({ x }) => x === true));
  const claims = openClaims(all.filter((by) => removal === undefined || compareTellings(by, removal) > 0));
  const known = new Set(all.slice(0, standing.length));
  const winners: Winners = { claims, person: undefined, removal, greatest: undefined };
  const lost = new LostValues();
  /** Tellings that are new, or received earlier than was known, and of which something wins. */
  const winning = new Set(removal === undefined || known.has(removal) ? [] : [removal]);
  for (const [i, one] of standing.entries()) if (all[i] !== one) winning.add(all[i] as Telling);
  for (const by of all) {
    if (by.x === true) continue;
    const isNew = !known.has(by);
    if (removal !== undefined && compareTellings(by, removal) <= 0) {
      if (!isNew || by.k === removal.k) lost.addAll(by);
      continue;
    }
    const claim = claims.get(claimOf(by));
    if (claim !== undefined && takeIn(winners, claim, by, isNew, lost) && isNew) winning.add(by);
  }
  giveWay(winners, known, lost);
  const result = toStanding(winners);
  return { standing: result.standing, lost: lost.list(), changed: result.kept.some((by) => winning.has(by)) };
}

/** A message that came more than once was received when it came first. What stays as it is is the same object. */
function withFirstReceipt(tellings: readonly Telling[]): readonly Telling[] {
  const first = new Map<string, number>();
  for (const one of tellings)
    if (one.r !== undefined) first.set(placeOf(one), Math.min(one.r, first.get(placeOf(one)) ?? one.r));
  return tellings.map((one) => {
    const r = one.r === undefined ? undefined : (first.get(placeOf(one)) as number);
    return r === undefined || r === one.r ? one : { ...one, r };
  });
}

const greatestOf = (all: readonly Telling[]): Telling | undefined =>
  all.reduce<Telling | undefined>(
    (found, one) => (found === undefined || compareTellings(one, found) > 0 ? one : found),
    undefined,
  );

type Winners = {
  claims: ReadonlyMap<string, Claim>;
  person: Told<[string, string]> | undefined;
  removal: Telling | undefined;
  greatest: Telling | undefined;
};

/** Returns whether anything of this telling wins. */
function takeIn(winners: Winners, claim: Claim, by: Telling, isNew: boolean, lost: LostValues): boolean {
  let wins = by === claim.first && claimOf(by) !== common;
  if (winners.greatest === undefined || compareTellings(by, winners.greatest) > 0) {
    winners.greatest = by;
    wins = true;
  }
  if (by.k > 0 && by.w !== undefined && beats({ by, value: by.w }, winners.person)) {
    winners.person = { by, value: by.w };
    wins = true;
  }
  for (const name of Object.keys(by.v)) {
    const next = { by, value: by.v[name] };
    const current = claim.fields.get(name);
    if (beats(next, current)) {
      claim.fields.set(name, next);
      wins = true;
      if (current !== undefined) lost.add(current, name, next);
      // What events say of a field that the company sets itself leaves no trace.
    } else if (current !== undefined && isNew && by.k === current.by.k) lost.add(next, name, current);
  }
  return wins;
}

/** Claims leave out what the company says itself. */
function giveWay({ claims }: Winners, known: ReadonlySet<Telling>, lost: LostValues): void {
  const said = claims.get(common)?.fields;
  if (said === undefined || claims.size === 1) return;
  for (const [key, { fields }] of claims) {
    if (key === common) continue;
    for (const [name, told] of fields) {
      const winner = said.get(name);
      if (winner === undefined || compareTellings(winner.by, told.by) <= 0) continue;
      fields.delete(name);
      if (known.has(told.by)) lost.add(told, name, winner);
    }
  }
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

/** The tellings of which something stands, each once, with what stands of it. `kept`: as they were told. */
function toStanding({ claims, person, removal, greatest }: Winners): {
  standing: Telling[];
  kept: Telling[];
} {
  const kept = new Map<Telling, Telling>();
  function keep(by: Telling): Telling {
    let copy = kept.get(by);
    if (copy === undefined) {
      copy = toBare(by);
      kept.set(by, copy);
    }
    return copy;
  }
  for (const key of [...claims.keys()].sort()) {
    const { first, fields } = claims.get(key) as Claim;
    if (key !== common) keep(first);
    // In the order of names, so that the same tellings are the same text.
    for (const name of [...fields.keys()].sort()) {
      const { by, value } = fields.get(name) as Told<unknown>;
      keep(by).v[name] = value;
    }
  }
  if (person !== undefined) keep(person.by).w = person.value;
  if (removal !== undefined) keep(removal);
  // It tells that the object is there, also where it names no field.
  if (greatest !== undefined) keep(greatest);
  const all = [...kept.values()];
  return { standing: all.length > 1 ? joinPlaces(all) : all, kept: [...kept.keys()] };
}

/** Without what it told. The same as text, however it was made. */
function toBare(by: Telling): Telling {
  const { t, k, s, m, o, b, p, r, x } = by;
  const bare: Telling = { t, k, s, m, v: {} };
  if (o !== undefined) bare.o = o;
  if (b !== undefined) bare.b = b;
  if (p !== undefined) bare.p = p;
  // Of the company's only the one that says whose it is.
  if (k === 0 && by.w !== undefined) bare.w = by.w;
  if (r !== undefined) bare.r = r;
  if (x !== undefined) bare.x = x;
  return bare;
}

/** The place in the order, of one claim. */
const placeOf = (one: Telling): string =>
  `${one.k} ${one.t} ${one.s} ${one.x === true} ${claimOf(one)}\t${one.m}`;

/** Two tellings of one place are kept as one. In their order. */
function joinPlaces(all: readonly Telling[]): Telling[] {
  const byPlace = new Map<string, Telling>();
  for (const one of all) {
    const place = placeOf(one);
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
