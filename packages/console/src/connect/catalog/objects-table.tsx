// The objects of a type, found while typing. Those of people are looked at for a purpose, as people are.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { allItems } from '../../api/list.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { usePurpose } from '../../respect/purposes/current-purpose.ts';
import { PurposePicker } from '../../respect/purposes/purpose-picker.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { useDebounced } from '../../ui/debounced.ts';
import { SearchField } from '../../ui/field.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState, Notice } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import { RelativeTime } from '../../ui/time.tsx';
import { toWords } from '../../understand/views/field-words.ts';
import { ToldValue } from '../../understand/views/told-value.tsx';
import styles from './catalog.module.css';
import { type ObjectItem, type TypeItem, useObjects } from './catalog-query.ts';

export function ObjectsTable({ type }: { type: TypeItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { q: asked } = useSearch({ strict: false });
  const navigate = useNavigate();
  const { purpose } = usePurpose();
  const [text, setText] = useState(asked ?? '');
  const q = useDebounced(text.trim(), 120);
  useEffect(() => {
    void navigate({
      to: '.',
      search: (before) => ({ ...before, q: q || undefined }),
      replace: true,
      resetScroll: false,
    });
  }, [q, navigate]);
  const objects = useObjects(type, purpose, q);
  const rows = useMemo(() => allItems(objects.data), [objects.data]);
  const columns = useColumns(type);
  return (
    <div className={styles.panel}>
      {objects.isError && rows.length > 0 && (
        <Notice tone="bad">
          {t('ui.stale', { at: format.clockExact(new Date(objects.dataUpdatedAt)) })}
        </Notice>
      )}
      <Table
        name={`catalog-${type.name}`}
        label={type.title}
        rows={rows}
        columns={columns}
        rowKey={({ id }) => id}
        rowLink={({ id }) => ({
          to: '/catalog/$type/objects/$id',
          params: { type: type.name, id },
          search: type.of_person ? { purpose } : {},
        })}
        onMore={objects.hasNextPage ? () => void objects.fetchNextPage() : undefined}
        loadingMore={objects.isFetchingNextPage}
        toolbar={
          <>
            <SearchField label={t('catalog.search')} value={text} onValue={setText} shortcut />
            {type.of_person && <PurposePicker />}
          </>
        }
        instead={
          objects.isPending ? (
            <SkeletonRows rows={10} height={44} />
          ) : objects.isError && rows.length === 0 ? (
            <ErrorState error={objects.error} onRetry={() => void objects.refetch()} />
          ) : rows.length === 0 ? (
            <Nothing type={type} q={q} onShowAll={() => setText('')} />
          ) : undefined
        }
      />
    </div>
  );
}

function Nothing({ type, q, onShowAll }: { type: TypeItem; q: string; onShowAll: () => void }) {
  const { t } = useTranslation();
  return q ? (
    <EmptyState
      title={t('catalog.noneFound', { q })}
      action={<Button onClick={onShowAll}>{t('catalog.showAll')}</Button>}
    >
      <p>{t('catalog.noneFoundWords')}</p>
    </EmptyState>
  ) : (
    <EmptyState
      title={t('catalog.noObjects')}
      action={
        <ButtonLink to="/catalog/$type/import" params={{ type: type.name }} look="primary">
          {t('catalog.import.verb')}
        </ButtonLink>
      }
    >
      <p>{t('catalog.noObjectsWords')}</p>
    </EmptyState>
  );
}

/** The title, a few fields that say most, and the age; others can be chosen. */
const SHOWN_MAX = 4;

function useColumns(type: TypeItem): Column<ObjectItem>[] {
  const { t } = useTranslation();
  return useMemo<Column<ObjectItem>[]>(() => {
    const isPlain = (kind: string) => kind !== 'list' && kind !== 'object';
    const others = Object.entries(type.fields).filter(
      ([name, { kind }]) => name !== type.title_field && name !== 'currency' && isPlain(kind),
    );
    return [
      {
        id: 'title',
        header: type.title,
        width: '34%',
        cell: ({ id, title }) => (
          <span className={styles.twofold}>
            <span className={styles.title}>{title ?? id}</span>
            {title !== null && <span className={styles.slug}>{id}</span>}
          </span>
        ),
      },
      ...others.map(
        ([name, { title, kind }], index): Column<ObjectItem> => ({
          id: name,
          header: title ?? toWords(name),
          from: index === 0 ? 'sm' : index === 1 ? 'md' : 'lg',
          ...(index >= SHOWN_MAX ? { hidden: true } : {}),
          ...(kind === 'number' ? { align: 'end' } : {}),
          cell: ({ fields }) => <ToldValue name={name} value={fields[name] ?? null} beside={fields} />,
        }),
      ),
      {
        id: 'updated',
        header: t('catalog.updated'),
        width: '128px',
        align: 'end',
        cell: ({ updated_at: at }) => <RelativeTime at={at} />,
      },
    ];
  }, [t, type]);
}
