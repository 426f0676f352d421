// Accounts of channels in PostgreSQL: by what a workspace sends. Secrets lie sealed, and leave this file only to be sent with.
import { AppError } from '@rapport/protocol';
import type { Queryable, Transaction } from '../../platform/postgres/index.ts';
import type { Seal } from '../../platform/sealing/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Channel, ChannelSlug, Provider } from './channel.ts';

export type Trouble = { code: string; message: string; since: string };

export type AccountInput = {
  slug: string;
  title: string;
  provider: string;
  /** With its secrets; one that is left out stays as it is. */
  settings: Record<string, unknown>;
  place: number;
  enabled: boolean;
  recipient: string | null;
  perSecond: number | null;
};

/** `id`: null for what a channel has without being set up. */
export type Account = AccountInput & {
  id: number | null;
  channel: ChannelSlug;
  trouble: Trouble | null;
  version: number;
  updatedAt: Date | null;
  updatedBy: string | null;
};

type Row = Omit<Account, 'settings'> & { id: number; settings: Record<string, unknown>; secrets: string };
type By = { at: Date; by: string };

const columns = `id, channel, slug, title, provider, settings, secrets, place, enabled, recipient, per_second as "perSecond", trouble, version,
  updated_at as "updatedAt", updated_by as "updatedBy"`;

export type Accounts = {
  /** Of all channels, in the order in which they are tried. A channel that needs none and has none gets its built-in one. */
  list(scope: Scope<Queryable>): Promise<Account[]>;
  create(scope: Scope<Transaction>, channel: ChannelSlug, input: AccountInput, by: By): Promise<void>;
  /** Throws `account_not_found` or `conflict`. */
  change(
    scope: Scope<Transaction>,
    channel: ChannelSlug,
    input: AccountInput,
    expected: number | undefined,
    by: By,
  ): Promise<void>;
  remove(scope: Scope<Transaction>, channel: ChannelSlug, slug: string): Promise<void>;
  /** Nothing goes through it until somebody sets it right. */
  markTrouble(scope: Scope<Queryable>, id: number, trouble: Trouble | null): Promise<void>;
};

