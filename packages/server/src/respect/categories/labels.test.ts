// Labels: found out as things come in, kept, and overruled by members.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { standingClock } from '../../platform/clock/index.ts';
import { ensureDefaultWorkspace, type Scope } from '../../platform/workspaces/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { type Labeller, openLabeller } from './labeller.ts';
import { type Label, mayActivate } from './model.ts';
import { confirmLabel, findLabels, type LabelKey, type LabelRow, listLabels } from './store.ts';

const clock = standingClock(new Date('2026-01-01T00:00:00Z'));
let database: TestDatabase;
let scope: Scope;
before(async () => {
  database = await createTestDatabase();
  scope = { db: database.db, workspaceId: (await ensureDefaultWorkspace(database.db, clock)).id };
});
after(() => database.drop());
beforeEach(() => scope.db.query('delete from data_labels'));

async function open(options?: { labelsMax: number }): Promise<Labeller> {
  const labeller = openLabeller(clock, options);
  await labeller.refresh(scope);
  return labeller;
}
const ofEvent = (labeller: Labeller, name: string, value: unknown, event = 'Order Completed'): Label =>
  labeller.labelsOf(scope.workspaceId, 'property', event).label(name, value);
const ofPerson = (labeller: Labeller, name: string, value: unknown): Label =>
  labeller.labelsOf(scope.workspaceId, 'attribute', '').label(name, value);

const list = (state?: LabelRow['state']): Promise<LabelRow[]> =>
  listLabels(scope, { limit: 1000, after: undefined, state });
const stored = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await list()).map(({ subject, event, name, category, state, reason }) => [
      [subject, event, name].filter((part) => part !== '').join(' '),
      `${state} ${category} ${reason}`,
    ]),
  );
const confirm = (key: Partial<LabelKey> & { name: string }, category: string | null): Promise<LabelRow> =>
  confirmLabel(scope, { subject: 'property', event: '', ...key }, category, {
    at: clock.now(),
    by: 'member:m1',
  });

describe('What comes in', () => {
  test('names that say something, names that say nothing, and values that look personal', async () => {
    const labeller = await open();
    assert.deepEqual(ofPerson(labeller, 'email', 'x'), {
      category: 'user.contact.email',
      state: 'guessed',
      reason: 'name',
    });
    assert.deepEqual(ofPerson(labeller, 'shoe_size', 42), {
      category: null,
      state: 'guessed',
      reason: 'nothing_found',
    });
    const note = ofEvent(labeller, 'note', '4111 1111 1111 1111');
    assert.deepEqual(note, { category: null, state: 'unlabelled', reason: 'payment_card' });
    assert.ok(!mayActivate(note) && mayActivate(ofPerson(labeller, 'shoe_size', 42)));
    assert.equal(ofEvent(labeller, 'gift', { to: 'sarah@example.com' }).reason, 'email');
    await labeller.record(scope);
    assert.deepEqual(await stored(), {
      'attribute email': 'guessed user.contact.email name',
      'attribute shoe_size': 'guessed null nothing_found',
      'property Order Completed gift': 'unlabelled null email',
      'property Order Completed note': 'unlabelled null payment_card',
    });
    assert.deepEqual(
      (await list('unlabelled')).map(({ name }) => name),
      ['gift', 'note'],
    );
  });

  test('a name is looked at again while it says nothing, and what is found is kept', async () => {
    const labeller = await open();
    ofEvent(labeller, 'note', 'Please ring twice');
    await labeller.record(scope);
    assert.equal(ofEvent(labeller, 'note', 'or call +48 600 700 800').state, 'unlabelled');
    assert.equal(ofEvent(labeller, 'note', 'Please ring twice').state, 'unlabelled');
    await labeller.record(scope);
    assert.deepEqual(await stored(), { 'property Order Completed note': 'unlabelled null phone' });
  });

  test('after twenty values one in 256 is looked at', async () => {
    const labeller = await open();
    for (let i = 0; i < 20; i += 1) ofEvent(labeller, 'note', 'Please ring twice');
    // Nothing could be in these, so they are not counted.
    for (const value of [true, 7, 'short', null]) ofEvent(labeller, 'note', value);
    let values = 20;
    while (ofEvent(labeller, 'note', 'sarah@example.com').state === 'guessed') values += 1;
    assert.equal(values + 1, 256);
  });

  test('values of a name that says something are not looked at', async () => {
    const labeller = await open();
    assert.equal(ofEvent(labeller, 'email', '4111 1111 1111 1111').category, 'user.contact.email');
  });

  test('ids of orders that pass a check digit by chance are told from numbers of cards', async () => {
    const labeller = await open();
    const wrong = ['4111111111111112', '4111111111111113', '4111111111111114'];
    for (const value of wrong) ofEvent(labeller, 'ref', value);
    assert.equal(ofEvent(labeller, 'ref', '4111111111111111').state, 'guessed');
    assert.equal(ofEvent(labeller, 'pan', '4111111111111111').reason, 'payment_card');
    for (const value of ['4111111111111112', '4111111111111111', '5555555555554444'])
      ofEvent(labeller, 'mixed', value);
    assert.equal(ofEvent(labeller, 'mixed', 'x').reason, 'payment_card');
  });

  test('each event has labels of its own', async () => {
    const labeller = await open();
    assert.equal(ofEvent(labeller, 'note', 'sarah@example.com', 'Order Completed').state, 'unlabelled');
    assert.equal(ofEvent(labeller, 'note', 'Ring twice', 'Product Viewed').state, 'guessed');
    assert.equal(ofPerson(labeller, 'note', 'Ring twice').state, 'guessed');
  });

  test('names that nobody could keep are unlabelled, unless they speak for themselves', async () => {
    const labeller = await open({ labelsMax: 1 });
    assert.equal(ofEvent(labeller, 'a\0b', 'x').reason, 'not_kept');
    assert.equal(ofEvent(labeller, 'x'.repeat(256), 'x').reason, 'not_kept');
    assert.equal(ofEvent(labeller, 'x', 'x', 'e'.repeat(256)).reason, 'not_kept');
    assert.equal(ofEvent(labeller, 'first', 'x').state, 'guessed');
    assert.equal(ofEvent(labeller, 'second', 'x').reason, 'not_kept');
    assert.equal(ofEvent(labeller, 'email', 'x').category, 'user.contact.email');
    await labeller.record(scope);
    assert.deepEqual(await stored(), { 'property Order Completed first': 'guessed null nothing_found' });
    assert.equal(ofEvent(await open({ labelsMax: 1 }), 'second', 'x').reason, 'not_kept');
  });

  test('names as they come: of objects, of other scripts, with half a character', async () => {
    const labeller = await open();
    for (const name of [
      '__proto__',
      'constructor',
      'toString',
      '',
      ' ',
      '名',
      "'; drop table data_labels; --",
      '\ud800x',
    ])
      ofEvent(labeller, name, 'x');
    await labeller.record(scope);
    assert.equal((await list()).length, 8);
  });
});

