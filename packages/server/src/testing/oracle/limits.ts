// The oracle's full computation: the limits of a score or an RFM from the values of all people.
import type { TraitValue } from '@rapport/protocol';
import { limitsAmong } from './scores.ts';
import { partsOf, plainValueOf } from './trait-values.ts';
import type { Asked, Limits, Person } from './world.ts';

/** The limits that a full computation at the moment keeps; none for a trait that compares nobody. */
export function limitsOf(trait: TraitValue, people: readonly Person[], asked: Asked): Limits {
  const among = (values: readonly unknown[], groups: number): number[] | undefined =>
    limitsAmong(
      values.filter((value) => typeof value === 'number'),
      groups,
    );
  if ('score' in trait) {
    const values = people.map((person) => plainValueOf(trait.score, person, asked));
    return { value: among(values, trait.groups) };
  }
  if (!('rfm' in trait)) return {};
  const parts = people.map((person) => partsOf(trait, person, asked));
  const limits = (name: 'recency' | 'frequency' | 'monetary') =>
    among(
      parts.map((part) => part[name]),
      trait.groups ?? 5,
    );
  return { recency: limits('recency'), frequency: limits('frequency'), monetary: limits('monetary') };
}
