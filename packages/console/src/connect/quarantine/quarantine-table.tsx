// The messages in quarantine, newest first, filtered by reason and source.
import { IconCircleCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { allItems } from '../../api/list.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Shown } from '../../respect/masking/mask-reasons.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import { RelativeTime } from '../../ui/time.tsx';
import { useSources } from '../sources/sources-query.ts';
import type { QuarantineSearch } from './quarantine-page.tsx';
import { type QuarantineItem, useQuarantine, useQuarantineReasons } from './quarantine-query.ts';
import { useReasonWords } from './reason-words.ts';

export function QuarantineTable({
  search: { reason, source, inspect },
  onChange,
}: {
  search: QuarantineSearch;
  onChange: (changes: QuarantineSearch) => void;
}) {
  const { t } = useTranslation();
  const list = useQuarantine({ reason, source });
  const columns = useQuarantineColumns();
  const filters = useQuarantineFilters();
  const items = allItems(list.data);
  const filtered = Boolean(reason || source);
  return (
    <Table
      name="quarantine"
      label={t('quarantine.title')}
      rows={items}
      columns={columns}
      rowKey={(each) => String(each.id)}
      openKey={inspect}
      onOpen={(each) => onChange({ inspect: String(each.id) === inspect ? undefined : String(each.id) })}
      onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
      loadingMore={list.isFetchingNextPage}
      toolbar={
        (items.length > 0 || filtered) && (
          <FilterChips
            filters={filters}
            chosen={{ reason, source }}
            onChange={(id, value) => onChange({ [id]: value, inspect: undefined })}
          />
        )
      }
      instead={items.length > 0 ? undefined : <NoRows list={list} filtered={filtered} />}
    />
  );
}

function NoRows({ list, filtered }: { list: ReturnType<typeof useQuarantine>; filtered: boolean }) {
  const { t } = useTranslation();
  if (list.isPending) return <SkeletonRows rows={8} height={44} />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  return filtered ? (
    <EmptyState title={t('quarantine.noneFound')}>
      <p>{t('quarantine.noneFoundWords')}</p>
    </EmptyState>
  ) : (
    <EmptyState icon={<IconCircleCheck />} title={t('quarantine.empty')}>
      <p>{t('quarantine.emptyWords')}</p>
    </EmptyState>
  );
}

function useQuarantineFilters() {
  const { t } = useTranslation();
  const reasonWords = useReasonWords();
  const reasons = useQuarantineReasons().data?.items ?? [];
  const sources = useSources().data?.items ?? [];
  return [
    {
      id: 'reason',
      label: t('quarantine.column.reason'),
      options: reasons.map((each) => ({ value: each.code, label: reasonWords(each).title })),
    },
    {
      id: 'source',
      label: t('quarantine.column.source'),
      options: sources.map((each) => ({ value: String(each.id), label: each.name })),
    },
  ];
}

function useQuarantineColumns(): Column<QuarantineItem>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const reasonWords = useReasonWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change exactly when t does.
  return useMemo<Column<QuarantineItem>[]>(
    () => [
      {
        id: 'reason',
        header: t('quarantine.column.reason'),
        width: '30%',
        cell: (item) => reasonWords(item.reason).title,
      },
      {
        id: 'excerpt',
        header: t('quarantine.column.excerpt'),
        from: 'md',
        cell: (item) => (
          <code style={{ color: 'var(--text-2)' }}>
            <Shown field="excerpt" value={item.excerpt} />
          </code>
        ),
      },
      {
        id: 'source',
        header: t('quarantine.column.source'),
        width: '16%',
        from: 'sm',
        cell: (item) => item.source.name,
      },
      {
        id: 'type',
        header: t('quarantine.column.type'),
        width: '90px',
        hidden: true,
        cell: (item) => item.type ?? '–',
      },
      {
        id: 'size',
        header: t('quarantine.column.size'),
        width: '110px',
        align: 'end',
        from: 'lg',
        cell: (item) => format.bytes(item.size_bytes),
      },
      {
        id: 'received',
        header: t('quarantine.column.received'),
        width: '110px',
        align: 'end',
        cell: (item) => <RelativeTime at={item.received_at} />,
      },
    ],
    [t, format],
  );
}
