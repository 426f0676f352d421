// What a person permits now, and until when that holds by itself: for questions about many people at once.
//
// The gate is asked about a person and a moment. Between two moments at which something that was said begins or ends to count,
// or the person reaches an age that the law knows, time alone changes nothing. Of those who never said anything only the place
// where they live tells something, and no time does: they are worked out once for all who live there.
import { listCoveredSpans, type Subject } from '../../respect/gate/index.ts';
import type { Permissions, Purpose } from '../../respect/purposes/index.ts';
import { type FactAttributes, listAgeMoments, toFacts, toJurisdictions } from './facts.ts';
import { openPermitted } from './snapshots.ts';

export type Person = Pick<Subject, 'statements' | 'known'> & {
  /** All that is known of them, or those that tell age and place. */
  attributes: FactAttributes;
};

export type PermittedNow = {
  permitted: Permissions;
  /** The next moment at which time alone changes it, in milliseconds since 1970; 0 for never. */
  untilMs: number;
  /** By bit, of when data may be used that was collected before the person consented. */
  coveredPast: Record<number, [fromMs: number, untilMs: number][]>;
};

/** Stands for a time without a beginning or an end: the event store has no infinite number. */
const farMs = 9_000_000_000_000_000;

export function openPermittedNow(purposes: readonly Purpose[]): (person: Person, at: number) => PermittedNow {
  const permitted = openPermitted(purposes);
  const covering = purposes.filter((purpose) => purpose.covers_past_data);
  const differsByPlace = purposes.some(({ jurisdictions }) => Object.keys(jurisdictions).length > 0);
  const silent = new Map<string, PermittedNow>();

  function ofSilence({ known, attributes }: Person, at: number): PermittedNow {
    const jurisdictions = differsByPlace ? toJurisdictions(attributes) : [];
    const place = jurisdictions.join();
    const same = silent.get(place);
    if (same !== undefined) return same;
    const subject = { statements: [], known, jurisdictions };
    const now = { permitted: permitted(subject, at), untilMs: 0, coveredPast: {} };
    silent.set(place, now);
    return now;
  }

  function holding({ attributes, statements, known }: Person, at: number): Omit<PermittedNow, 'untilMs'> {
    const subject = { statements, known, ...toFacts(attributes, at) };
    const spans = covering.flatMap((purpose): [number, [number, number][]][] => {
      const own = listCoveredSpans(subject, { purpose, at });
      return own.length === 0 ? [] : [[purpose.bit, own.map(toBounds)]];
    });
    return { permitted: permitted(subject, at), coveredPast: Object.fromEntries(spans) };
  }

  return function permittedNow(person, at) {
    if (person.statements.length === 0) return ofSilence(person, at);
    const now = holding(person, at);
    const untilMs = listMoments(person, at).find((moment) => !isSame(holding(person, moment), now));
    return { ...now, untilMs: untilMs ?? 0 };
  };
}

const toBounds = ({ fromMs, untilMs }: { fromMs: number; untilMs: number }): [number, number] => [
  Math.max(-farMs, fromMs),
  Math.min(farMs, untilMs),
];

/** Later moments at which something may change, the next one first. */
const listMoments = ({ statements, attributes }: Person, at: number): number[] => [
  ...new Set(
    [...statements.flatMap(({ t, u }) => (u === undefined ? [t] : [t, u])), ...listAgeMoments(attributes)]
      .filter((moment) => moment > at)
      .sort((x, y) => x - y),
  ),
];

type Holding = Omit<PermittedNow, 'untilMs'>;

const isSame = (one: Holding, other: Holding): boolean =>
  one.permitted === other.permitted && JSON.stringify(one.coveredPast) === JSON.stringify(other.coveredPast);
