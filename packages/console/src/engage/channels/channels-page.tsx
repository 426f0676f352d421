// Channels: by what messages go, in which order accounts are tried, and whether they work.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { AccountEditor } from './account-editor.tsx';
import { ChannelCard } from './channel-card.tsx';
import styles from './channels.module.css';
import { useChannels } from './channels-query.ts';

/** `channel`: of which an account is changed (`account`) or made (`new`). */
export type ChannelsSearch = { channel?: string; account?: string; new?: string };

export function ChannelsPage() {
  const { t } = useTranslation();
  const mayChange = useMay('channels:write');
  const search = useSearch({ from: '/inside/channels' });
  const navigate = useNavigate({ from: '/channels' });
  const show = useCallback(
    (next: ChannelsSearch) => void navigate({ search: next, replace: true, resetScroll: false }),
    [navigate],
  );
  const close = useCallback(() => show({}), [show]);
  const list = useChannels();
  const channels = list.data?.items ?? [];
  const chosen = channels.find(({ slug }) => slug === search.channel);
  const account = chosen?.accounts.find((one) => !one.built_in && one.slug === search.account);
  return (
    <Page title={t('channels.title')} about={t('channels.about')}>
      {list.isError ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <SkeletonRows rows={6} height={72} />
      ) : (
        <div className={styles.channels}>
          {channels.map((channel) => (
            <ChannelCard
              key={channel.slug}
              channel={channel}
              onOpen={mayChange ? ({ slug }) => show({ channel: channel.slug, account: slug }) : undefined}
              onAdd={mayChange ? () => show({ channel: channel.slug, new: '1' }) : undefined}
            />
          ))}
        </div>
      )}
      {mayChange && chosen && (account || search.new !== undefined) && (
        <AccountEditor
          key={`${chosen.slug} ${account?.slug}`}
          channel={chosen}
          account={account}
          onClose={close}
        />
      )}
    </Page>
  );
}
