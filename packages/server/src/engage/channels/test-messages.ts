// Rows of messages for tests of channels: what is kept here is kept with its message.
import type { Database } from '../../platform/postgres/index.ts';

/** The id of a message that is being sent to the person 1. */
export async function addTestMessage(
  db: Database,
  channel: string,
  atMs: number,
  { profileId = 1, purpose = 'service', topic = null as string | null } = {},
): Promise<string> {
  await db.query(
    `insert into workspaces (slug, name, created_at) values ('default', 'Default workspace', $1) on conflict (slug) do nothing`,
    [new Date(atMs)],
  );
  await db.query(
    `insert into templates (workspace_id, slug, title, purpose, newest, updated_at, updated_by)
     select id, 'channel-test', 'Test', 'service', 1, $1, 'test' from workspaces where slug = 'default'
     on conflict (workspace_id, slug) do nothing`,
    [new Date(atMs)],
  );
  const [row] = await db.query<{ id: number }>(
    `insert into messages (workspace_id, key, profile_id, channel, fallbacks, template_id, template_version, purpose, topic, trigger, variables,
       priority, state, due_at, attempts, created_at, history)
     select t.workspace_id, gen_random_uuid()::text, $2, $1, '{}', t.id, 1, $4, $5, '{"kind":"test","name":"test"}', '{}', 0, 'sending', $3, 1,
       $3, '[]' from templates t where t.slug = 'channel-test' returning id`,
    [channel, profileId, new Date(atMs), purpose, topic],
  );
  return String(row?.id);
}

/** As the transaction does in which a message is handed over. */
export async function markSent(db: Database, id: string, atMs: number): Promise<void> {
  await db.query(`update messages set state = 'sent', sent_at = coalesce(sent_at, $2) where id = $1`, [
    Number(id),
    new Date(atMs),
  ]);
}
