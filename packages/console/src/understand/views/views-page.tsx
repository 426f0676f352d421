// Views: for each use the few things that it needs to know, for one purpose.
import { IconLayoutCards } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import { RelativeTime } from '../../ui/time.tsx';
import { useViews, type ViewItem } from './views-query.ts';

export function ViewsPage() {
  const { t } = useTranslation();
  const views = useViews();
  const rows = views.data?.items ?? [];
  return (
    <Page wide title={t('views.title')} about={t('views.about')}>
      <Table
        name="views"
        label={t('views.title')}
        rows={rows}
        columns={useViewColumns()}
        rowKey={({ name }) => name}
        rowLink={({ name }) => ({ to: '/views/$view', params: { view: name } })}
        instead={
          views.isPending ? (
            <SkeletonRows rows={5} height={52} />
          ) : views.isError ? (
            <ErrorState error={views.error} onRetry={() => void views.refetch()} />
          ) : rows.length === 0 ? (
            <EmptyState icon={<IconLayoutCards />} title={t('views.empty')}>
              <p>{t('views.emptyWords')}</p>
            </EmptyState>
          ) : undefined
        }
      />
    </Page>
  );
}

function useViewColumns(): Column<ViewItem>[] {
  const { t } = useTranslation();
  return useMemo<Column<ViewItem>[]>(
    () => [
      {
        id: 'title',
        header: t('views.column.view'),
        sortBy: ({ title }) => title,
        cell: ({ title }) => title,
      },
      {
        id: 'purpose',
        header: t('views.column.purpose'),
        width: '24%',
        from: 'md',
        cell: ({ purpose }) => <code>{purpose}</code>,
      },
      {
        id: 'of',
        header: t('views.column.of'),
        width: '144px',
        cell: ({ about }) => (about === 'person' ? t('views.ofPerson') : t('views.ofBusiness')),
      },
      {
        id: 'set',
        header: t('views.column.set'),
        width: '136px',
        align: 'end',
        from: 'sm',
        sortBy: ({ set_at: at }) => at,
        cell: ({ set_at: at }) => <RelativeTime at={at} />,
      },
    ],
    [t],
  );
}
