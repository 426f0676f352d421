// Sources: where events come from, the most recently heard first.
import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import { RelativeTime } from '../../ui/time.tsx';
import { CreateSource } from './create-source.tsx';
import { isKnownKind } from './kinds.ts';
import { SourceMark } from './source-mark.tsx';
import { type Source, useSources } from './sources-query.ts';

export function SourcesPage() {
  const { t } = useTranslation();
  const sources = useSources();
  const columns = useSourceColumns();
  const navigate = useNavigate({ from: '/sources' });
  const { new: creating } = useSearch({ from: '/inside/sources' });
  const openCreate = () => void navigate({ search: { new: '1' } });
  const create = (
    <Button look="primary" icon={<IconPlus aria-hidden="true" />} onClick={openCreate}>
      {t('sources.create.title')}
    </Button>
  );
  const rows = useMemo(
    () =>
      (sources.data?.items ?? []).toSorted((a, b) =>
        (b.last_event_at ?? '').localeCompare(a.last_event_at ?? ''),
      ),
    [sources.data],
  );
  return (
    <Page title={t('sources.title')} about={t('sources.about')} actions={rows.length > 0 && create} wide>
      {sources.isPending ? (
        <SkeletonRows rows={4} height={44} />
      ) : sources.isError && rows.length === 0 ? (
        <ErrorState error={sources.error} onRetry={() => void sources.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState icon={<IconPlugConnected />} title={t('sources.empty')} action={create}>
          <p>{t('sources.emptyWords')}</p>
        </EmptyState>
      ) : (
        <Table
          name="sources"
          label={t('sources.title')}
          rows={rows}
          columns={columns}
          rowKey={(source) => String(source.id)}
          rowLink={(source) => ({ to: '/sources/$sourceId', params: { sourceId: String(source.id) } })}
        />
      )}
      <CreateSource
        open={creating !== undefined}
        onClose={() => void navigate({ search: {}, replace: true })}
      />
    </Page>
  );
}

function useSourceColumns(): Column<Source>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo<Column<Source>[]>(
    () => [
      {
        id: 'name',
        header: t('sources.column.name'),
        sortBy: (source) => source.name,
        cell: (source) => <span style={{ fontWeight: 500 }}>{source.name}</span>,
      },
      {
        id: 'kind',
        header: t('sources.column.kind'),
        width: '18%',
        from: 'md',
        sortBy: (source) => source.kind,
        cell: (source) => (isKnownKind(source.kind) ? t(`sources.kind.${source.kind}.name`) : source.kind),
      },
      {
        id: 'state',
        header: t('sources.column.state'),
        width: '150px',
        cell: (source) => <SourceMark source={source} />,
      },
      {
        id: 'events',
        header: t('sources.column.events'),
        width: '120px',
        align: 'end',
        from: 'sm',
        sortBy: (source) => source.events_total,
        cell: (source) => format.number(source.events_total),
      },
      {
        id: 'last',
        header: t('sources.column.last'),
        width: '130px',
        align: 'end',
        from: 'sm',
        sortBy: (source) => source.last_event_at,
        cell: (source) => <RelativeTime at={source.last_event_at} />,
      },
      {
        id: 'created',
        header: t('sources.column.created'),
        width: '130px',
        align: 'end',
        hidden: true,
        sortBy: (source) => source.created_at,
        cell: (source) => <RelativeTime at={source.created_at} />,
      },
    ],
    [t, format],
  );
}
