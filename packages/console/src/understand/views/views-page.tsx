// All views: what each is for, for which purpose it shows data, and whom it is about.
import { IconLayoutGrid, IconPlus } from '@tabler/icons-react';
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
import { ReadyMadePart } from './ready-made-part.tsx';
import styles from './views.module.css';
import { useViews, type ViewItem } from './views-query.ts';

export function ViewsPage() {
  const { t } = useTranslation();
  const list = useViews();
  const columns = useColumns();
  const rows = list.data?.items ?? [];
  const create = useMay('views:write') && (
    <ButtonLink to="/views/new" look="primary" icon={<IconPlus aria-hidden="true" />}>
      {t('views.create')}
    </ButtonLink>
  );
  return (
    <Page wide title={t('views.title')} about={t('views.about')} actions={rows.length > 0 && create}>
      <Table
        name="views"
        label={t('views.title')}
        rows={rows}
        columns={columns}
        rowKey={({ name }) => name}
        rowLink={({ name }) => ({ to: '/views/$view', params: { view: name } })}
        instead={
          list.isPending ? (
            <SkeletonRows rows={5} height={64} />
          ) : list.isError ? (
            <ErrorState error={list.error} onRetry={() => void list.refetch()} />
          ) : rows.length === 0 ? (
            <EmptyState icon={<IconLayoutGrid />} title={t('views.empty')} action={create}>
              <p>{t('views.emptyWords')}</p>
            </EmptyState>
          ) : undefined
        }
      />
      {list.isSuccess && <ReadyMadePart />}
    </Page>
  );
}

function useColumns(): Column<ViewItem>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const purposeOf = useNameOfPurpose();
  return useMemo<Column<ViewItem>[]>(
    () => [
      {
        id: 'title',
        header: t('views.column.view'),
        sortBy: ({ title }) => title,
        cell: ({ title, description }) => (
          <span className={styles.twofold}>
            <span className={styles.title}>{title}</span>
            {description !== '' && <span className={styles.words}>{description}</span>}
          </span>
        ),
      },
      {
        id: 'about',
        header: t('views.column.about'),
        width: '144px',
        from: 'md',
        sortBy: ({ about }) => about,
        cell: ({ about }) => t(`views.of.${about}`),
      },
      {
        id: 'purpose',
        header: t('definitions.purpose'),
        width: '18%',
        from: 'sm',
        sortBy: ({ purpose }) => purposeOf(purpose),
        cell: ({ purpose }) => purposeOf(purpose),
      },
      {
        id: 'fields',
        header: t('views.column.fields'),
        width: '96px',
        align: 'end',
        from: 'md',
        sortBy: ({ fields }) => fields.length,
        cell: ({ fields }) => format.number(fields.length),
      },
      {
        id: 'version',
        header: t('views.column.version'),
        width: '112px',
        align: 'end',
        sortBy: ({ version }) => version,
        cell: ({ version }) => format.number(version),
      },
    ],
    [t, format, purposeOf],
  );
}
