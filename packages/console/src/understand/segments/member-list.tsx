// Who is in a segment: since when, and what brought them in.
import { useMemo } from 'react';
import { allItems } from '../../api/list.ts';
import { useTranslation } from '../../language/index.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import { RelativeTime } from '../../ui/time.tsx';
import styles from '../definitions/definitions.module.css';
import { Portrait } from '../people/portrait.tsx';
import { type Member, type Segment, useMembersOf } from './segments-query.ts';

const REASONS = ['event', 'time', 'definition', 'identity', 'permission', 'attribute', 'list'] as const;

export function MemberList({ segment, onWhy }: { segment: Segment; onWhy: (id: string) => void }) {
  const { t } = useTranslation();
  const members = useMembersOf(segment.name, segment.purpose);
  const rows = useMemo(() => allItems(members.data), [members.data]);
  return (
    <Table
      name="segment-members"
      label={t('segments.tab.members')}
      rows={rows}
      columns={useMemberColumns()}
      rowKey={({ id }) => String(id)}
      onOpen={({ id }) => onWhy(String(id))}
      onMore={members.hasNextPage ? () => void members.fetchNextPage() : undefined}
      loadingMore={members.isFetchingNextPage}
      instead={
        members.isPending ? (
          <SkeletonRows rows={8} height={44} />
        ) : members.isError && rows.length === 0 ? (
          <ErrorState error={members.error} onRetry={() => void members.refetch()} />
        ) : rows.length === 0 ? (
          <EmptyState title={t('segments.nobody')}>
            <p>{t(segment.state === 'computing' ? 'segments.nobodyYet' : 'segments.nobodyWords')}</p>
          </EmptyState>
        ) : undefined
      }
    />
  );
}

function useMemberColumns(): Column<Member>[] {
  const { t } = useTranslation();
  return useMemo<Column<Member>[]>(
    () => [
      {
        id: 'name',
        header: t('definitions.person'),
        cell: ({ display_name: name, id }) => (
          <span className={styles.person}>
            <Portrait name={name ?? undefined} />
            <span className={styles.cut}>{name ?? t('definitions.nameless', { id })}</span>
          </span>
        ),
      },
      {
        id: 'reason',
        header: t('segments.column.reason'),
        width: '38%',
        from: 'sm',
        cell: ({ reason }) => {
          const known = REASONS.find((one) => one === reason);
          return known ? t(`segments.reason.${known}`) : reason;
        },
      },
      {
        id: 'since',
        header: t('segments.column.since'),
        width: '160px',
        align: 'end',
        cell: ({ since }) => <RelativeTime at={since} />,
      },
    ],
    [t],
  );
}
