// Requests as a table: what was asked for, by when it is due, and how it stands.
import { IconInbox } from '@tabler/icons-react';
import { useMemo } from 'react';
import { allItems } from '../../api/list.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { StateMark } from '../../ui/mark.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import { RelativeTime } from '../../ui/time.tsx';
import type { RequestsSearch } from './requests-page.tsx';
import { type PersonRequest, REQUEST_KINDS, type useRequests } from './requests-query.ts';

export function RequestsTable({
  list,
  search: { kind, state, inspect },
  onChange,
}: {
  list: ReturnType<typeof useRequests>;
  search: RequestsSearch;
  onChange: (changes: RequestsSearch) => void;
}) {
  const { t } = useTranslation();
  const items = allItems(list.data);
  return (
    <Table
      name="requests"
      label={t('requests.title')}
      rows={items}
      columns={useColumns()}
      rowKey={({ id }) => id}
      openKey={inspect}
      onOpen={({ id }) => onChange({ inspect: id === inspect ? undefined : id })}
      onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
      loadingMore={list.isFetchingNextPage}
      toolbar={
        <FilterChips
          filters={[
            {
              id: 'kind',
              label: t('requests.column.kind'),
              options: REQUEST_KINDS.map((one) => ({ value: one, label: t(`requests.kind.${one}`) })),
            },
            {
              id: 'state',
              label: t('requests.column.state'),
              options: [{ value: 'closed', label: t('requests.closed') }],
            },
          ]}
          chosen={{ kind, state }}
          onChange={(id, value) => onChange({ [id]: value, inspect: undefined })}
        />
      }
      instead={items.length > 0 ? undefined : <NoRows list={list} filtered={Boolean(kind || state)} />}
    />
  );
}

function NoRows({ list, filtered }: { list: ReturnType<typeof useRequests>; filtered: boolean }) {
  const { t } = useTranslation();
  if (list.isPending) return <SkeletonRows rows={8} height={44} />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  return filtered ? (
    <EmptyState title={t('requests.noneFound')}>
      <p>{t('requests.noneFoundWords')}</p>
    </EmptyState>
  ) : (
    <EmptyState icon={<IconInbox />} title={t('requests.empty')}>
      <p>{t('requests.emptyWords')}</p>
    </EmptyState>
  );
}

/** Overdue, waiting, or how it ended. */
export function RequestState({ request }: { request: PersonRequest }) {
  const { t } = useTranslation();
  if (request.is_overdue) return <StateMark tone="bad">{t('requests.overdue')}</StateMark>;
  return request.closed_at === null ? (
    <StateMark tone="waiting">{t('requests.received')}</StateMark>
  ) : (
    <StateMark tone="off">{t('requests.takenBack')}</StateMark>
  );
}

function useColumns(): Column<PersonRequest>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo<Column<PersonRequest>[]>(
    () => [
      { id: 'kind', header: t('requests.column.kind'), cell: ({ kind }) => t(`requests.kind.${kind}`) },
      {
        id: 'reference',
        header: t('requests.column.reference'),
        width: '128px',
        from: 'md',
        cell: ({ reference }) => <code>{reference}</code>,
      },
      {
        id: 'contact',
        header: t('requests.column.contact'),
        width: '26%',
        from: 'md',
        cell: ({ contact_point }) => contact_point.value,
      },
      {
        id: 'state',
        header: t('requests.column.state'),
        width: '128px',
        cell: (request) => <RequestState request={request} />,
      },
      {
        id: 'received',
        header: t('requests.column.received'),
        width: '120px',
        align: 'end',
        from: 'sm',
        cell: ({ received_at }) => <RelativeTime at={received_at} />,
      },
      {
        id: 'due',
        header: t('requests.column.due'),
        width: '120px',
        align: 'end',
        cell: ({ due_at }) => format.date(due_at),
      },
    ],
    [t, format],
  );
}
