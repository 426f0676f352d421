// The builder shows what it understands whole, and nothing else; so what it writes back has lost nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Condition, readCondition } from '@rapport/protocol';
import fc from 'fast-check';
import {
  arbitraryCondition,
  arbitraryTraitValue,
} from '../../../../../server/src/testing/scenarios/index.ts';
import { conditions, values } from '../../../definitions/golden/definitions.ts';
import { faultsOfGroup, faultsWithin, toPlace } from './faults.ts';
import { changeForm, formNames, readForm, writeForm } from './forms-of-tests.ts';
import { type Draft, fromGroup, rowKinds, starts, toShown } from './kinds.ts';
import { valueKindOf } from './kinds-of-values.ts';
import { knownFault, knownFaults } from './known-faults.ts';
import { toNumber } from './numbers.ts';
import { named } from './selectors.ts';
import { readSpan, writeSpan } from './spans.ts';

/** As it is written again after it was shown. */
function shownAgain(draft: Draft): Draft {
  const shown = toShown(draft);
  if (shown.as === 'json') return draft;
  if (shown.as === 'denied') return { not: shownAgain(shown.part) };
  if (shown.as === 'group') return fromGroup(shown.join, shown.n, shown.parts.map(shownAgain));
  const { attribute, trait, for: length, ...rest } = shown.condition;
  const filled = shown.kind === 'attribute' || shown.kind === 'trait' ? readForm(rest) : undefined;
  const condition = filled
    ? {
        ...(attribute === undefined ? {} : { attribute }),
        ...(trait === undefined ? {} : { trait }),
        ...(length === undefined ? {} : { for: length }),
        ...writeForm(filled),
      }
    : shown.condition;
  return shown.denied ? { not: condition } : condition;
}

test('what is shown is written back as it was', () => {
  fc.assert(
    fc.property(arbitraryCondition, (condition: Condition) => {
      assert.deepEqual(shownAgain(condition as Draft), condition);
    }),
    { numRuns: 2000 },
  );
});

test('all that the language takes is shown by clicking, not as JSON', () => {
  const listJson = (draft: Draft): Draft[] => {
    const shown = toShown(draft);
    if (shown.as === 'json') return [draft];
    if (shown.as === 'denied') return listJson(shown.part);
    return shown.as === 'group' ? shown.parts.flatMap(listJson) : [];
  };
  assert.deepEqual(
    conditions.flatMap((condition) => listJson(condition as Draft)),
    [],
  );
  assert.deepEqual(
    values.filter((value) => valueKindOf(value as unknown as Draft) === undefined),
    [],
  );
  fc.assert(
    fc.property(arbitraryCondition, (condition) => {
      assert.deepEqual(listJson(condition as Draft), []);
    }),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(arbitraryTraitValue, (value) => {
      assert.notEqual(valueKindOf(value as unknown as Draft), undefined);
    }),
    { numRuns: 2000 },
  );
});

test('events can be named in another way and back, and keep all else', () => {
  const selector = { name: 'Order Completed', type: 'track', where: [{ property: 'total', is: 1 }] };
  assert.deepEqual(named(named(selector, 'name_starts_with'), 'name'), selector);
  assert.deepEqual(named({ type: 'page', in: { last: 'P1D' } }, 'name'), { name: '', in: { last: 'P1D' } });
});

test('numbers are read as people type them', () => {
  const typed = ['5', '1,5', '1.', '-0.25', '1e3', '07'];
  assert.deepEqual(typed.map(toNumber), [5, 1.5, 1, -0.25, 1000, 7]);
  for (const text of ['', '-', '1.5.2', '0x10', '1 000', 'five', '1e999']) assert.equal(toNumber(text), text);
});

test('every kind begins as what it is, and each form of a test can be read again', () => {
  for (const kind of rowKinds) {
    const shown = toShown(starts[kind]);
    assert.equal(shown.as === 'row' && shown.kind, kind);
  }
  for (const form of formNames) {
    const filled = changeForm({ form: 'exists', value: undefined, folds: false }, form);
    assert.deepEqual(readForm(writeForm(filled)), filled, form);
  }
});

