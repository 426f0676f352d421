// The entries, newest first: what, of which kind, why, who and when. Never whom.
import { IconUserOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { allItems } from '../../api/list.ts';
import { useMakerName } from '../../connect/identity/maker-words.ts';
import { useTranslation } from '../../language/index.ts';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import { RelativeTime } from '../../ui/time.tsx';
import { useIdentifierName } from '../../understand/people/identifier-words.ts';
import { useSuppressionWords } from './suppression-words.ts';
import type { SuppressionsSearch } from './suppressions-page.tsx';
import { SCOPES, type Suppression, type useSuppressions } from './suppressions-query.ts';

export function SuppressionsTable({
  list,
  search: { scope, state, inspect },
  onChange,
}: {
  list: ReturnType<typeof useSuppressions>;
  search: SuppressionsSearch;
  onChange: (changes: SuppressionsSearch) => void;
}) {
  const { t } = useTranslation();
  const words = useSuppressionWords();
  const columns = useColumns(state === 'lifted');
  const items = allItems(list.data);
  const filtered = Boolean(scope || state);
  return (
    <Table
      name="suppressions"
      label={t('suppressions.title')}
      rows={items}
      columns={columns}
      rowKey={({ id }) => id}
      openKey={inspect}
      onOpen={({ id }) => onChange({ inspect: id === inspect ? undefined : id })}
      onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
      loadingMore={list.isFetchingNextPage}
      toolbar={
        <FilterChips
          filters={[
            {
              id: 'scope',
              label: t('suppressions.column.scope'),
              options: SCOPES.map((one) => ({ value: one, label: words.scope(one) })),
            },
            {
              id: 'state',
              label: t('suppressions.column.state'),
              options: [{ value: 'lifted', label: t('suppressions.lifted') }],
            },
          ]}
          chosen={{ scope, state }}
          onChange={(id, value) => onChange({ [id]: value, inspect: undefined })}
        />
      }
      instead={items.length > 0 ? undefined : <NoRows list={list} filtered={filtered} />}
    />
  );
}

function NoRows({ list, filtered }: { list: ReturnType<typeof useSuppressions>; filtered: boolean }) {
  const { t } = useTranslation();
  if (list.isPending) return <SkeletonRows rows={8} height={44} />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  return filtered ? (
    <EmptyState title={t('suppressions.noneFound')}>
      <p>{t('suppressions.noneFoundWords')}</p>
    </EmptyState>
  ) : (
    <EmptyState icon={<IconUserOff />} title={t('suppressions.empty')}>
      <p>{t('suppressions.emptyWords')}</p>
    </EmptyState>
  );
}

function useColumns(lifted: boolean): Column<Suppression>[] {
  const { t } = useTranslation();
  const words = useSuppressionWords();
  const nameOf = useIdentifierName();
  const makerName = useMakerName();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change exactly when t does.
  return useMemo<Column<Suppression>[]>(
    () => [
      { id: 'scope', header: t('suppressions.column.scope'), width: '26%', cell: words.held },
      {
        id: 'kind',
        header: t('suppressions.kind'),
        width: '168px',
        from: 'sm',
        cell: ({ identifier_kind }) => nameOf(identifier_kind),
      },
      {
        id: 'reason',
        header: t('suppressions.reason'),
        from: 'md',
        cell: (one) => (lifted ? one.lifted_reason : one.reason),
      },
      {
        id: 'by',
        header: t('suppressions.by'),
        width: '18%',
        from: 'md',
        cell: (one) =>
          lifted && one.lift_recorded_by
            ? makerName(one.lift_recorded_by, one.lift_recorded_by_name)
            : makerName(one.created_by, one.created_by_name),
      },
      {
        id: 'at',
        header: lifted ? t('suppressions.lifted') : t('suppressions.since'),
        width: '110px',
        align: 'end',
        cell: (one) => <RelativeTime at={lifted ? one.lifted_at : one.created_at} />,
      },
    ],
    [t, lifted],
  );
}
