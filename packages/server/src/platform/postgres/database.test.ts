// Queries and transactions on the real PostgreSQL.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { silentLog } from '../log/index.ts';
import { openDatabase, type Transaction } from './index.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
  await database.db.query('create table notes (id int primary key, text text)');
});
after(() => database.drop());

const count = async (): Promise<number> =>
  (await database.db.query<{ n: number }>('select count(*) as n from notes'))[0]?.n ?? -1;

describe('Transactions', () => {
  test('All of it commits', async () => {
    const result = await database.db.transaction(async (tx) => {
      await tx.query('insert into notes values (1, $1)', ['one']);
      await tx.query('insert into notes values (2, $1)', ['two']);
      return 'done';
    });
    assert.deepEqual([result, await count()], ['done', 2]);
  });

  test('None of it, when anything throws, and the connection goes on', async () => {
    const failing = [
      (): Promise<void> => Promise.reject(new Error('ours')),
      async (): Promise<void> => void (await database.db.query('select 1')),
    ];
    await assert.rejects(
      database.db.transaction(async (tx) => {
        await tx.query(`insert into notes values (3, 'three')`);
        await failing[0]?.();
      }),
      /ours/,
    );
    await assert.rejects(
      database.db.transaction(async (tx) => {
        await tx.query(`insert into notes values (4, 'four')`);
        await tx.query(`insert into notes values (1, 'again')`);
      }),
      { code: '23505' },
    );
    assert.equal(await count(), 2);
    for (let i = 0; i < 20; i += 1) await failing[1]?.();
  });

  test('What is written behind is there for the next statement, and is waited for', async () => {
    const texts = await database.db.transaction(async (tx) => {
      const write = (id: number, text: string) =>
        tx.query('insert into notes values ($1, $2)', [id, text], 'write_note');
      tx.writeBehind(write(10, 'ten'));
      tx.writeBehind(write(11, 'eleven'));
      const rows = await tx.query<{ text: string }>('select text from notes where id >= 10 order by id');
      tx.writeBehind(write(12, 'twelve'));
      return rows.map(({ text }) => text);
    });
    assert.deepEqual([texts, await count()], [['ten', 'eleven'], 5]);
    await database.db.query('delete from notes where id >= 10');
  });

  test('What fails behind is what the transaction fails with, and none of it stays', async () => {
    const write = (id: number) => async (tx: Transaction) => {
      tx.writeBehind(tx.query('insert into notes values ($1)', [id]));
      tx.writeBehind(tx.query('insert into notes values (1)'));
      tx.writeBehind(tx.query('insert into notes values (7)'));
    };
    await assert.rejects(database.db.transaction(write(20)), { code: '23505' });
    await assert.rejects(
      database.db.transaction(async (tx) => {
        await write(21)(tx);
        await tx.query('select 1');
      }),
      { code: '23505' },
    );
    assert.equal(await count(), 2);
    await assert.rejects(
      database.db.transaction(async (tx) => {
        // It waits for what fails, and is refused itself.
        const waits = async (): Promise<void> => {
          await tx.query('select 1');
          tx.writeBehind(tx.query('insert into notes values (1)'));
          await tx.query('select 2');
        };
        tx.writeBehind(waits());
        await tx.query('select 3');
        await tx.query('select 4');
      }),
      { code: '23505' },
    );
    await assert.rejects(
      database.db.transaction(async (tx) => {
        tx.writeBehind(Promise.reject(new Error('ours')));
        await tx.query('insert into notes values (22)');
      }),
      /ours/,
    );
    assert.equal(await count(), 2);
  });

  test('A connection that is cut off fails its transaction only', async () => {
    await assert.rejects(
      database.db.transaction(async (tx) => {
        await tx.query(`insert into notes values (5, 'five')`);
        const [row] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
        await database.db.query('select pg_terminate_backend($1)', [row?.pid]);
        await tx.query('select 1');
      }),
    );
    assert.equal(await count(), 2);
  });

  test('Counts and ids are numbers', async () => {
    const [row] = await database.db.query('select 9007199254740991::int8 as id, count(*) as n from notes');
    assert.deepEqual(row, { id: 9_007_199_254_740_991, n: 2 });
  });

  test('A statement with a name is prepared once and gives the same answers', async () => {
    for (let i = 0; i < 10; i += 1) {
      const rows = await database.db.query<{ id: number }>(
        'select id from notes where id = $1',
        [1 + (i % 2)],
        'find_note',
      );
      assert.deepEqual(rows, [{ id: 1 + (i % 2) }]);
    }
  });
});

test('Reads by key are planned once, by indexes, on every connection', async () => {
  const { options } = database.db.pool;
  const reads = openDatabase({ connectionString: String(options.connectionString), byKey: true }, silentLog);
  const plans = await Promise.all(
    Array.from({ length: 5 }, () =>
      reads.query<{ mode: string; scans: string }>(
        "select current_setting('plan_cache_mode') as mode, current_setting('enable_seqscan') as scans, pg_sleep(0.05)",
      ),
    ),
  );
  for (const [row] of plans) assert.deepEqual([row?.mode, row?.scans], ['force_generic_plan', 'off']);
  await reads.close();
});

test('A database that is not there is told in time', { timeout: 30_000 }, async () => {
  const away = openDatabase({ connectionString: 'postgres://nobody@127.0.0.1:1/none' }, silentLog);
  await assert.rejects(away.query('select 1'), { code: 'ECONNREFUSED' });
  await assert.rejects(
    away.transaction(async () => undefined),
    { code: 'ECONNREFUSED' },
  );
  await away.close();
});
