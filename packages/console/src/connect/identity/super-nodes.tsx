// Identifiers that so many people share that they say nothing about who anybody is.
import { IconShieldCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { allItems } from '../../api/list.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { EmptyState } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import { RelativeTime } from '../../ui/time.tsx';
import { IdentifierLink } from './identifier-link.tsx';
import styles from './identity.module.css';
import { insteadOfRows } from './identity-list.tsx';
import { type SuperNode, useSuperNodes } from './lists-query.ts';

export function SuperNodes() {
  const { t } = useTranslation();
  const list = useSuperNodes();
  const columns = useSuperNodeColumns();
  return (
    <>
      <p className={styles.sectionAbout}>{t('identity.superNodes.about')}</p>
      <Table
        name="super-nodes"
        label={t('identity.superNodes.tab')}
        rows={allItems(list.data)}
        columns={columns}
        rowKey={({ id }) => id}
        onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        loadingMore={list.isFetchingNextPage}
        instead={insteadOfRows(
          list,
          <EmptyState icon={<IconShieldCheck />} title={t('identity.superNodes.empty')}>
            <p>{t('identity.superNodes.emptyWords')}</p>
          </EmptyState>,
        )}
      />
    </>
  );
}

function useSuperNodeColumns(): Column<SuperNode>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo<Column<SuperNode>[]>(
    () => [
      {
        id: 'identifier',
        header: t('identity.superNodes.identifier'),
        width: '40%',
        cell: (node) => <IdentifierLink identifier={node} to={node.profile_id} />,
      },
      {
        id: 'reason',
        header: t('identity.superNodes.reason'),
        from: 'md',
        cell: ({ reason }) => t(`identity.superNodes.why.${reason}`),
      },
      {
        id: 'partners',
        header: t('identity.superNodes.partners'),
        width: '130px',
        align: 'end',
        cell: ({ partners }) => format.number(partners),
      },
      {
        id: 'first',
        header: t('people.column.firstSeen'),
        width: '120px',
        align: 'end',
        from: 'sm',
        cell: (node) => <RelativeTime at={node.first_seen_at} />,
      },
    ],
    [t, format],
  );
}
