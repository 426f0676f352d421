// What a person is by the definitions, and what becomes of it when they are computed anew.

/** Why somebody came in or went out, or a value changed. */
export type Reason = 'event' | 'attribute' | 'list' | 'time' | 'definition' | 'identity';

/** The last stay in a segment: since when, until when (0 while it lasts), and why it began. */
export type Stay = [enteredMs: number, leftMs: number, reason: Reason];
/** Its value, since when, by which version, and of how many events it is made, where it is made of events. */
export type TraitState = { v: unknown; t: number; d: number; n?: number };
export type State = { stays: Record<string, Stay>; traits: Record<string, TraitState> };

/** Which definitions were computed, in which version. */
export type ComputedOf = { id: number; version: number; kind: 'segment' | 'trait' };
/** What was found of a person: segments they are in, and traits that they have, as JSON text. */
export type Found = {
  segments: ReadonlySet<number>;
  traits: ReadonlyMap<number, string>;
  /** Of how many events, where a trait is made of events. */
  evidence: ReadonlyMap<number, number>;
  /** When time alone may change it, in milliseconds; 0 for never. */
  dueMs: number;
  /** The same of each definition by its id, where it was asked. */
  dues?: ReadonlyMap<number, number>;
};

export type Change = {
  definitionId: number;
  version: number;
  kind: 'entered' | 'left' | 'changed' | 'merged';
  /** Of a trait; undefined where it has none now. */
  value?: unknown;
  evidence?: number | undefined;
  reason: Reason;
};

/**
 * Differences only: what is as before stays as it is, with its time. `isOther`: something differs, be it only of how many events
 * a value is made, which is no change to tell of.
 */
export function applyFound(
  before: State | undefined,
  found: Found,
  computed: readonly ComputedOf[],
  { atMs, reason }: { atMs: number; reason: Reason },
): { state: State; changes: Change[]; isOther: boolean } {
  const state: State = { stays: { ...before?.stays }, traits: { ...before?.traits } };
  const changes: Change[] = [];
  let isRecounted = false;
  for (const { id, version, kind } of computed) {
    const about = { definitionId: id, version, reason };
    if (kind === 'segment') {
      const stay = state.stays[id];
      const was = stay !== undefined && stay[1] === 0;
      const is = found.segments.has(id);
      if (is && !was) {
        state.stays[id] = [atMs, 0, reason];
        changes.push({ ...about, kind: 'entered' });
      } else if (was && !is) {
        state.stays[id] = [stay[0], atMs, stay[2]];
        changes.push({ ...about, kind: 'left' });
      }
    } else {
      const text = found.traits.get(id);
      const was = state.traits[id];
      if (text === undefined) {
        if (was === undefined) continue;
        delete state.traits[id];
        changes.push({ ...about, kind: 'changed' });
      } else {
        const value: unknown = JSON.parse(text);
        const evidence = found.evidence.get(id);
        const counted = evidence === undefined ? {} : { n: evidence };
        if (was !== undefined && toText(was.v) === toText(value)) {
          if (was.n === evidence) continue;
          state.traits[id] = { v: was.v, t: was.t, d: was.d, ...counted };
          isRecounted = true;
          continue;
        }
        state.traits[id] = { v: value, t: atMs, d: version, ...counted };
        changes.push({ ...about, kind: 'changed', value, evidence });
      }
    }
  }
  return { state, changes, isOther: isRecounted || changes.length > 0 };
}

/** Who merged goes on with the longer of two stays: nobody enters again what one of the two was in already. */
export function mergeStates(into: State | undefined, from: State): State {
  const stays: Record<string, Stay> = { ...into?.stays };
  for (const [id, stay] of Object.entries(from.stays)) {
    const own = stays[id];
    const isLonger =
      own === undefined || rankOf(stay) > rankOf(own) || (rankOf(stay) === rankOf(own) && stay[0] < own[0]);
    if (isLonger) stays[id] = stay;
  }
  return { stays, traits: { ...into?.traits } };
}

/** One that lasts before all that ended, of those the one that ended last. */
const rankOf = ([, leftMs]: Stay): number => (leftMs === 0 ? Number.POSITIVE_INFINITY : leftMs);

/** jsonb gives the names of objects in another order than the engine. */
const toText = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1)))
      : part,
  );
