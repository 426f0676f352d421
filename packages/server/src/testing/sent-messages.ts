// Messages that were sent, for tests of what comes back from them.
import { openPreferenceLinks } from '../connect/preference-centre/index.ts';
import type { Carried, LinksOfMessage } from '../engage/links/index.ts';
import { openMessageLinks, openMessageTokens } from '../engage/links/index.ts';
import type { MessageState, Trigger } from '../engage/messages/index.ts';
import { systemClock } from '../platform/clock/index.ts';
import type { Database } from '../platform/postgres/index.ts';

export type SentRow = {
  state?: MessageState;
  channel?: string;
  topic?: string | null;
  purpose?: string | null;
  trigger?: Trigger;
  to?: { type: string; value: string };
  providerId?: string | null;
  campaignId?: number | null;
  arm?: string | null;
  why?: object | null;
  language?: string | null;
  /** Milliseconds since 1970; a minute ago, where nothing is said. */
  sentMs?: number;
};

let count = 0;

/** The id of a new message. */
export async function insertSent(db: Database, profileId: number, given: SentRow = {}): Promise<number> {
  count += 1;
  const {
    state = 'sent',
    channel = 'email',
    topic = 'rings',
    sentMs = systemClock().nowMs() - 60_000,
  } = given;
  const {
    to = { type: 'email', value: 'sarah@shop.example' },
    trigger = { kind: 'campaign', name: 'spring' },
  } = given;
  const purpose = given.purpose ?? (topic === null ? 'message.transactional' : 'marketing.email');
  const [template] = await db.query<{ id: number }>(
    `insert into templates (workspace_id, slug, title, topic, purpose, newest, published, updated_at, updated_by)
     values (1, $1, 'Spring', $2, $3, 1, 1, $4, 'test') returning id`,
    [`spring-${count}`, topic, topic === null ? purpose : null, new Date(sentMs)],
  );
  const [message] = await db.query<{ id: number }>(
    `insert into messages (workspace_id, key, profile_id, channel, fallbacks, point_type, point_value, template_id, template_version, language,
       topic, purpose, trigger, variables, campaign_id, arm, priority, state, why, due_at, attempts, provider_id, created_at, sent_at, history)
     values (1, $1, $2, $3, '{}', $4, $5, $6, 1, $7, $8, $9, $10, '{}', $11, $12, 0, $13, $14, $15, 1, $16, $15, $17, '[]') returning id`,
    [
      ...[
        `test-${count}`,
        profileId,
        channel,
        to.type,
        to.value,
        template?.id,
        given.language ?? null,
        topic,
        purpose,
      ],
      ...[JSON.stringify(trigger), given.campaignId ?? null, given.arm ?? null, state],
      ...[given.why == null ? null : JSON.stringify(given.why), new Date(sentMs), given.providerId ?? null],
      state === 'queued' || state === 'refused' ? null : new Date(sentMs),
    ],
  );
  return message?.id ?? 0;
}

/** As whoever sends has them: the secrets are those of the server. */
export async function linksOf(
  server: { db: Database; url: string },
  given: Partial<Carried>,
): Promise<LinksOfMessage> {
  const clock = systemClock();
  const maker = openMessageLinks({
    ...{ clock, base: () => server.url, tokens: await openMessageTokens(server.db, clock) },
    preferenceLinks: await openPreferenceLinks(server.db, clock),
  });
  return maker.linksOf({
    ...{ workspaceId: 1, messageId: 0, to: { type: 'email', value: 'sarah@shop.example' }, language: null },
    ...{ topic: 'rings', brand: undefined, ...given },
  });
}
