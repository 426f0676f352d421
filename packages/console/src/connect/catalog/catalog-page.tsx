// The catalog: each type of what the company deals in, how much of it is known, and which events tell of it.
import { IconBox, IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useMay } from '../../app/session.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Tag } from '../../ui/mark.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import styles from './catalog.module.css';
import { type TypeItem, useCatalogTypes } from './catalog-query.ts';

export function CatalogPage() {
  const { t } = useTranslation();
  const may = useMay('catalog:read');
  const types = useCatalogTypes();
  const columns = useColumns();
  const rows = types.data?.items ?? [];
  const create = useMay('catalog:write') && (
    <ButtonLink to="/catalog/new" look="primary" icon={<IconPlus aria-hidden="true" />}>
      {t('catalog.create')}
    </ButtonLink>
  );
  return (
    <Page wide title={t('catalog.title')} about={t('catalog.about')} actions={rows.length > 0 && create}>
      <Table
        name="catalog"
        label={t('catalog.title')}
        rows={rows}
        columns={columns}
        rowKey={({ name }) => name}
        rowLink={({ name }) => ({ to: '/catalog/$type', params: { type: name } })}
        instead={
          !may ? (
            <EmptyState title={t('error.forbidden.title')}>
              <p>{t('error.forbidden.todo')}</p>
            </EmptyState>
          ) : types.isPending ? (
            <SkeletonRows rows={6} height={56} />
          ) : types.isError ? (
            <ErrorState error={types.error} onRetry={() => void types.refetch()} />
          ) : rows.length === 0 ? (
            <EmptyState icon={<IconBox />} title={t('catalog.empty')} action={create}>
              <p>{t('catalog.emptyWords')}</p>
            </EmptyState>
          ) : undefined
        }
      />
    </Page>
  );
}

function useColumns(): Column<TypeItem>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo<Column<TypeItem>[]>(
    () => [
      {
        id: 'title',
        header: t('catalog.column.type'),
        sortBy: ({ title }) => title,
        cell: ({ title, name, of_person: ofPerson }) => (
          <span className={styles.twofold}>
            <span className={styles.titleLine}>
              <span className={styles.title}>{title}</span>
              {ofPerson && <Tag>{t('catalog.ofPerson')}</Tag>}
            </span>
            <code className={styles.slug}>{name}</code>
          </span>
        ),
      },
      {
        id: 'told',
        header: t('catalog.column.told'),
        width: '34%',
        from: 'md',
        cell: ({ told_by: told }) => {
          const events = [...new Set(told.map(({ event }) => event))];
          return events.length > 0 ? events.join(', ') : t('catalog.byHand');
        },
      },
      {
        id: 'fields',
        header: t('catalog.column.fields'),
        width: '96px',
        align: 'end',
        from: 'sm',
        sortBy: ({ fields }) => Object.keys(fields).length,
        cell: ({ fields }) => format.number(Object.keys(fields).length),
      },
      {
        id: 'objects',
        header: t('catalog.column.objects'),
        width: '136px',
        align: 'end',
        sortBy: ({ objects }) => objects,
        cell: ({ objects }) => format.number(objects),
      },
    ],
    [t, format],
  );
}
