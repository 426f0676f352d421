// A database with a source and requests that wait in its inbox, for tests that resolve them without a server.
import { packBody } from '../connect/inbox/index.ts';
import { ensurePosition } from '../connect/pipeline/index.ts';
import type { Clock } from '../platform/clock/index.ts';
import { ensureStarterPurposes } from '../respect/purposes/index.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import type { Sent } from './messages.ts';

export type SourceDatabase = TestDatabase & { workspaceId: number };

/** One workspace with the starter purposes, one source, and a pipeline that has resolved nothing yet. */
export async function createSourceDatabase(clock: Clock): Promise<SourceDatabase> {
  const database = await createTestDatabase();
  const [workspace] = await database.db.query<{ id: number }>(
    `insert into workspaces (slug, name, created_at) values ('default', 'Default', $1) returning id`,
    [clock.now()],
  );
  const workspaceId = workspace?.id as number;
  await database.db.query(
    `insert into sources (workspace_id, slug, name, kind, write_key, created_at) values ($1, 'shop', 'Shop', 'server', 'key', $2)`,
    [workspaceId, clock.now()],
  );
  await ensureStarterPurposes({ db: database.db, workspaceId }, clock);
  await ensurePosition(database.db, clock);
  return { ...database, workspaceId };
}

/** Puts the messages into the inbox, as one request of the source. */
export async function deliver(
  { db }: TestDatabase,
  messages: readonly Sent[],
  clock: Clock,
  sourceId = 1,
): Promise<void> {
  await db.query(
    `insert into inbox (workspace_id, source_id, received_at, envelope, message_count, body)
     select workspace_id, id, $1, '{"kind":"batch"}', $2, $3 from sources where id = $4`,
    [clock.now(), messages.length, packBody(Buffer.from(JSON.stringify({ batch: messages }))), sourceId],
  );
}