describe('What is remembered', () => {
  test('another process, or the same after a start, knows what was kept', async () => {
    const first = await open();
    ofEvent(first, 'note', 'sarah@example.com');
    await first.record(scope);
    const second = await open();
    assert.deepEqual(ofEvent(second, 'note', 'x'), { category: null, state: 'unlabelled', reason: 'email' });
    await second.record(scope);
    assert.equal((await list()).length, 1);
  });

  test('two that find the same at once keep it once, and the finding stays', async () => {
    const [one, other] = [await open(), await open()];
    for (const name of ['b', 'a', 'c']) ofEvent(one, name, 'sarah@example.com');
    for (const name of ['c', 'a', 'b']) ofEvent(other, name, 'Please ring twice');
    await Promise.all([one.record(scope), other.record(scope)]);
    assert.deepEqual(
      (await list()).map(({ name, state }) => `${name} ${state}`),
      ['a unlabelled', 'b unlabelled', 'c unlabelled'],
    );
  });

  test('when it cannot be kept, it is kept the next time', async () => {
    const labeller = await open();
    ofEvent(labeller, 'note', 'Please ring twice');
    const broken = { ...scope, db: { ...scope.db, query: () => Promise.reject(new Error('down')) } };
    await assert.rejects(labeller.record(broken), /down/);
    ofEvent(labeller, 'note', 'sarah@example.com');
    await labeller.record(scope);
    assert.deepEqual(await stored(), { 'property Order Completed note': 'unlabelled null email' });
    await labeller.record(broken);
  });

  test('without a refresh there is no answer', () => {
    assert.throws(() => openLabeller(clock).labelsOf(scope.workspaceId, 'attribute', ''), /refresh/);
  });

  test('another workspace has its own', async () => {
    const [row] = await scope.db.query<{ id: number }>(
      `insert into workspaces (slug, name, created_at) values ('other', 'Other', $1) returning id`,
      [clock.now()],
    );
    const other = { ...scope, workspaceId: row?.id as number };
    const labeller = await open();
    await labeller.refresh(other);
    await confirm({ name: 'note' }, null);
    labeller.labelsOf(other.workspaceId, 'property', 'Signed Up').label('note', 'sarah@example.com');
    await labeller.record(other);
    await labeller.record(scope);
    assert.deepEqual(Object.values(await stored()), ['confirmed null null']);
    const labels = await findLabels(other, 'property', 'Signed Up', ['note']);
    assert.equal(labels.get('note')?.state, 'unlabelled');
  });
});

