// Lists: people who are put together by hand.
import { IconListDetails, IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useMay } from '../../app/session.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import { RelativeTime } from '../../ui/time.tsx';
import { CreateList } from './create-list.tsx';
import styles from './lists.module.css';
import { type List, useLists } from './lists-query.ts';

export function ListsPage() {
  const { t } = useTranslation();
  const lists = useLists();
  const mayChange = useMay('lists:write');
  const navigate = useNavigate({ from: '/lists' });
  const { new: creating } = useSearch({ from: '/inside/lists' });
  const rows = lists.data?.items ?? [];
  const create = mayChange && (
    <Button
      look="primary"
      icon={<IconPlus aria-hidden="true" />}
      onClick={() => void navigate({ search: { new: '1' } })}
    >
      {t('lists.create')}
    </Button>
  );
  return (
    <Page wide title={t('lists.title')} about={t('lists.about')} actions={rows.length > 0 && create}>
      <Table
        name="lists"
        label={t('lists.title')}
        rows={rows}
        columns={useListColumns()}
        rowKey={({ name }) => name}
        rowLink={({ name }) => ({ to: '/lists/$name', params: { name } })}
        instead={
          lists.isPending ? (
            <SkeletonRows rows={4} height={52} />
          ) : lists.isError ? (
            <ErrorState error={lists.error} onRetry={() => void lists.refetch()} />
          ) : rows.length === 0 ? (
            <EmptyState icon={<IconListDetails />} title={t('lists.empty')} action={create}>
              <p>{t('lists.emptyWords')}</p>
            </EmptyState>
          ) : undefined
        }
      />
      <CreateList
        open={creating !== undefined && mayChange}
        onClose={() => void navigate({ search: {}, replace: true })}
      />
    </Page>
  );
}

function useListColumns(): Column<List>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo<Column<List>[]>(
    () => [
      {
        id: 'title',
        header: t('lists.column.list'),
        sortBy: ({ title }) => title,
        cell: ({ title, name }) => (
          <span className={styles.twofold}>
            <span className={styles.title}>{title}</span>
            <code className={styles.slug}>{name}</code>
          </span>
        ),
      },
      {
        id: 'by',
        header: t('lists.column.by'),
        width: '24%',
        from: 'md',
        sortBy: ({ set_by_name: by }) => by ?? '',
        cell: ({ set_by_name: by }) => by ?? t('lists.gone'),
      },
      {
        id: 'set',
        header: t('lists.column.set'),
        width: '136px',
        align: 'end',
        from: 'sm',
        sortBy: ({ set_at: at }) => at,
        cell: ({ set_at: at }) => <RelativeTime at={at} />,
      },
      // Always shown, so that the choice of columns has its place in the corner.
      {
        id: 'people',
        header: t('lists.column.people'),
        width: '112px',
        align: 'end',
        sortBy: ({ people }) => people,
        cell: ({ people }) => format.number(people),
      },
    ],
    [t, format],
  );
}
