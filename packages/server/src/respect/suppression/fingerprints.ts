// A table of 64-bit fingerprints with a few marks each, for a quick no to nearly all identifiers.
//
// Open addressing in typed arrays: 9 bytes a slot and nothing for the garbage collector to walk. The table is cut into
// 1,024 segments that grow by themselves, so that none of ten million entries is ever moved together with all others:
// the longest pause is the doubling of one segment. A segment is filled to three quarters at most and to three eighths
// after it grew: 12 to 24 bytes an entry, some 150 MB for ten million.
//
// It may say yes for what is not there (two hashes may begin alike) and never no for what is. Nothing is taken out: the
// marks go, the slot stays until its segment grows, or the same identifier comes back.

export type Fingerprints = {
  /** The marks of this fingerprint, given as the two halves of its 64 bits; 0 where it has none. */
  find(low: number, high: number): number;
  /** Adds marks. */
  add(low: number, high: number, marks: number): void;
  /** Sets exactly these marks. */
  set(low: number, high: number, marks: number): void;
  /** How many fingerprints have this mark. */
  count(mark: number): number;
  /** Of the arrays. */
  bytes(): number;
};

type Segment = { halves: Int32Array; taken: Uint8Array; used: number };

const segmentsBits = 10;
const segmentMask = 2 ** segmentsBits - 1;
const slotsMin = 8;
const fillMax = 0.75;
/** Tells a slot whose marks are gone from one that was never used. */
const used = 0x80;

const makeSegment = (slots: number): Segment => ({
  halves: new Int32Array(slots * 2),
  taken: new Uint8Array(slots),
  used: 0,
});

/** The slot of this fingerprint, or the free one where it would lie. */
function findSlot({ halves, taken }: Segment, low: number, high: number): number {
  const mask = taken.length - 1;
  let slot = high & mask;
  while (taken[slot] !== 0 && (halves[slot * 2] !== low || halves[slot * 2 + 1] !== high))
    slot = (slot + 1) & mask;
  return slot;
}

function grow(segment: Segment): Segment {
  const { halves, taken } = segment;
  let live = 0;
  for (const mark of taken) if ((mark & ~used) !== 0) live += 1;
  let slots = slotsMin;
  // With some room: a segment that is full of slots without marks must not be cleared out again at once.
  while (live + 1 > slots * fillMax * 0.8) slots *= 2;
  const grown = makeSegment(slots);
  for (let slot = 0; slot < taken.length; slot += 1)
    if (((taken[slot] as number) & ~used) !== 0)
      put(grown, halves[slot * 2] as number, halves[slot * 2 + 1] as number, taken[slot] as number);
  return grown;
}

function put(segment: Segment, low: number, high: number, mark: number): void {
  const slot = findSlot(segment, low, high);
  if (segment.taken[slot] === 0) {
    segment.halves[slot * 2] = low;
    segment.halves[slot * 2 + 1] = high;
    segment.used += 1;
  }
  segment.taken[slot] = mark | used;
}

export function openFingerprints(): Fingerprints {
  const segments: (Segment | undefined)[] = new Array(2 ** segmentsBits).fill(undefined);
  /** By marks: how many fingerprints have exactly these. */
  const counts = new Map<number, number>();

  function find(low: number, high: number): number {
    const segment = segments[low & segmentMask];
    if (segment === undefined) return 0;
    return (segment.taken[findSlot(segment, low, high)] as number) & ~used;
  }

  function set(low: number, high: number, marks: number): void {
    const before = find(low, high);
    if (before === marks) return;
    let segment = segments[low & segmentMask] ?? makeSegment(slotsMin);
    if (segment.used + 1 > segment.taken.length * fillMax) segment = grow(segment);
    segments[low & segmentMask] = segment;
    put(segment, low, high, marks);
    counts.set(before, (counts.get(before) ?? 0) - 1);
    counts.set(marks, (counts.get(marks) ?? 0) + 1);
  }

  return {
    find,
    set,
    add: (low, high, marks) => set(low, high, find(low, high) | marks),
    count(mark) {
      let sum = 0;
      for (const [marks, count] of counts) if ((marks & mark) !== 0) sum += count;
      return sum;
    },
    bytes: () =>
      segments.reduce(
        (sum, segment) =>
          sum + (segment === undefined ? 0 : segment.halves.byteLength + segment.taken.byteLength),
        0,
      ),
  };
}
