// Migrations: a fresh database, a second start, two starts at once, and a schema that is newer than the program.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { isAppError } from '@rapport/protocol';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { standingClock } from '../clock/index.ts';
import { migrate } from './index.ts';

const clock = standingClock(new Date('2026-03-01T12:00:00Z'));
const databases: TestDatabase[] = [];
after(async () => {
  for (const database of databases) await database.drop();
});

async function openEmpty(): Promise<TestDatabase> {
  const database = await createTestDatabase({ empty: true });
  databases.push(database);
  return database;
}

/** Every column of every table of ours. */
const readSchema = ({ db }: TestDatabase): Promise<object[]> =>
  db.query(
    `select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
     where table_schema = 'public' order by table_name, ordinal_position`,
  );
const readApplied = ({
  db,
}: TestDatabase): Promise<{ engine: string; number: number; name: string; applied_at: Date }[]> =>
  db.query('select engine, number, name, applied_at from schema_migrations order by number');

describe('Migrations', () => {
  test('An empty database gets everything, in order; a second start changes nothing', async () => {
    const database = await openEmpty();
    const done = await migrate(database.db, undefined, clock);
    assert.ok(done.length >= 4);
    assert.match(done[0] ?? '', /^postgres 0001-/);
    const applied = await readApplied(database);
    assert.deepEqual(
      applied.map(({ number }) => number),
      applied.map((_, i) => i + 1),
      'numbers without gaps',
    );
    assert.ok(
      applied.every(({ applied_at }) => applied_at.getTime() === clock.nowMs()),
      'time comes from the clock',
    );
    const schema = await readSchema(database);
    assert.ok(schema.length > 50);
    assert.deepEqual(await migrate(database.db, undefined, clock), []);
    assert.deepEqual(await readSchema(database), schema);
  });

  test('Servers that start together take turns', async () => {
    const database = await openEmpty();
    const all = await Promise.all(Array.from({ length: 4 }, () => migrate(database.db, undefined, clock)));
    assert.equal(all.filter((done) => done.length > 0).length, 1);
    assert.deepEqual(await readSchema(database), await readSchema(databases[0] as TestDatabase));
  });

  test('A schema that is newer than the program is refused, with what to do, and left alone', async () => {
    const database = await openEmpty();
    await migrate(database.db, undefined, clock);
    await database.db.query(
      `insert into schema_migrations values ('postgres', 9000, '9000-of-the-future', $1)`,
      [clock.now()],
    );
    const before = await readApplied(database);
    await assert.rejects(migrate(database.db, undefined, clock), (error) => {
      assert.ok(isAppError(error));
      assert.match(error.message, /9000.*knows \d+.*newer Rapport/s);
      return true;
    });
    assert.deepEqual(await readApplied(database), before);
  });

  test('A migration that fails leaves nothing behind', async () => {
    const database = await openEmpty();
    // In the way of a table of the first migration.
    await database.db.query('create table api_keys (other int)');
    await assert.rejects(migrate(database.db, undefined, clock), { code: '42P07' });
    const tables = await database.db.query(
      `select table_name from information_schema.tables where table_schema = 'public'`,
    );
    assert.deepEqual(tables, [{ table_name: 'api_keys' }]);
    await database.db.query('drop table api_keys');
    await migrate(database.db, undefined, clock);
    assert.deepEqual(await readSchema(database), await readSchema(databases[0] as TestDatabase));
  });

  test('No column has the time of the database for a default', async () => {
    for (const column of (await readSchema(databases[0] as TestDatabase)) as {
      column_default: string | null;
    }[]) {
      assert.doesNotMatch(column.column_default ?? '', /now|current|timestamp/i, JSON.stringify(column));
    }
  });
});
