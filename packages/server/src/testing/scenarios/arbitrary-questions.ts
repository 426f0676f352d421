// Generators of what is asked at once: some people, and some conditions and values that are asked of each.
import type { Condition, TraitValue } from '@rapport/protocol';
import fc from 'fast-check';
import type { Person } from '../oracle/index.ts';
import { arbitraryCondition } from './arbitrary-condition.ts';
import { arbitraryPerson } from './arbitrary-person.ts';
import { arbitraryTraitValue } from './arbitrary-trait-value.ts';

type Counts = { people: number; conditions: number; values: number };
type Questions = { people: Person[]; conditions: Condition[]; values: TraitValue[] };

const exactly = (count: number) => ({ minLength: count, maxLength: count });

/** The ids of the people differ. */
export const arbitraryQuestions = ({ people, conditions, values }: Counts): fc.Arbitrary<Questions> =>
  fc.record({
    people: fc.uniqueArray(arbitraryPerson, { ...exactly(people), selector: ({ id }) => String(id) }),
    conditions: fc.array(arbitraryCondition, exactly(conditions)),
    values: fc.array(arbitraryTraitValue, exactly(values)),
  });
