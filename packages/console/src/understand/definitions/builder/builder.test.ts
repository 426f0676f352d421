// The builder shows what it understands whole, and nothing else; so what it writes back has lost nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Condition, readCondition } from '@rapport/protocol';
import fc from 'fast-check';
import { arbitraryCondition } from '../../../../../server/src/testing/scenarios/index.ts';
import { conditions } from '../../../definitions/golden/definitions.ts';
import { faultsOfGroup, faultsWithin, fromPointer } from './faults.ts';
import { changeForm, formNames, readForm, writeForm } from './forms-of-tests.ts';
import { type Draft, fromGroup, rowKinds, starts, toShown } from './kinds.ts';
import { valueKindOf } from './kinds-of-values.ts';
import { knownFault, knownFaults } from './known-faults.ts';
import { readSpan, writeSpan } from './spans.ts';

/** As it is written again after it was shown. */
function shownAgain(draft: Draft): Draft {
  const shown = toShown(draft);
  if (shown.as === 'json') return draft;
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

test('most of what people write is shown by clicking, not as JSON', () => {
  const asJson = conditions.filter((condition) =>
    JSON.stringify(toShown(condition as Draft)).includes('"json"'),
  );
  assert.deepEqual(asJson, []);
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
    { not: { between: [1, 2] } },
    { matches: 'x', ignoring_case: true },
    { before: { ago: 'P1D', x: 1 } },
  ])
    assert.equal(readForm(form), undefined, JSON.stringify(form));
  for (const draft of [
    { events: { name: 'A', type: 'page' }, count: { at_least: 1 } },
    { events: { name: 'A' }, count: { at_least: 1 }, stray: 1 },
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
  assert.equal(fromPointer('/all/1/count/at_least'), faults[0]?.at);
  assert.equal(fromPointer('/definition/all/1/count/at_least'), faults[0]?.at);
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
  ];
  const said = wrong.flatMap((draft) => {
    const read = readCondition(draft);
    return 'faults' in read ? read.faults.map(({ message }) => knownFault(message)) : [];
  });
  assert.deepEqual([...new Set(said)].filter((one) => one !== undefined).sort(), [...knownFaults].sort());
});
