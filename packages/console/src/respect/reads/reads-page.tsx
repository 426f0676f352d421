// The log of who read what: whoever asks why somebody knew something of a customer finds it here, with the view and the purpose.
import { IconEye } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { allItems } from '../../api/list.ts';
import { useMay } from '../../app/session.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { useMemberName } from '../../members/member-name.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import { RelativeTime } from '../../ui/time.tsx';
import { toWords } from '../../understand/views/field-words.ts';
import { useViews } from '../../understand/views/views-query.ts';
import { useNameOfPurpose } from '../purposes/name-of-purpose.ts';
import { type Read, useKeyNames, useReads } from './reads-query.ts';

export type ReadsSearch = { profile?: string };

export function ReadsPage() {
  const { t } = useTranslation();
  const { profile } = useSearch({ from: '/inside/reads' });
  const list = useReads(profile);
  const rows = allItems(list.data);
  const all = profile !== undefined && (
    <ButtonLink to="/reads" search={{}}>
      {t('reads.showAll')}
    </ButtonLink>
  );
  return (
    <Page
      wide
      title={t('reads.title')}
      about={profile === undefined ? t('reads.about') : t('reads.aboutOne', { id: profile })}
      actions={all}
    >
      {rows.length > 0 ? (
        <ReadsTable list={list} rows={rows} />
      ) : list.isPending ? (
        <SkeletonRows rows={10} height={44} />
      ) : list.isError ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <EmptyState icon={<IconEye />} title={t('reads.empty')}>
          <p>{t('reads.emptyWords')}</p>
        </EmptyState>
      )}
    </Page>
  );
}

/** What it names is asked once there is something to name: a browser opens only a few connections at once. */
function ReadsTable({ list, rows }: { list: ReturnType<typeof useReads>; rows: Read[] }) {
  const { t } = useTranslation();
  const columns = useColumns();
  return (
    <Table
      name="reads"
      label={t('reads.title')}
      rows={rows}
      columns={columns}
      rowKey={({ id }) => id}
      onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
      loadingMore={list.isFetchingNextPage}
    />
  );
}

function useColumns(): Column<Read>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const purposeOf = useNameOfPurpose();
  const memberOf = useMemberName();
  const keys = useKeyNames(useMay('keys:read'));
  const views = useViews(useMay('views:read')).data?.items;
  return useMemo<Column<Read>[]>(
    () => [
      {
        id: 'reader',
        header: t('reads.column.reader'),
        width: '15%',
        cell: ({ reader }) => keys.get(reader) ?? memberOf(reader),
      },
      {
        id: 'what',
        header: t('reads.column.what'),
        width: '20%',
        cell: ({ view, exit }) =>
          view === null ? (
            <code>{exit}</code>
          ) : (
            <Link to="/views/$view" params={{ view }}>
              {t('reads.view', { title: views?.find(({ name }) => name === view)?.title ?? view })}
            </Link>
          ),
      },
      {
        id: 'purpose',
        header: t('reads.column.purpose'),
        from: 'sm',
        width: '18%',
        cell: (one) => purposeOf(one.purpose),
      },
      {
        id: 'people',
        header: t('reads.column.people'),
        from: 'md',
        cell: ({ profile_ids: [first, ...others] }) =>
          first === undefined ? (
            t('reads.nobody')
          ) : others.length > 0 ? (
            t('reads.people', { count: others.length + 1 })
          ) : (
            <Link to="/people/$type/$value" params={{ type: 'profile_id', value: first }}>
              {first}
            </Link>
          ),
      },
      {
        id: 'fields',
        header: t('reads.column.fields'),
        from: 'lg',
        width: '20%',
        cell: ({ fields }) => format.list(fields.map((name) => toWords(name))),
      },
      {
        id: 'at',
        header: t('reads.column.at'),
        width: '152px',
        align: 'end',
        cell: ({ read_at: at }) => <RelativeTime at={at} />,
      },
    ],
    [t, format, purposeOf, memberOf, keys, views],
  );
}
