// Puts together what sends messages: channels and their accounts, texts, addresses, rules, the loop, and what comes back.

import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import type { PreferenceLinks } from './connect/preference-centre/index.ts';
import type { SourceKeys } from './connect/sources/index.ts';
import {
  type Accounts,
  channels,
  findWorking,
  type InAppTokens,
  openAccounts,
  openInAppTokens,
  openSenders,
  registerChannelRoutes,
  registerInAppRoutes,
  registerOutboxRoutes,
  registerPhoneTaskRoutes,
  registerPushRoutes,
  type Senders,
} from './engage/channels/index.ts';
import { type Feedback, type FeedbackDeps, openFeedback, registerHooks } from './engage/feedback/index.ts';
import { type MessageTokens, openMessageLinks, registerFollowed, registerWhy } from './engage/links/index.ts';
import {
  listTold,
  openJournal,
  openSending,
  registerMessageRoutes,
  type Sending,
} from './engage/messages/index.ts';
import { openRules, registerMessageRulesRoutes } from './engage/rules/index.ts';
import { openComposer, openSpoken, registerTemplateRoutes, type SendTest } from './engage/templates/index.ts';
import type { ClickHouse } from './platform/clickhouse/index.ts';
import type { Clock } from './platform/clock/index.ts';
import type { Config } from './platform/config/index.ts';
import type { AddressOf } from './platform/http/index.ts';
import type { Log } from './platform/log/index.ts';
import type { Database } from './platform/postgres/index.ts';
import { openSeal } from './platform/sealing/index.ts';
import { ensureSecret, listWorkspaces } from './platform/workspaces/index.ts';
import type { Access, Members } from './respect/access/index.ts';
import type { MessageChannel } from './respect/preferences/index.ts';
import type { ReadLog } from './respect/reads/index.ts';
import type { Suppressions } from './respect/suppression/index.ts';
import type { Views } from './understand/views/index.ts';

export type Engaging = {
  accounts: Accounts;
  senders: Senders;
  sending: Sending;
  feedback: Feedback;
  inAppTokens: InAppTokens;
  close(): Promise<void>;
};

type Deps = Omit<FeedbackDeps, 'preferenceOf'> & {
  db: Database;
  clickhouse: ClickHouse;
  clock: Clock;
  log: Log;
  suppressions: Suppressions;
  views: Views;
  preferenceLinks: PreferenceLinks;
  messageTokens: MessageTokens;
  dataDir: string;
  config: Config;
  /** Where browsers reach us, as soon as it is known. */
  base(): string;
};

export async function openEngaging(deps: Deps): Promise<Engaging> {
  const { db, clock, log, config, base } = deps;
  const accounts = openAccounts(channels, await openSeal(db, clock, 'channel_accounts'));
  const senders = openSenders(channels, {
    ...{ db, publicUrl: config.publicUrl, nowMs: () => clock.nowMs() },
    allowedNetworks: config.allowedNetworks,
  });
  const journal = openJournal(deps.dataDir);
  const { value: serverId } = await ensureSecret(db, clock, 'server_id', () => crypto.randomUUID());
  const rules = openRules();
  const feedback = openFeedback({
    ...deps,
    preferenceOf,
  });
  const sending = await openSending({
    ...{ db, clock, log, serverId, journal, accounts, senders, channels },
    suppressions: deps.suppressions,
    listAccounts: accounts.list,
    getRules: rules.get,
    listSpoken: openSpoken(),
    composer: openComposer({ ...deps, ...deps.views, channels, publicUrl: config.publicUrl }),
    links: openMessageLinks({
      ...{ clock, base, tokens: deps.messageTokens, preferenceLinks: deps.preferenceLinks },
    }),
    listWorkspaceIds: async () => (await listWorkspaces(db)).map(({ id }) => id),
    onSent: (messages) =>
      feedback.sent(messages.map(({ workspaceId, message }) => ({ workspaceId, id: message.id }))),
  });
  return {
    ...{ accounts, senders, sending, feedback, inAppTokens: await openInAppTokens(db, clock) },
    async close() {
      await sending.close();
      await feedback.close();
      await senders.close();
      journal.close();
    },
  };
}

/** What preferences call a channel of messages; null: they say nothing of it. */
const preferenceOf = (channel: string): MessageChannel | null =>
  channels.find(({ slug }) => slug === channel)?.preference ?? null;

type RouteDeps = Omit<Deps, 'base' | 'dataDir'> & {
  sourceKeys: SourceKeys;
  addressOf: AddressOf;
  access: Access;
  members: Members;
  readLog: ReadLog;
  engaging: Engaging;
  /** Traits or views came along with a template. */
  onDefined(): void;
};

export function registerEngageRoutes(app: FastifyInstance, deps: RouteDeps): void {
  const { engaging, config, views } = deps;
  const { accounts, senders, sending, feedback } = engaging;
  registerChannelRoutes(app, { ...deps, channels, accounts, senders, onChanged: sending.wake });
  registerMessageRulesRoutes(app, deps);
  registerTemplateRoutes(app, {
    ...deps,
    ...views,
    ...{ channels, publicUrl: config.publicUrl, sendTest: openSendTest(engaging, deps.clock) },
  });
  registerOutboxRoutes(app, deps);
  const { answered } = feedback;
  registerPhoneTaskRoutes(app, { ...deps, answered });
  registerInAppRoutes(app, { ...deps, answered, inAppTokens: engaging.inAppTokens });
  registerPushRoutes(app, deps);
  registerHooks(app, {
    ...deps,
    feedback,
    publicUrl: config.publicUrl,
    channels,
    listAccounts: accounts.list,
  });
  registerFollowed(app, { ...deps, tokens: deps.messageTokens, follow: feedback.followed });
  registerWhy(app, {
    ...deps,
    ...{ tokens: deps.messageTokens, preferenceOf },
    findMessage: async (scope, id) => (await listTold(scope, { ids: [id], providerIds: [] }))[0],
  });
  registerMessageRoutes(app, { ...deps, wake: sending.wake });
}

/** By the account that messages go by. It is no message: nobody is asked and nothing is counted. */
const openSendTest =
  ({ accounts, senders }: Engaging, clock: Clock): SendTest =>
  async (scope, { channel, to, ...said }) => {
    // The outbox keeps messages, and a test is none.
    const all = (await accounts.list(scope)).filter(({ provider }) => provider !== 'outbox');
    const account = findWorking(all, channel);
    if (account === undefined)
      throw new AppError(
        'test_not_sent',
        `The channel ${channel} has no account that works, beside the built-in outbox, which takes no tests.`,
      );
    const sender = await senders.get(scope.workspaceId, account);
    const outgoing = {
      ...said,
      to,
      id: crypto.randomUUID(),
      profileId: 0,
      purpose: 'service',
      at: clock.nowMs(),
    };
    try {
      await sender.send(outgoing, async (write) => write());
    } catch (error) {
      throw new AppError('test_not_sent', error instanceof Error ? error.message : undefined, {}, error);
    }
  };