export function openAccounts(channels: readonly Channel[], seal: Seal): Accounts {
  function toAccount({ secrets, settings, ...row }: Row): Account {
    const opened = seal.open(secrets);
    if (opened === undefined) throw new Error(`The secrets of the account ${row.slug} cannot be opened`);
    return { ...row, settings: { ...settings, ...(JSON.parse(opened) as Record<string, unknown>) } };
  }

  const listKept = async ({ db, workspaceId }: Scope<Queryable>): Promise<Account[]> =>
    (
      await db.query<Row>(
        `select ${columns} from channel_accounts where workspace_id = $1 order by channel, place, id`,
        [workspaceId],
        'list_channel_accounts',
      )
    ).map(toAccount);

  async function get(scope: Scope<Queryable>, channel: ChannelSlug, slug: string): Promise<Account> {
    const found = (await listKept(scope)).find((one) => one.channel === channel && one.slug === slug);
    if (found !== undefined) return found;
    throw new AppError(
      'account_not_found',
      `The channel ${channel} has no account called "${slug.slice(0, 80)}".`,
    );
  }

  function toValues(channel: ChannelSlug, input: AccountInput, kept: Record<string, unknown>) {
    const provider = getProvider(channels, channel, input.provider);
    const parsed = parseSettings(provider, { ...kept, ...input.settings });
    const isSecret = (name: string): boolean => provider.secrets.includes(name);
    const settings = Object.fromEntries(Object.entries(parsed).filter(([name]) => !isSecret(name)));
    const secrets = Object.fromEntries(Object.entries(parsed).filter(([name]) => isSecret(name)));
    return [
      ...[input.title, input.provider, JSON.stringify(settings), seal.seal(JSON.stringify(secrets))],
      ...[input.place, input.enabled, input.recipient, input.perSecond],
    ];
  }

  return {
    async list(scope) {
      const kept = await listKept(scope);
      const builtIn = channels
        .filter(({ slug }) => !kept.some(({ channel }) => channel === slug))
        .flatMap(toBuiltIn);
      return [...kept, ...builtIn];
    },
    async create(scope, channel, input, { at, by }) {
      const added = await scope.db.query(
        `insert into channel_accounts (workspace_id, channel, slug, title, provider, settings, secrets, place, enabled, recipient, per_second,
           version, updated_at, updated_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $13) on conflict (workspace_id, channel, slug) do nothing returning id`,
        [scope.workspaceId, channel, input.slug, ...toValues(channel, input, {}), at, by],
      );
      if (added.length === 0)
        throw new AppError(
          'name_taken',
          `The channel ${channel} has an account called "${input.slug}". Choose another slug.`,
        );
    },
    async change(scope, channel, input, expected, { at, by }) {
      const kept = await get(scope, channel, input.slug);
      if (expected !== undefined && expected !== kept.version)
        throw new AppError('conflict', 'Somebody changed this account meanwhile. Read it again.');
      await scope.db.query(
        `update channel_accounts set title = $4, provider = $5, settings = $6, secrets = $7, place = $8, enabled = $9, recipient = $10,
           per_second = $11, trouble = null, version = version + 1, updated_at = $12, updated_by = $13
         where workspace_id = $1 and channel = $2 and slug = $3`,
        [scope.workspaceId, channel, input.slug, ...toValues(channel, input, kept.settings), at, by],
      );
    },
    async remove(scope, channel, slug) {
      await get(scope, channel, slug);
      await scope.db.query(
        'delete from channel_accounts where workspace_id = $1 and channel = $2 and slug = $3',
        [scope.workspaceId, channel, slug],
      );
    },
    async markTrouble({ db, workspaceId }, id, trouble) {
      await db.query(
        'update channel_accounts set trouble = $3 where workspace_id = $1 and id = $2',
        [workspaceId, id, trouble === null ? null : JSON.stringify(trouble)],
        'mark_account_trouble',
      );
    },
  };
}

/** The one that sends now: the first that is on and has no trouble. `accounts` in their order. */
export const findWorking = (accounts: readonly Account[], channel: ChannelSlug): Account | undefined =>
  accounts.find((one) => one.channel === channel && one.enabled && one.trouble === null);

/** What can send without being set up: the built-in outbox, the inbox in an app, the queue of calls. */
function toBuiltIn({ slug: channel, providers }: Channel): Account[] {
  const provider = providers.find(({ settings }) => settings.safeParse({}).success);
  if (provider === undefined) return [];
  return [
    {
      ...{ id: null, channel, slug: provider.slug, title: provider.slug, provider: provider.slug },
      ...{ settings: provider.settings.parse({}) as Record<string, unknown>, place: 0, enabled: true },
      ...{ recipient: null, perSecond: null, trouble: null, version: 0, updatedAt: null, updatedBy: null },
    },
  ];
}

/** Throws `invalid_request`. */
export function getProvider(
  channels: readonly Channel[],
  channel: string,
  slug: string,
): Provider<unknown, unknown> {
  const providers = channels.find((one) => one.slug === channel)?.providers ?? [];
  const found = providers.find((one) => one.slug === slug);
  if (found !== undefined) return found;
  const names = providers.map((one) => one.slug).join(', ');
  throw new AppError('invalid_request', `provider: the channel ${channel} is sent by one of ${names}`);
}

/** Throws `account_invalid` with the fields that are wrong. */
function parseSettings(
  provider: Provider<unknown, unknown>,
  given: Record<string, unknown>,
): Record<string, unknown> {
  const parsed = provider.settings.safeParse(given);
  if (parsed.success) return parsed.data as Record<string, unknown>;
  const fields = parsed.error.issues.map(({ path, message }) => ({
    field: path.join('.'),
    problem: message,
  }));
  const [first] = fields;
  throw new AppError(
    'account_invalid',
    `The account cannot be kept. settings.${first?.field}: ${first?.problem}`,
    { fields },
  );
}
