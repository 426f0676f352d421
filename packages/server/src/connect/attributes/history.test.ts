// The history of an attribute is what won at each time of what had been told up to then, whatever was told in whatever order.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { toCanonicalText } from './canonical.ts';
import { type HistoryEntry, historyEntriesMax, listHistories } from './history.ts';
import { noAttributes, type StoredAttribute, toStoredAttributes, wins } from './model.ts';
import { type AttributeRecord, recordAttributes } from './store.ts';
import { listTracked, track } from './tracked.ts';

let database: TestDatabase;
let lastId = 0;
before(async () => {
  database = await createTestDatabase();
  await database.db.query(
    `insert into workspaces (id, slug, name, created_at) overriding system value values (77, 'test', 'Test', $1)`,
    [at],
  );
});
after(() => database.drop());

const at = new Date('2026-03-20T12:00:00Z');
const scope = () => ({ db: database.db, workspaceId: 77 });
const makeId = (): number => (lastId += 1);

type Told = Pick<AttributeRecord, 'collectedMs' | 'rank' | 'messageId' | 'sourceId' | 'permissions'> & {
  traits: Record<string, unknown>;
};

/** A person who was told this. */
async function tell(told: readonly Told[]): Promise<{ id: number; attributes: ReturnType<typeof toTold> }> {
  const [id, identifierId] = [makeId(), makeId()];
  await database.db.query(
    `insert into identifiers (id, workspace_id, type, value, profile_id, source_id, message_id, first_seen_at)
     values ($1, 77, 'user_id', $2, $3, 1, 'm', $4)`,
    [identifierId, `u${id}`, id, at],
  );
  const records = told.map(({ traits, ...one }) => ({
    ...{ id: makeId(), identifierId, accountId: null, receivedMs: 0, ...one },
    values: JSON.stringify(traits),
  }));
  await recordAttributes(scope(), records);
  return { id, attributes: told.reduce((all, one) => Object.assign(all, toTold(one)), noAttributes()) };
}

const toTold = ({ traits, ...record }: Told) => toStoredAttributes(traits, { id: 0, ...record });

/** From when on the value was which: every millisecond is looked at. */
function readNaively(told: readonly Told[], name: string): HistoryEntry[] {
  const entries: HistoryEntry[] = [];
  const last = Math.max(...told.map(({ collectedMs }) => collectedMs));
  for (let ms = 0; ms <= last; ms += 1) {
    const until = told.filter(({ collectedMs }) => collectedMs <= ms).map((one) => toTold(one)[name]);
    const best = until.reduce<StoredAttribute | undefined>(
      (winner, one) => (one !== undefined && wins(one, winner) ? one : winner),
      undefined,
    );
    if (best === undefined) continue;
    const entry = { name, ms, value: toCanonicalText(best.v), permissions: best.p };
    const before = entries.at(-1);
    if (before?.value !== entry.value || before.permissions !== entry.permissions) entries.push(entry);
  }
  return entries;
}

const value = fc.constantFrom<unknown>('gold', 'free', null, 5, 5.0, true, [], { b: 1, a: null }, { b: 1 });
const telling: fc.Arbitrary<Told> = fc.record({
  collectedMs: fc.nat(12),
  rank: fc.constantFrom(20, 50, 80),
  messageId: fc.constantFrom('A', 'a', 'b', 'ä'),
  sourceId: fc.constantFrom(1, 2),
  permissions: fc.constantFrom(1n, 3n, 1n << 62n),
  traits: fc.record({ plan: value, city: value, secret: value }, { requiredKeys: [] }),
});
/** Each message of a source is told once. */
const tellings = fc.uniqueArray(telling, {
  minLength: 1,
  maxLength: 12,
  selector: ({ messageId, sourceId, collectedMs }) => `${messageId} ${sourceId} ${collectedMs}`,
});

describe('The history of attributes', () => {
  test('Nobody asks for it: there is none', async () => {
    const person = await tell([{ ...plain(1), traits: { plan: 'gold' } }]);
    assert.deepEqual(await listHistories(scope(), [person]), new Map());
  });

  test('What is tracked is told in full, and nothing else', async () => {
    await track(scope(), ['plan', 'city'], at);
    await track(scope(), ['city'], new Date(0));
    assert.deepEqual(
      (await listTracked(scope())).map(({ name, since, followed_at }) => [name, since, followed_at]),
      [
        ['city', at, null],
        ['plan', at, null],
      ],
    );
    let entries = 0;
    await fc.assert(
      fc.asyncProperty(tellings, tellings, async (one, other) => {
        const people = [await tell(one), await tell(other)];
        const found = await listHistories(scope(), people);
        for (const [i, told] of [one, other].entries()) {
          const expected = ['city', 'plan'].flatMap((name) => readNaively(told, name));
          entries += expected.length;
          assert.deepEqual(found.get(people[i]?.id ?? 0) ?? [], expected);
        }
      }),
      { numRuns: 150 },
    );
    assert.ok(entries > 500, String(entries));
  });

  test('What was told, and is not among the attributes of the person, has none', async () => {
    const person = await tell([{ ...plain(1), traits: { plan: 'gold', city: 'Turin' } }]);
    delete person.attributes.plan;
    const found = await listHistories(scope(), [person]);
    assert.deepEqual(
      found.get(person.id)?.map(({ name }) => name),
      ['city'],
    );
  });

  test('Of very many changes the newest are kept, oldest first', async () => {
    const told = Array.from({ length: historyEntriesMax + 5 }, (_, i) => ({
      ...plain(i),
      traits: { plan: i % 2 === 0 ? 'gold' : 'free' },
    }));
    const repeated = Array.from({ length: 50 }, (_, i) => ({ ...plain(2000 + i), traits: { plan: 'gold' } }));
    const person = await tell([...told, ...repeated]);
    const entries = (await listHistories(scope(), [person])).get(person.id) ?? [];
    assert.equal(entries.length, historyEntriesMax);
    assert.deepEqual([entries[0]?.ms, entries.at(-1)?.ms], [5, historyEntriesMax + 4]);
  });
});

const plain = (ms: number) => ({
  ...{ collectedMs: ms, rank: 50, messageId: `m${ms}`, sourceId: 1, permissions: 1n },
});
