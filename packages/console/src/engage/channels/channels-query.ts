// Channels: by which accounts messages are sent, what each provider asks for, and whether an account works.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, toPath } from '../../api/client.ts';
import type { Page } from '../../api/list.ts';
import type { ChannelSlug } from './channel-words.ts';
import type { SettingsSchema } from './schema-fields.ts';

export type AccountBody = {
  title: string;
  provider: string;
  /** Without secrets that stay as they are. */
  settings: Record<string, unknown>;
  /** The first that works sends; the others take over. */
  place: number;
  enabled: boolean;
  /** The slug of the recipient to whom data is given by it; null: it stays in the company. */
  recipient: string | null;
  per_second: number | null;
};

export type Account = AccountBody & {
  slug: string;
  channel: ChannelSlug;
  /** What a channel has without being set up. */
  built_in: boolean;
  /** Names of secrets that are kept, and never shown. */
  secrets_kept: string[];
  /** Why nothing goes through it, until somebody sets it right. */
  trouble: { code: string; message: string; since: string } | null;
  version: number;
};

export type Provider = { slug: string; settings: SettingsSchema; secrets: string[] };
export type Channel = { slug: ChannelSlug; providers: Provider[]; accounts: Account[] };
export type TestResult = { ok: boolean; problem?: { code: string; message: string } };

export function useChannels() {
  return useQuery({
    queryKey: ['channels'],
    queryFn: ({ signal }) => api.get<Page<Channel>>('/api/channels', undefined, signal),
  });
}

const accountPath = (channel: string, slug: string): string =>
  `/api/channels${toPath(channel, 'accounts', slug)}`;

type Save = AccountBody & { channel: string; slug: string; version: number | undefined };

/** `version`: the one that was changed; undefined for one that is new. */
export function useSaveAccount() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ channel, slug, version, ...fields }: Save) =>
      version === undefined
        ? api.post<Account>(`/api/channels${toPath(channel, 'accounts')}`, { slug, ...fields })
        : api.put<Account>(accountPath(channel, slug), { ...fields, expected_version: version }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['channels'] }),
  });
}

/** Puts accounts into this order: those that stand elsewhere are changed, one after the other. */
export function useOrderAccounts() {
  const queryClient = useQueryClient();
  return useMutation({
    async mutationFn(ordered: readonly Account[]) {
      for (const [place, account] of ordered.entries()) {
        if (account.place === place) continue;
        const { title, provider, settings, enabled, recipient, per_second, version } = account;
        const body = { title, provider, settings, place, enabled, recipient, per_second };
        await api.put(accountPath(account.channel, account.slug), { ...body, expected_version: version });
      }
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['channels'] }),
  });
}

export function useRemoveAccount() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ channel, slug }: Pick<Account, 'channel' | 'slug'>) =>
      api.delete(accountPath(channel, slug)),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['channels'] }),
  });
}

/** Asks the other side whether it would take messages, and sends none. */
export function useTestAccount() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ channel, slug }: Pick<Account, 'channel' | 'slug'>) =>
      api.post<TestResult>(`${accountPath(channel, slug)}/test`, {}),
    // What was in trouble may work again.
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['channels'] }),
  });
}
