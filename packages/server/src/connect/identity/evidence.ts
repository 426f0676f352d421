// What was told about who is who: identifiers, and pairs of them that one message named together.
//
// Of all messages that name the same pair only two things are kept: the earliest, which decides, and the latest time.
// Both are minima and maxima, so that they do not depend on the order of arrival or on repetition.

/** An identifier as a node of the graph. `id` is its row; it says nothing about order. */
export type IdentifierNode = {
  id: number;
  type: string;
  /** Normalised. */
  value: string;
  /**
   * When it was first named, in milliseconds since 1970. Infinity while it is only guessed: the `previousId` of an
   * alias may be of either kind. A guessed identifier counts towards no limit.
   */
  firstSeenMs: number;
  /** Why it joins nobody, whatever it is named with; absent for most. */
  inert?: 'blocked' | 'removed' | 'super_node' | 'crowded';
};

/** Two identifiers that were named together, `a < b` by id, with the earliest evidence. */
export type Pair = {
  a: number;
  b: number;
  firstSeenMs: number;
  messageId: string;
  sourceId: number;
  lastSeenMs: number;
  /** A member unlinked the two: the pair counts as never told until a member allows it again. */
  apart?: boolean;
  /**
   * The one of the two that an alias named as the previous id of the other. It is a former name, and counts towards no
   * limit: who says that an account has a new id must not end up with two customers. `eachOther` where aliases said it
   * both ways, whichever came first: then neither counts.
   */
  former?: number | null;
};

/** No row has this id, and no node this place. */
export const eachOther = -1;

type Former = number | null | undefined;

/** Of what was told of the same pair. Associative and commutative. */
export function mergeFormers(x: Former, y: Former): number | null {
  const [one, other] = [x ?? y ?? null, y ?? x ?? null];
  return one === other ? one : eachOther;
}

const nobody: readonly number[] = [];

/** Those of the two that are former names. A pair that was set apart says nothing. */
export function listFormers({ a, b, former, apart }: Pair): readonly number[] {
  if (apart === true || former === undefined || former === null) return nobody;
  return former === eachOther ? [a, b] : [former];
}

export type Position = Pick<Pair, 'firstSeenMs' | 'messageId' | 'sourceId'>;

export const toPairKey = (a: number, b: number): string => (a < b ? `${a}-${b}` : `${b}-${a}`);

/** The pairs between the chosen identifiers and all others: set apart, no way is left. */
export function listCrossing(chosen: ReadonlySet<number>, pairs: readonly Pair[]): Pair[] {
  return pairs.filter(({ a, b, apart }) => apart !== true && chosen.has(a) !== chosen.has(b));
}

/** Order of text by code points, as PostgreSQL has it with `collate "C"`. */
export function compareText(x: string, y: string): number {
  if (x === y) return 0;
  const length = Math.min(x.length, y.length);
  for (let i = 0; i < length; i += 1) {
    const [left, right] = [x.charCodeAt(i), y.charCodeAt(i)];
    if (left !== right) return toCodePointOrder(left) - toCodePointOrder(right);
  }
  return x.length - y.length;
}

/** Surrogates stand for the code points above all others. */
const toCodePointOrder = (unit: number): number =>
  unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800;

/** The canonical order of evidence: time, message, source. */
export function comparePositions(x: Position, y: Position): number {
  if (x.firstSeenMs !== y.firstSeenMs) return x.firstSeenMs < y.firstSeenMs ? -1 : 1;
  return compareText(x.messageId, y.messageId) || x.sourceId - y.sourceId;
}

/** Order of identifiers by name, the same in every database. */
export function compareNames(
  x: Pick<IdentifierNode, 'type' | 'value'>,
  y: Pick<IdentifierNode, 'type' | 'value'>,
): number {
  return compareText(x.type, y.type) || compareText(x.value, y.value);
}

/** Of two tellings of the same pair: the earliest evidence and the latest time. Associative and commutative. */
export function mergeEvidence<Told extends Pair>(x: Told, y: Told): Told {
  const lastSeenMs = Math.max(x.lastSeenMs, y.lastSeenMs);
  const first = comparePositions(x, y) <= 0 ? x : y;
  const former = mergeFormers(x.former, y.former);
  const isWhole = first.lastSeenMs === lastSeenMs && (first.former ?? null) === former;
  if (isWhole) return first;
  return former === null ? { ...first, lastSeenMs } : { ...first, lastSeenMs, former };
}
