// Live connections of accounts: opened when first needed, and again when an account was changed.
import type { Account } from './accounts.ts';
import { getProvider } from './accounts.ts';
import type { Channel, Sender, SenderDeps } from './channel.ts';

export type Senders = {
  /** The same one as long as the account stays as it is. Rejects with what opening it throws, and is tried anew next time. */
  get(workspaceId: number, account: Account): Promise<Sender>;
  /** One for a test of these settings, which whoever asks closes. */
  open(workspaceId: number, account: Account): Promise<Sender>;
  close(): Promise<void>;
};

type Kept = { version: number; sender: Promise<Sender> };

export function openSenders(
  channels: readonly Channel[],
  deps: Omit<SenderDeps, 'accountId' | 'workspaceId'>,
): Senders {
  const kept = new Map<string, Kept>();
  // Never rejects: a sender that was not opened needs no closing.
  const close = ({ sender }: Kept): Promise<void> => sender.then((one) => one.close()).catch(() => {});

  const open = (workspaceId: number, account: Account): Promise<Sender> =>
    getProvider(channels, account.channel, account.provider).open(account.settings, {
      ...deps,
      ...{ workspaceId, accountId: account.id ?? 0 },
      ...toAnswersUrl(deps.publicUrl, account),
    });

  return {
    open,
    get(workspaceId, account) {
      const name = `${workspaceId} ${account.channel} ${account.slug}`;
      const known = kept.get(name);
      if (known?.version === account.version) return known.sender;
      if (known !== undefined) void close(known);
      const next = { version: account.version, sender: open(workspaceId, account) };
      kept.set(name, next);
      next.sender.catch(() => {
        if (kept.get(name) === next) kept.delete(name);
      });
      return next.sender;
    },
    async close() {
      await Promise.all([...kept.values()].map(close));
      kept.clear();
    },
  };
}

/** Nobody reaches us where no address of ours is known; and what is not set up is told nothing. */
function toAnswersUrl(
  publicUrl: string | undefined,
  { id, channel, slug }: Account,
): { answersUrl?: string } {
  if (publicUrl === undefined || id === null) return {};
  return { answersUrl: `${publicUrl.replace(/\/$/, '')}/hooks/${channel}/${slug}` };
}
