// The mapping editor: a guessed mapping survives being opened and saved, and nothing half-done can be imported.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PreviewColumn } from './imports-query.ts';
import { type Mapping, problemsOf, rolesFor, toDraft, toMapping, withRole } from './mapping.ts';

const column = (name: string, type = 'text'): PreviewColumn => ({ name, type, examples: [] });
const COLUMNS = [
  column('customer'),
  column('at', 'date'),
  column('what'),
  column('total', 'number'),
  column('note'),
];

const same = (mapping: Mapping) => assert.deepEqual(toMapping(toDraft(mapping, COLUMNS)), mapping);

test('a mapping opened and saved says the same', () => {
  same({
    type: 'track',
    event: { column: 'what' },
    userId: { column: 'customer' },
    timestamp: { column: 'at', format: 'dd.MM.yyyy', timezone: 'Europe/Warsaw' },
    properties: { revenue: { column: 'total', type: 'number' }, note: { column: 'note' } },
  });
  same({
    type: 'track',
    event: 'Order Completed',
    anonymousId: { column: 'customer' },
    properties: { total: { column: 'total' } },
  });
  same({
    type: 'identify',
    userId: { column: 'customer' },
    traits: { born: { column: 'at', type: 'date', format: 'dd.MM.yyyy' } },
  });
  same({
    type: 'group',
    userId: { column: 'customer' },
    groupId: { column: 'note' },
    traits: { seats: { column: 'total', type: 'number' } },
  });
  same({ type: 'alias', userId: { column: 'customer' }, previousId: { column: 'note' } });
  same({ type: 'as-is' });
});

test('bare column names and "rest" are understood', () => {
  const draft = toDraft(
    { type: 'track', event: 'Visit', userId: 'customer', timestamp: 'at', properties: 'rest' },
    COLUMNS,
  );
  assert.deepEqual(toMapping(draft), {
    type: 'track',
    event: 'Visit',
    userId: { column: 'customer' },
    timestamp: { column: 'at' },
    properties: {
      what: { column: 'what' },
      total: { column: 'total', type: 'number' },
      note: { column: 'note' },
    },
  });
});

test('a role that one column can have is taken from the one that had it', () => {
  const draft = withRole(
    toDraft({ type: 'track', event: 'X', userId: { column: 'customer' } }, COLUMNS),
    'note',
    'userId',
  );
  assert.equal(draft.columns.note?.role, 'userId');
  assert.equal(draft.columns.customer?.role, 'field');
});

test('what is missing is named, and goes away when it is there', () => {
  const empty = toDraft(null, COLUMNS);
  assert.deepEqual(problemsOf(empty), ['id', 'event']);
  const withId = withRole(empty, 'customer', 'anonymousId');
  assert.deepEqual(problemsOf(withId), ['event']);
  assert.deepEqual(problemsOf({ ...withId, eventName: 'Visit' }), []);
  assert.deepEqual(problemsOf({ ...withId, type: 'group' }), ['groupId']);
  assert.deepEqual(problemsOf({ ...withId, type: 'alias' }), ['id', 'previousId']);
  assert.deepEqual(problemsOf({ ...empty, type: 'as-is' }), []);
});

test('two columns cannot become one property', () => {
  let draft = { ...withRole(toDraft(null, COLUMNS), 'customer', 'userId'), eventName: 'Visit' };
  draft = withRole(withRole(draft, 'total', 'field'), 'note', 'field');
  const note = draft.columns.note;
  assert.ok(note);
  note.as = 'total';
  assert.deepEqual(problemsOf(draft), ['doubleName']);
});

test('a role that the type of message does not have becomes a field again', () => {
  const track = toDraft(
    { type: 'track', event: { column: 'what' }, userId: { column: 'customer' } },
    COLUMNS,
  );
  const mapping = toMapping({ ...track, type: 'identify' });
  assert.equal(mapping.event, undefined);
  assert.deepEqual(mapping.traits, { what: { column: 'what' } });
  assert.ok(!rolesFor('identify').includes('event'));
});
