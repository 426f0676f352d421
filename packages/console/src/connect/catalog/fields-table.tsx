// The fields of a type: what each is called, its kind, the category of data, what it refers to.
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Tag } from '../../ui/mark.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import { toWords } from '../../understand/views/field-words.ts';
import styles from './catalog.module.css';
import type { TypeItem } from './catalog-query.ts';

type Row = { name: string; title: string; kind: TypeItem['fields'][string]['kind']; category?: string };

export function FieldsTable({ type }: { type: TypeItem }) {
  const { t } = useTranslation();
  const columns = useColumns(type);
  const rows = Object.entries(type.fields).map(
    ([name, { title, kind, category }]): Row => ({
      ...{ name, title: title ?? toWords(name), kind },
      ...(category && { category }),
    }),
  );
  return (
    <div className={styles.panel}>
      <Table
        name="catalog-fields"
        label={t('catalog.fields')}
        rows={rows}
        columns={columns}
        rowKey={({ name }) => name}
      />
    </div>
  );
}

function useColumns({ references, title_field, time_field }: TypeItem): Column<Row>[] {
  const { t } = useTranslation();
  return useMemo<Column<Row>[]>(
    () => [
      {
        id: 'name',
        header: t('catalog.field'),
        cell: ({ name, title }) => (
          <span className={styles.twofold}>
            <span className={styles.titleLine}>
              <span className={styles.title}>{title}</span>
              {name === title_field && <Tag>{t('catalog.isTitle')}</Tag>}
              {name === time_field && <Tag>{t('catalog.isTime')}</Tag>}
            </span>
            <code className={styles.slug}>{name}</code>
          </span>
        ),
      },
      {
        id: 'category',
        header: t('catalog.category'),
        width: '24%',
        from: 'md',
        cell: ({ category }) => category ?? '–',
      },
      {
        id: 'refers',
        header: t('catalog.refersTo'),
        width: '22%',
        from: 'sm',
        cell: ({ name }) => {
          const found = references.find(({ path }) => path.split('.')[0] === name);
          if (found === undefined) return '–';
          return found.to === 'segment' ? (
            t('catalog.segment')
          ) : (
            <Link to="/catalog/$type" params={{ type: found.to }}>
              {found.to}
            </Link>
          );
        },
      },
      {
        id: 'kind',
        header: t('catalog.kindOf'),
        width: '128px',
        cell: ({ kind }) => t(`catalog.kind.${kind}`),
      },
    ],
    [t, references, title_field, time_field],
  );
}
