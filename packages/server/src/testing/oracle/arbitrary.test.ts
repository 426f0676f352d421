// What the generators make: definitions that the schema takes and the oracle answers, of every form, true about as often as false.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Condition, readSegmentDefinition, readTraitDefinition } from '@rapport/protocol';
import fc from 'fast-check';
import { arbitraryCondition, arbitraryPerson, arbitraryTraitValue, catalog } from '../scenarios/index.ts';
import { nowMs, warsaw } from '../scenarios/scenario.ts';
import { isTrue, limitsOf, traitValueOf } from './index.ts';

const about = { name: 'a', purpose: 'service', title: 'A' };
const asked = { momentMs: nowMs, zone: warsaw, catalog };
const numRuns = 1000;
const seed = 1;

/** Every key that stands anywhere in these definitions: the forms, their tests, their options. */
function keysIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) found.add(key);
    keysIn(inner, found);
  }
  return found;
}
const words = (text: string): string[] => text.split(' ');
const testKeys = words(
  `exists is is_one_of contains starts_with ends_with matches more_than at_least less_than at_most between before after
   within_last within_next anniversary some each no length not ignoring_case ago ahead in_days zone`.replaceAll(
    /\s+/g,
    ' ',
  ),
);
const selectorKeys = words(
  'name name_starts_with type where local weekdays from until in last calendar back units property of field',
);
const propertyKeys = words(
  'sum average minimum maximum distinct first_value last_value first_at last_at count of',
);

test('conditions are taken and answered', () => {
  fc.assert(
    fc.property(arbitraryCondition, arbitraryPerson, (definition, person) => {
      assert.deepEqual(readSegmentDefinition({ ...about, definition }), {
        definition: { ...about, definition },
      });
      assert.equal(typeof isTrue(definition, person, asked), 'boolean');
      assert.equal(isTrue({ not: definition }, person, asked), !isTrue(definition, person, asked));
    }),
    { numRuns },
  );
});

test('values of traits are taken and answered, scores with limits among some people', () => {
  fc.assert(
    fc.property(
      arbitraryTraitValue,
      fc.array(arbitraryPerson, { minLength: 1, maxLength: 5 }),
      (definition, people) => {
        assert.deepEqual(readTraitDefinition({ ...about, definition }), {
          definition: { ...about, definition },
        });
        const limits = limitsOf(definition, people, asked);
        for (const person of people) {
          const value = traitValueOf(definition, person, { ...asked, limits });
          assert.ok(value !== null && !Number.isNaN(value));
        }
      },
    ),
    { numRuns: numRuns / 2 },
  );
});

test('every form and option of a condition occurs', () => {
  const found = keysIn(fc.sample(arbitraryCondition, { numRuns: 3000, seed }));
  const forms = words(
    `everyone all any one at_least of not attribute for changed within from to trait events sequence same after_last nothing
     without segment entered left list permits said bucket held_out percent`.replaceAll(/\s+/g, ' '),
  );
  assert.deepEqual(
    [...forms, ...testKeys, ...selectorKeys, ...propertyKeys].filter((key) => !found.has(key)),
    [],
  );
});

test('every form and option of a value occurs', () => {
  const found = keysIn(fc.sample(arbitraryTraitValue, { numRuns: 3000, seed }));
  const forms = words(
    'attribute trait days_since_last rate per most_frequent list at_most add subtract multiply divide score groups reversed rfm monetary',
  );
  assert.deepEqual(
    [...forms, ...selectorKeys, ...propertyKeys].filter((key) => !found.has(key)),
    [],
  );
});

test('conditions are true about as often as false, and so is each form', () => {
  const pairs = fc.sample(fc.tuple(arbitraryCondition, arbitraryPerson), { numRuns: 6000, seed });
  const answers = new Map<string, boolean[]>();
  const note = (form: string, answer: boolean): void =>
    void answers.set(form, [...(answers.get(form) ?? []), answer]);
  for (const [definition, person] of pairs) {
    note('all of them', isTrue(definition, person, asked));
    for (const inner of leavesOf(definition)) note(formOf(inner), isTrue(inner, person, asked));
  }
  for (const [form, given] of answers) {
    const share = given.filter(Boolean).length / given.length;
    const [least, most] = form === 'all of them' ? [0.4, 0.6] : [0.1, 0.9];
    if (form !== 'everyone')
      assert.ok(least <= share && share <= most, `${form}: ${share} of ${given.length}`);
  }
});

test('values of traits are seldom missing', () => {
  const pairs = fc.sample(
    fc.tuple(arbitraryTraitValue, fc.array(arbitraryPerson, { minLength: 3, maxLength: 5 })),
    {
      numRuns: 1000,
      seed,
    },
  );
  const there = pairs.filter(([value, people]) => {
    const [person] = people;
    const limits = limitsOf(value, people, asked);
    return person !== undefined && traitValueOf(value, person, { ...asked, limits }) !== undefined;
  });
  assert.ok(there.length > 600, `${there.length} of 1000`);
});

/** The conditions that join no others. */
function leavesOf(condition: Condition): Condition[] {
  if ('all' in condition) return condition.all.flatMap(leavesOf);
  if ('any' in condition) return condition.any.flatMap(leavesOf);
  if ('one' in condition) return condition.one.flatMap(leavesOf);
  if ('at_least' in condition && 'of' in condition) return condition.of.flatMap(leavesOf);
  if ('not' in condition && Object.keys(condition).length === 1) return leavesOf(condition.not as Condition);
  return [condition];
}

/** What a condition that joins no others is called by: its keys that make a form. */
function formOf(condition: Condition): string {
  const [first = '', ...others] = Object.keys(condition);
  const made = others.filter((key) =>
    ['for', 'changed', 'entered', 'left', 'after_last', 'same', 'count', 'first_at', 'last_at'].includes(key),
  );
  return [first, ...made].join(' ');
}
