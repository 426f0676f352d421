// Segments: who is alike, how many they are, and for which purpose they are kept.
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useMay } from '../../app/session.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { useNameOfPurpose } from '../../respect/purposes/name-of-purpose.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import { RelativeTime } from '../../ui/time.tsx';
import styles from '../definitions/definitions.module.css';
import { KeptMark } from '../definitions/kept-mark.tsx';
import { type SegmentItem, useSegments } from './segments-query.ts';

export function SegmentsPage() {
  const { t } = useTranslation();
  const segments = useSegments();
  const mayChange = useMay('segments:write');
  const rows = segments.data?.items ?? [];
  const create = mayChange && (
    <ButtonLink to="/segments/new" look="primary" icon={<IconPlus aria-hidden="true" />}>
      {t('segments.create')}
    </ButtonLink>
  );
  return (
    <Page wide title={t('segments.title')} about={t('segments.about')} actions={rows.length > 0 && create}>
      <Table
        name="segments"
        label={t('segments.title')}
        rows={rows}
        columns={useSegmentColumns()}
        rowKey={({ name }) => name}
        rowLink={({ name }) => ({ to: '/segments/$name', params: { name } })}
        instead={
          segments.isPending ? (
            <SkeletonRows rows={6} height={52} />
          ) : segments.isError ? (
            <ErrorState error={segments.error} onRetry={() => void segments.refetch()} />
          ) : rows.length === 0 ? (
            <EmptyState icon={<IconUsersGroup />} title={t('segments.empty')} action={create}>
              <p>{t('segments.emptyWords')}</p>
            </EmptyState>
          ) : undefined
        }
      />
    </Page>
  );
}

function useSegmentColumns(): Column<SegmentItem>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const purposeOf = useNameOfPurpose();
  return useMemo<Column<SegmentItem>[]>(
    () => [
      {
        id: 'title',
        header: t('segments.column.segment'),
        sortBy: ({ title }) => title,
        cell: ({ title, name }) => (
          <span className={styles.twofold}>
            <span className={styles.title}>{title}</span>
            <code className={styles.slug}>{name}</code>
          </span>
        ),
      },
      {
        id: 'purpose',
        header: t('definitions.purpose'),
        width: '24%',
        from: 'sm',
        sortBy: ({ purpose }) => purposeOf(purpose),
        cell: ({ purpose }) => purposeOf(purpose),
      },
      {
        id: 'state',
        header: t('definitions.stateOf'),
        width: '136px',
        from: 'md',
        cell: (segment) => <KeptMark {...segment} />,
      },
      {
        id: 'set',
        header: t('definitions.changedAt'),
        width: '136px',
        align: 'end',
        from: 'lg',
        sortBy: ({ set_at: at }) => at,
        cell: ({ set_at: at }) => <RelativeTime at={at} />,
      },
      // Always shown, so that the choice of columns has its place in the corner.
      {
        id: 'members',
        header: t('segments.column.members'),
        width: '136px',
        align: 'end',
        sortBy: ({ members }) => members,
        cell: ({ members }) => (members === null ? '–' : format.number(members)),
      },
    ],
    [t, format, purposeOf],
  );
}
