// Messages as a table: to whom, what, by which channel, how it stands, when and why.
import { IconMail } from '@tabler/icons-react';
import { useMemo } from 'react';
import { allItems } from '../../api/list.ts';
import { useTranslation } from '../../language/index.ts';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import { RelativeTime } from '../../ui/time.tsx';
import { CHANNELS, useChannelWords } from '../channels/channel-words.ts';
import { MessageStateMark, useMessageWords } from './message-words.tsx';
import styles from './messages.module.css';
import type { MessagesSearch } from './messages-page.tsx';
import { MESSAGE_STATES, type Message, type MessageFilter, type useMessages } from './messages-query.ts';

type List = ReturnType<typeof useMessages>;

export function MessagesTable({
  list,
  filter,
  inspect,
  onChange,
}: {
  list: List;
  filter: MessageFilter;
  inspect: string | undefined;
  onChange: (changes: MessagesSearch) => void;
}) {
  const { t } = useTranslation();
  const items = allItems(list.data);
  const filters = useFilters(items, filter);
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <Table
      name="messages"
      label={t('messages.title')}
      rows={items}
      columns={useColumns()}
      rowKey={({ id }) => id}
      openKey={inspect}
      onOpen={({ id }) => onChange({ inspect: id === inspect ? undefined : id })}
      onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
      loadingMore={list.isFetchingNextPage}
      toolbar={
        <FilterChips
          filters={filters}
          chosen={filter}
          onChange={(id, value) => onChange({ [id]: value, inspect: undefined })}
        />
      }
      instead={items.length > 0 ? undefined : <NoRows list={list} isFiltered={isFiltered} />}
    />
  );
}

function NoRows({ list, isFiltered }: { list: List; isFiltered: boolean }) {
  const { t } = useTranslation();
  if (list.isPending) return <SkeletonRows rows={10} height={44} />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  return isFiltered ? (
    <EmptyState title={t('messages.noneFound')}>
      <p>{t('messages.noneFoundWords')}</p>
    </EmptyState>
  ) : (
    <EmptyState icon={<IconMail />} title={t('messages.empty')}>
      <p>{t('messages.emptyWords')}</p>
    </EmptyState>
  );
}

/** Templates, campaigns, reasons and people of which some are shown, and those that are chosen. */
function useFilters(items: readonly Message[], filter: MessageFilter) {
  const { t } = useTranslation();
  const { channelOf } = useChannelWords();
  const { reasonOf } = useMessageWords();
  const seen = (chosen: string | undefined, all: readonly [string, string][]) => {
    const names = new Map(all);
    if (chosen !== undefined && !names.has(chosen)) names.set(chosen, chosen);
    return [...names].map(([value, label]) => ({ value, label }));
  };
  const campaigns = items.filter(({ trigger }) => trigger.kind === 'campaign');
  return [
    {
      id: 'state',
      label: t('messages.column.state'),
      options: MESSAGE_STATES.map((value) => ({ value, label: t(`messages.state.${value}`) })),
    },
    {
      id: 'channel',
      label: t('messages.column.channel'),
      options: CHANNELS.map((value) => ({ value, label: channelOf(value) })),
    },
    {
      id: 'reason',
      label: t('messages.column.reason'),
      options: seen(
        filter.reason,
        items.flatMap(({ reason }) => (reason === null ? [] : [[reason, reasonOf(reason)]])),
      ),
    },
    {
      id: 'template',
      label: t('messages.column.what'),
      options: seen(
        filter.template,
        items.map(({ template }) => [template.slug, template.title]),
      ),
    },
    {
      id: 'campaign',
      label: t('messages.campaign'),
      options: seen(
        filter.campaign,
        campaigns.map(({ trigger }) => [trigger.name, trigger.name]),
      ),
    },
    {
      id: 'profile',
      label: t('messages.column.person'),
      options: seen(
        filter.profile,
        items.flatMap((one) => (one.display_name === null ? [] : [[one.profile_id, one.display_name]])),
      ),
    },
  ];
}

function useColumns(): Column<Message>[] {
  const { t } = useTranslation();
  const { channelOf } = useChannelWords();
  const { reasonOf, triggerOf } = useMessageWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change exactly when t does.
  return useMemo<Column<Message>[]>(
    () => [
      {
        id: 'person',
        header: t('messages.column.person'),
        cell: ({ display_name, point, profile_id }) => (
          <span className={styles.twofold}>
            <span className={styles.name}>{display_name ?? t('messages.unnamed', { id: profile_id })}</span>
            {point && <span className={styles.detail}>{point.value}</span>}
          </span>
        ),
      },
      {
        id: 'what',
        header: t('messages.column.what'),
        width: '26%',
        from: 'sm',
        cell: ({ template, trigger }) => (
          <span className={styles.twofold}>
            <span>{template.title}</span>
            <span className={styles.detail}>{triggerOf(trigger)}</span>
          </span>
        ),
      },
      {
        id: 'channel',
        header: t('messages.column.channel'),
        width: '136px',
        from: 'md',
        cell: ({ channel }) => channelOf(channel),
      },
      {
        id: 'state',
        header: t('messages.column.state'),
        width: '144px',
        cell: ({ state }) => <MessageStateMark state={state} />,
      },
      {
        id: 'reason',
        header: t('messages.column.reason'),
        width: '20%',
        from: 'lg',
        cell: ({ reason }) => (reason === null ? '' : reasonOf(reason)),
      },
      {
        id: 'when',
        header: t('messages.column.when'),
        width: '116px',
        align: 'end',
        from: 'sm',
        cell: (message) => <RelativeTime at={whenOf(message)} />,
      },
    ],
    [t],
  );
}

/** When it went; of one that waits until when, of any other when it was made. */
const whenOf = ({ sent_at, state, due_at, created_at }: Message): string =>
  sent_at ?? (state === 'deferred' ? due_at : created_at);
