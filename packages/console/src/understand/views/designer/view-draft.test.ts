// What a draft begins with, and how fields are moved.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VIEWS } from '../../../../testing/fixture/view-definitions.ts';
import {
  findViewFaults,
  freeName,
  kindOfField,
  kindsFor,
  moved,
  startField,
  type ViewDraft,
} from './view-draft.ts';

const draft: ViewDraft = {
  ...{ name: 'desk', title: 'Desk', description: '', purpose: 'service', about: 'person', fields: [] },
};

test('each kind begins as itself, with what is left to say', () => {
  for (const about of ['person', 'business'] as const)
    for (const kind of kindsFor(about)) {
      const field = startField(kind, { ...draft, about });
      assert.equal(kindOfField(field), kind);
      const faults = findViewFaults({ ...draft, about, fields: [field] });
      assert.ok(
        faults.every(({ at }) => at.startsWith('fields[0].')),
        `${kind}: ${JSON.stringify(faults)}`,
      );
    }
});

test('names of fields differ', () => {
  assert.equal(freeName('objects', []), 'objects');
  assert.equal(freeName('objects', ['objects', 'objects_2']), 'objects_3');
});

test('a field moves up and down, and not out of the list', () => {
  assert.deepEqual(moved(['a', 'b', 'c'], 0, 2), ['b', 'c', 'a']);
  assert.deepEqual(moved(['a', 'b', 'c'], 2, 1), ['a', 'c', 'b']);
  assert.deepEqual(moved(['a', 'b', 'c'], 0, -1), ['a', 'b', 'c']);
});

test('the views that ship are without fault', () => {
  for (const view of VIEWS) assert.deepEqual(findViewFaults(view as unknown as ViewDraft), [], view.name);
});
