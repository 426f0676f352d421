// The API of channels: what there is, by which accounts a workspace sends, and whether they work.

import { AppError } from '@rapport/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { parseBody } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Access } from '../../respect/access/index.ts';
import type { Account, Accounts } from './accounts.ts';
import type { Channel, ChannelSlug } from './channel.ts';
import { CredentialsInvalid, Misconfigured } from './faults.ts';
import type { Senders } from './senders.ts';

const slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, 'must be lower-case letters, digits and -, and begin with a letter');
const fields = {
  title: z.string().trim().min(1).max(100),
  provider: z.string().min(1).max(64),
  settings: z
    .record(z.string(), z.unknown())
    .describe('As the provider asks for them. A secret that is left out stays as it is.'),
  place: z.int().min(0).max(1000).default(0).describe('The first that works sends; the others take over.'),
  enabled: z.boolean().default(true),
  recipient: z
    .string()
    .max(64)
    .nullable()
    .default(null)
    .describe(
      'The slug of the recipient to whom data is given by it: the purpose has to name it. Null: it stays in the company.',
    ),
  per_second: z.int().min(1).max(100_000).nullable().default(null).describe('So many a second at most.'),
};
export const createAccountBody = z.strictObject({ slug, ...fields });
export const changeAccountBody = z.strictObject({ ...fields, expected_version: z.int().optional() });

type Deps = {
  access: Access;
  clock: Clock;
  channels: readonly Channel[];
  accounts: Accounts;
  senders: Senders;
  /** Messages may go that could not before. */
  onChanged(): void;
};
type ByChannel = { Params: { channel: string } };
type BySlug = { Params: { channel: string; slug: string } };

export function registerChannelRoutes(app: FastifyInstance, deps: Deps): void {
  const { access, accounts, channels, clock } = deps;
  async function toWrite(request: FastifyRequest) {
    const { scope, principal } = await access.permit(request, 'channels:write');
    return { scope, by: { at: clock.now(), by: `${principal.kind}:${principal.id}` } };
  }
  const find = (name: string): Channel => {
    const found = channels.find((one) => one.slug === name);
    if (found === undefined)
      throw new AppError('not_found', `There is no channel called "${name.slice(0, 64)}".`);
    return found;
  };
  async function get(scope: Scope, channel: ChannelSlug, name: string): Promise<Account> {
    const found = (await accounts.list(scope)).find((one) => one.channel === channel && one.slug === name);
    if (found === undefined) throw new AppError('account_not_found');
    return found;
  }

  app.get('/api/channels', async (request) => {
    const { scope } = await access.permit(request, 'channels:read');
    const all = await accounts.list(scope);
    return { items: channels.map((channel) => toShownChannel(channel, all)), next_cursor: null };
  });

  app.post<ByChannel>('/api/channels/:channel/accounts', async (request, reply) => {
    const { scope, by } = await toWrite(request);
    const channel = find(request.params.channel);
    const { per_second: perSecond, ...body } = parseBody(createAccountBody, request.body);
    await scope.db.transaction((tx) =>
      accounts.create({ ...scope, db: tx }, channel.slug, { ...body, perSecond }, by),
    );
    deps.onChanged();
    return reply.code(201).send(toShown(channel, await get(scope, channel.slug, body.slug)));
  });

  app.put<BySlug>('/api/channels/:channel/accounts/:slug', async (request) => {
    const { scope, by } = await toWrite(request);
    const channel = find(request.params.channel);
    const {
      expected_version: expected,
      per_second: perSecond,
      ...body
    } = parseBody(changeAccountBody, request.body);
    const input = { ...body, perSecond, slug: request.params.slug };
    await scope.db.transaction((tx) =>
      accounts.change({ ...scope, db: tx }, channel.slug, input, expected, by),
    );
    deps.onChanged();
    return toShown(channel, await get(scope, channel.slug, input.slug));
  });

  app.delete<BySlug>('/api/channels/:channel/accounts/:slug', async (request, reply) => {
    const { scope } = await toWrite(request);
    const channel = find(request.params.channel);
    await scope.db.transaction((tx) =>
      accounts.remove({ ...scope, db: tx }, channel.slug, request.params.slug),
    );
    deps.onChanged();
    return reply.code(204).send();
  });

  app.post<BySlug>('/api/channels/:channel/accounts/:slug/test', async (request) => {
    const { scope } = await toWrite(request);
    const channel = find(request.params.channel);
    const account = await get(scope, channel.slug, request.params.slug);
    const problem = await probe(deps, scope, account);
    if (account.id !== null && problem === undefined) await accounts.markTrouble(scope, account.id, null);
    if (problem === undefined) deps.onChanged();
    return problem === undefined ? { ok: true } : { ok: false, problem };
  });
}

/** With a connection of its own, so that what is under way is not disturbed. */
async function probe(
  { senders }: Deps,
  scope: Scope,
  account: Account,
): Promise<{ code: string; message: string } | undefined> {
  try {
    const sender = await senders.open(scope.workspaceId, account);
    await sender.probe().finally(() => sender.close());
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code =
      error instanceof CredentialsInvalid
        ? 'credentials_invalid'
        : error instanceof Misconfigured
          ? 'misconfigured'
          : 'not_reached';
    return { code, message: error.message.slice(0, 500) };
  }
}

const toShownChannel = (channel: Channel, all: readonly Account[]) => ({
  slug: channel.slug,
  preference: channel.preference,
  reaches: channel.reaches,
  providers: channel.providers.map(({ slug: name, settings, secrets }) => ({
    slug: name,
    settings: z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }),
    secrets,
  })),
  accounts: all.filter((one) => one.channel === channel.slug).map((one) => toShown(channel, one)),
});

/** Without its secrets: of those it tells which are kept. */
function toShown(
  { providers }: Channel,
  { id, settings, perSecond, updatedAt, updatedBy, ...account }: Account,
) {
  const secrets = providers.find((one) => one.slug === account.provider)?.secrets ?? [];
  const names = Object.keys(settings);
  return {
    ...account,
    built_in: id === null,
    settings: Object.fromEntries(Object.entries(settings).filter(([name]) => !secrets.includes(name))),
    secrets_kept: names.filter((name) => secrets.includes(name)),
    per_second: perSecond,
    updated_at: updatedAt,
    updated_by: updatedBy,
  };
}
