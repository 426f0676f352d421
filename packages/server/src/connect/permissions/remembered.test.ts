// What is remembered of statements is what the table says, whoever writes it and whatever becomes of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Statement } from '../../respect/consents/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { openStatementMemory } from './remembered.ts';
import { deletePermissions, listStatements } from './store.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

const ids = [1, 2, 3, 4];
const within = (db: Queryable) => ({ db, workspaceId: 1 });

const write = (db: Queryable, id: number, statements: Partial<Statement>[]) =>
  db.query(
    `insert into permissions (workspace_id, profile_id, statements) values (1, $1, $2)
     on conflict (profile_id) do update set statements = excluded.statements, version = nextval('permission_versions')`,
    [id, JSON.stringify(statements)],
  );

test('after writing, deleting, writing again, and what was taken back', async () => {
  const { db } = database;
  const memory = openStatementMemory(2);
  const check = async (through: Queryable = db) =>
    assert.deepEqual(await memory.list(within(through), ids), await listStatements(within(through), ids));
  await check();
  for (const id of ids) await write(db, id, [{ e: id }]);
  await check();
  await write(db, 2, [{ e: 2 }, { e: 5 }]);
  await deletePermissions(within(db), [3]);
  await check();
  await assert.rejects(
    db.transaction(async (tx) => {
      await write(tx, 1, [{ e: 6 }]);
      await deletePermissions(within(tx), [2]);
      await write(tx, 3, [{ e: 7 }]);
      await check(tx);
      throw new Error('taken back');
    }),
    /taken back/,
  );
  await check();
  await write(db, 3, [{ e: 8 }]);
  await check();
});

test('a list that did not change is the same list', async () => {
  const { db } = database;
  const memory = openStatementMemory();
  await write(db, 1, [{ e: 9 }]);
  const [first, second] = [await memory.list(within(db), [1]), await memory.list(within(db), [1])];
  assert.equal(second.get(1), first.get(1));
});
