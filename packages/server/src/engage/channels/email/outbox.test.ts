// The built-in outbox keeps each mail once, and none that must not go.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { standingClock } from '../../../platform/clock/index.ts';
import { ensureDefaultWorkspace } from '../../../platform/workspaces/index.ts';
import { createTestDatabase, type TestDatabase } from '../../../testing/index.ts';
import type { Outgoing, Sender } from '../channel.ts';
import { NotHandedOver } from '../faults.ts';
import type { RenderedMail } from './content.ts';
import { outbox } from './outbox.ts';

let database: TestDatabase;
let sender: Sender<RenderedMail>;
let messageId: number;
before(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const workspace = await ensureDefaultWorkspace(db, standingClock(new Date('2026-01-02T00:00:00Z')));
  await db.query(
    `insert into templates (workspace_id, slug, title, topic, newest, updated_at, updated_by)
     values ($1, 'sale', 'Sale', 'offers', 1, now(), 'test')`,
    [workspace.id],
  );
  const [message] = await db.query<{ id: number }>(
    `insert into messages (workspace_id, key, profile_id, channel, fallbacks, template_id, template_version, trigger, variables,
       priority, state, due_at, attempts, created_at, history)
     values ($1, 'k', 7, 'email', '{}', (select id from templates), 1, '{}', '{}', 0, 'sending', now(), 1, now(), '[]')
     returning id`,
    [workspace.id],
  );
  messageId = message?.id ?? 0;
  sender = await outbox.open(
    {},
    {
      db,
      workspaceId: workspace.id,
      accountId: 1,
      publicUrl: undefined,
      nowMs: () => 0,
      allowedNetworks: [],
    },
  );
});
after(() => database.drop());

const mail = (): Outgoing<RenderedMail> => ({
  id: String(messageId),
  profileId: 7,
  purpose: 'marketing.email',
  to: { type: 'email', value: 'neha@example.com' },
  rendered: { subject: 'Kolczyki', html: '<p>Hi</p>', text: 'Hi', replyTo: 'help@shop.example' },
  links: {
    unsubscribe: 'https://shop.example/u',
    preferences: 'https://p.example',
    why: 'https://w.example',
  },
  language: 'pl',
  brand: { slug: 'shop', name: 'Shop' },
  at: Date.UTC(2026, 0, 2),
});
const kept = () =>
  database.db.query<{ message_id: number; profile_id: number; mail: object; sent_at: Date }>(
    'select message_id, profile_id, mail, sent_at from outbox_mails',
  );

test('What must not go is not kept', async () => {
  const no = sender.send(mail(), async () => {
    throw new NotHandedOver('withdrawn');
  });
  await assert.rejects(no, NotHandedOver);
  assert.deepEqual(await kept(), []);
});

test('What goes is kept once, however often it is sent', async () => {
  for (let time = 0; time < 2; time += 1) {
    assert.deepEqual(await sender.send(mail(), async (write) => write()), { providerId: null });
  }
  assert.deepEqual(await kept(), [
    {
      message_id: messageId,
      profile_id: 7,
      sent_at: new Date(Date.UTC(2026, 0, 2)),
      mail: {
        from: 'Shop',
        to: 'neha@example.com',
        subject: 'Kolczyki',
        html: '<p>Hi</p>',
        text: 'Hi',
        headers: {
          'Content-Language': 'pl',
          'Reply-To': 'help@shop.example',
          'List-Unsubscribe': '<https://shop.example/u>',
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        },
      },
    },
  ]);
});

test('It is always there', async () => {
  await sender.probe();
  await sender.close();
});