describe('What members say', () => {
  test('it holds before any guess, and what comes in changes nothing about it', async () => {
    const labeller = await open();
    ofEvent(labeller, 'note', 'sarah@example.com');
    await labeller.record(scope);
    const row = await confirm({ event: 'Order Completed', name: 'note' }, 'user.content.private');
    assert.deepEqual(
      [row.state, row.category, row.reason, row.reviewed_by],
      ['confirmed', 'user.content.private', 'email', 'member:m1'],
    );
    await labeller.refresh(scope);
    assert.equal(ofEvent(labeller, 'note', '4111 1111 1111 1111').category, 'user.content.private');
    ofEvent(await open(), 'note', '4111 1111 1111 1111');
    await labeller.record(scope);
    assert.deepEqual(await stored(), {
      'property Order Completed note': 'confirmed user.content.private email',
    });
  });

  test('that it is not personal opens it', async () => {
    const labeller = await open();
    assert.equal(ofPerson(labeller, 'ref', '4111111111111111').state, 'unlabelled');
    await confirm({ subject: 'attribute', name: 'ref' }, null);
    await labeller.refresh(scope);
    assert.deepEqual(ofPerson(labeller, 'ref', '4111 1111 1111 1111'), {
      category: null,
      state: 'confirmed',
      reason: null,
    });
  });

  test('what is found while a member speaks does not undo it', async () => {
    const labeller = await open();
    ofEvent(labeller, 'note', 'sarah@example.com');
    await confirm({ event: 'Order Completed', name: 'note' }, null);
    await labeller.record(scope);
    assert.deepEqual(await stored(), { 'property Order Completed note': 'confirmed null null' });
  });

  test('of every event: it takes the place of guesses, for events that come later too, and an own word stays', async () => {
    const labeller = await open();
    for (const event of ['A', 'B', 'C']) ofEvent(labeller, 'note', 'sarah@example.com', event);
    await labeller.record(scope);
    await confirm({ event: 'C', name: 'note' }, null);
    await confirm({ name: 'note' }, 'user.content.private');
    assert.deepEqual(await stored(), {
      'property note': 'confirmed user.content.private null',
      'property C note': 'confirmed null email',
    });
    await labeller.refresh(scope);
    assert.equal(ofEvent(labeller, 'note', 'sarah@example.com', 'A').category, 'user.content.private');
    assert.equal(ofEvent(labeller, 'note', 'sarah@example.com', 'New').category, 'user.content.private');
    assert.deepEqual(ofEvent(labeller, 'note', 'sarah@example.com', 'C').state, 'confirmed');
    assert.equal(ofEvent(labeller, 'note', 'sarah@example.com', 'C').category, null);
    assert.equal(ofPerson(labeller, 'note', 'sarah@example.com').state, 'unlabelled');
    // Somebody who has not heard of it finds it out again: that is not kept.
    await labeller.record(scope);
    assert.equal(Object.keys(await stored()).length, 3);
    await confirm({ name: 'note' }, 'user.content.public');
    await labeller.refresh(scope);
    assert.equal(ofEvent(labeller, 'note', 'x', 'A').category, 'user.content.public');
  });

  test('each word is heard, also the second about the same', async () => {
    const labeller = await open();
    for (const category of ['user.name', null, 'user.contact']) {
      await confirm({ name: 'tag' }, category);
      await labeller.refresh(scope);
      assert.equal(ofEvent(labeller, 'tag', 'x').category, category);
    }
  });
});

describe('Asked for by name', () => {
  test('own word, word for every event, guess, name, and nothing', async () => {
    const labeller = await open();
    for (const name of ['own', 'all', 'guess', 'bad'])
      ofEvent(labeller, name, name === 'bad' ? 'a@example.com' : 'x');
    await labeller.record(scope);
    await confirm({ event: 'Order Completed', name: 'own' }, 'user.name');
    await confirm({ name: 'own' }, 'user.contact');
    await confirm({ name: 'all' }, 'user.contact');
    const names = ['own', 'all', 'guess', 'bad', 'email', 'never', 'a\0b', '__proto__'];
    const labels = await findLabels(scope, 'property', 'Order Completed', names);
    assert.deepEqual(
      names.map((name) => `${labels.get(name)?.state} ${labels.get(name)?.category}`),
      [
        ...[
          'confirmed user.name',
          'confirmed user.contact',
          'guessed null',
          'unlabelled null',
          'guessed user.contact.email',
        ],
        ...['unlabelled null', 'unlabelled null', 'unlabelled null'],
      ],
    );
    assert.equal((await findLabels(scope, 'attribute', '', ['own'])).get('own')?.state, 'unlabelled');
    assert.equal((await findLabels(scope, 'attribute', '', [])).size, 0);
  });
});

test('the list comes in pages, whatever names there are', async () => {
  const labeller = await open();
  for (const event of ['Ä', 'a', 'B'])
    for (const name of ['é', 'Z', 'a', 'z z', '中']) ofEvent(labeller, name, 'x', event);
  ofPerson(labeller, 'shoe_size', 1);
  await labeller.record(scope);
  const all = await list();
  const paged: LabelRow[] = [];
  for (let after: LabelKey | undefined; ; after = paged.at(-1)) {
    const rows = await listLabels(scope, { limit: 4, after });
    paged.push(...rows.slice(0, 4));
    if (rows.length <= 4) break;
  }
  assert.equal(all.length, 16);
  assert.deepEqual(paged, all);
});
