// A type as rows, and back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CATALOG_TYPES } from '../../../testing/fixture/catalog-types.ts';
import { findFaults, fromDraft, NEW_TYPE, toDraft } from './type-draft.ts';

test('each type comes back from its rows as it was, and is taken', () => {
  for (const [name, type] of Object.entries(CATALOG_TYPES)) {
    const draft = toDraft({ name, ...type });
    assert.deepEqual(fromDraft(draft), type, name);
    assert.deepEqual(findFaults(draft), [], name);
  }
});

test('what an event sets keeps its kind', () => {
  const set = { state: 'open', count: 12, sold: true, code: '12', word: '"quoted"' };
  const type = {
    ...{ name: 'a', title: 'A', of_person: false, references: [] },
    fields: Object.fromEntries(Object.keys(set).map((name) => [name, { kind: 'text' as const }])),
    told_by: [{ event: 'E', id: 'id', fields: {}, set }],
  };
  const back = fromDraft(toDraft(type)) as { told_by: { set: unknown }[] };
  assert.deepEqual(back.told_by[0]?.set, set);
});

test('a second field of the same name is a fault, and so is what the schema refuses', () => {
  const row = { name: 'price', kind: 'number' as const };
  assert.match(
    findFaults({ ...NEW_TYPE, title: 'A', fields: [row, row] })[0]?.message ?? '',
    /Another field is called/,
  );
  assert.ok(findFaults({ ...NEW_TYPE, title: 'A', fields: [row], title_field: 'gone' }).length > 0);
});
