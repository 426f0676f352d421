// What would make somebody come in or leave: by time alone, and by the fewest parts that would have to be otherwise.
import type { Condition, Test } from '@rapport/protocol';
import type { Explained } from './explain.ts';
import { evaluate, listFlips } from './flips.ts';
import { toFormula } from './formula.ts';
import { findNeed, isFixed } from './needs.ts';
import type { Node } from './tree.ts';

export type Turning = Pick<Explained, 'value' | 'denied' | 'masked' | 'changes_at'> & {
  definition: Condition;
  becomes: boolean;
  /** What the value would have to pass. */
  needs?: Test;
  /** So much more or less than it is. */
  by?: number;
};
/** `at`: when time alone does it, if nothing else happens before. */
export type Turn = { at: string | null; parts: Turning[] };

const turnsMax = 3;

type Knowing = {
  met: (node: Node) => boolean;
  tell: (node: Node) => Omit<Explained, 'nodes'>;
  /** What they are when time alone has turned the whole, or ended the permission; undefined where it does not soon. */
  ahead: (
    parts: readonly Node[],
  ) => Promise<{ atMs: number; met: (node: Node) => boolean; isPermitted: boolean } | undefined>;
  purpose: string;
};

export async function listTurns(root: Node, { met, tell, ahead, purpose }: Knowing): Promise<Turn[]> {
  const { formula, parts } = toFormula(root);
  const now = parts.map(met);
  const told = parts.map(tell);
  const open = (place: number) => told[place]?.denied === undefined && told[place]?.masked === undefined;
  const conditionOf = (place: number) => parts[place]?.definition as Condition;

  function toTurning(place: number): Turning {
    const { value, denied, masked, changes_at } = told[place] as Explained;
    const [definition, becomes] = [conditionOf(place), !now[place]];
    const about = { definition, becomes, changes_at };
    if (denied !== undefined) return { ...about, denied };
    if (masked !== undefined) return { ...about, value, masked };
    return { ...about, ...(value === undefined ? {} : { value }), ...findNeed(definition, value, becomes) };
  }
  // What nobody may know of a value is not told by leaving the part out either.
  const flips = listFlips(
    formula,
    {
      now,
      isFixed: (place) =>
        isFixed(conditionOf(place), open(place) ? told[place]?.value : undefined, !now[place]),
    },
    turnsMax,
  );
  const turns = flips.map((places): Turn => ({ at: null, parts: places.map(toTurning) }));

  const later = await ahead(parts);
  if (later === undefined) return turns;
  const at = new Date(later.atMs).toISOString();
  if (!later.isPermitted) {
    // Whoever is in it leaves with the permission, and nobody else comes in.
    const ended: Turning = { definition: { permits: purpose }, becomes: false, changes_at: at };
    return met(root) ? [{ at, parts: [ended] }, ...turns].slice(0, turnsMax) : turns;
  }
  const places = fewest(
    parts.flatMap((part, place) => (later.met(part) === now[place] ? [] : [place])),
    (some) => evaluate(formula, turnedBy(now, some)) !== evaluate(formula, now),
  );
  // The moment would tell of a value that is hidden.
  if (!places.every(open)) return turns;
  const byTime: Turn = { at, parts: places.map(toTurning) };
  const others = turns.filter((_, i) => flips[i]?.join() !== places.join());
  return [byTime, ...others].slice(0, turnsMax);
}

const turnedBy = (now: readonly boolean[], places: readonly number[]): boolean[] =>
  now.map((one, place) => (places.includes(place) ? !one : one));

/** Without those that are not needed for it. */
function fewest(places: readonly number[], isEnough: (places: readonly number[]) => boolean): number[] {
  let kept = [...places];
  for (const place of places) {
    const fewer = kept.filter((one) => one !== place);
    if (isEnough(fewer)) kept = fewer;
  }
  return kept;
}