test('what a form cannot show whole is left to JSON', () => {
  for (const form of [
    { is: 1, more: 2 },
    { matches: 'x', ignoring_case: true },
    { before: { ago: 'P1D', x: 1 } },
  ])
    assert.equal(readForm(form), undefined, JSON.stringify(form));
  for (const draft of [
    { events: { name: 'A', type: 'pages' }, count: { at_least: 1 } },
    { events: { name: 'A', in: { last: 'P1D', back: 1 } }, count: { at_least: 1 } },
    { events: { name: 'A', local: { days: [1] } }, count: { at_least: 1 } },
    { events: { name: 'A' }, count: { at_least: 1 }, stray: 1 },
    { events: { name: 'A', where: [{ property: 'b', of: 'product', is: 1 }] }, count: { at_least: 1 } },
    { events: { name: 'A', where: [{ property: 'b', field: 'brand', is: 1 }] }, count: { at_least: 1 } },
    { all: [{ everyone: true }], stray: 1 },
    { attribute: 'plan', is: 'gold', stray: 1 },
    { segment: 'a', entered: { within: 'P1D' }, left: { within: 'P1D' } },
  ])
    assert.equal(toShown(draft).as, 'json', JSON.stringify(draft));
});

test('whatever stands in JSON is shown in some way', () => {
  const spoiled = fc
    .tuple(arbitraryCondition, fc.nat(), fc.constantFrom(null, 5, 'x', [], {}, [null]))
    .map(([condition, n, junk]) => {
      let left = n % (JSON.stringify(condition).split(':').length + 1);
      const spoil = (part: unknown): unknown => {
        if (left-- === 0) return junk;
        if (Array.isArray(part)) return part.map(spoil);
        if (typeof part !== 'object' || part === null) return part;
        return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, spoil(inner)]));
      };
      return spoil(condition) as Draft;
    });
  fc.assert(
    fc.property(spoiled, (draft) => assert.deepEqual(shownAgain(draft), draft)),
    { numRuns: 3000 },
  );
  fc.assert(fc.property(fc.jsonValue(), (draft) => assert.doesNotThrow(() => valueKindOf(draft as Draft))));
});

test('spans are read in one unit and written the same', () => {
  for (const text of ['P7D', 'P1W', 'PT30M', 'PT12H', 'PT5S']) {
    const span = readSpan(text);
    assert.equal(span && writeSpan(span.n, span.unit), text);
  }
  for (const text of ['P1DT12H', 'P', '', 7]) assert.equal(readSpan(text), undefined);
});

test('a fault stands at its row, whoever told it', () => {
  const draft = { all: [{ everyone: true }, { events: { name: 'A' }, count: { at_least: 'x' } }] };
  const read = readCondition(draft);
  const faults = 'faults' in read ? read.faults : [];
  for (const told of [
    '/all/1/count/at_least',
    '/definition/all/1/count/at_least',
    'definition.all[1].count.at_least',
  ])
    assert.equal(toPlace(told), faults[0]?.at, told);
  assert.equal(toPlace('definition'), '');
  assert.deepEqual(faultsWithin(faults, 'all[0]'), []);
  assert.equal(faultsWithin(faults, 'all[1]').length, 1);
  assert.deepEqual(faultsWithin([{ at: 'all[10]', message: '' }], 'all[1]'), []);
  assert.deepEqual(faultsOfGroup(faults, '', 'all'), []);
  assert.equal(faultsOfGroup([{ at: 'at_least', message: '' }], '', 'of').length, 1);
});

test('the faults that are said in the reader’s language are those that the definitions have', () => {
  const wrong = [
    { list: '' },
    { attribute: '', is: '' },
    { permits: '' },
    { attribute: 'a', at_least: 'x' },
    { attribute: 'a', is: 1, for: 'P' },
    { attribute: 'a', before: 'tomorrow' },
    { events: { name: 'A', in: { from: 'x' } }, count: { at_least: 1 } },
    { events: { name: 'A', local: { from: '6 pm' } }, count: { at_least: 1 } },
    { events: { name: 'A', local: {} }, count: { at_least: 1 } },
    { events: { name: 'A', local: { from: '18:00', zone: 'Mars/Base' } }, count: { at_least: 1 } },
    { events: { name: 'A', local: { from: '18:00', zone: '' } }, count: { at_least: 1 } },
    { events: { name: 'A', in: { calendar: 'day', zone: '' } }, count: { at_least: 1 } },
  ];
  const said = wrong.flatMap((draft) => {
    const read = readCondition(draft);
    return 'faults' in read ? read.faults.map(({ message }) => knownFault(message)) : [];
  });
  assert.deepEqual([...new Set(said)].filter((one) => one !== undefined).sort(), [...knownFaults].sort());
});
