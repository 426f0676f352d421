// Who is on a list: since when, and who put them there.
import { IconUserMinus } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { allItems } from '../../api/list.ts';
import { useTranslation } from '../../language/index.ts';
import { usePurpose } from '../../respect/purposes/current-purpose.ts';
import { useNameOfPurpose } from '../../respect/purposes/name-of-purpose.ts';
import { IconButton } from '../../ui/button.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState, Notice } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import { RelativeTime } from '../../ui/time.tsx';
import { showToast } from '../../ui/toast.tsx';
import { Portrait } from '../people/portrait.tsx';
import styles from './lists.module.css';
import { type List, type PersonOnList, usePeopleOn, useRemovePeople } from './lists-query.ts';

export function PeopleOnList({ list, mayChange, add }: { list: List; mayChange: boolean; add: ReactNode }) {
  const { t } = useTranslation();
  const purposeOf = useNameOfPurpose();
  const { purpose } = usePurpose();
  const people = usePeopleOn(list.name, purpose);
  const remove = useRemovePeople(list.name);
  const rows = useMemo(() => allItems(people.data), [people.data]);
  const { mutate } = remove;
  const columns = usePersonColumns(
    useMemo(
      () =>
        mayChange
          ? ({ id, display_name: name }: PersonOnList) =>
              mutate([id], {
                onSuccess: () =>
                  showToast(t('lists.removed', { name: name || t('definitions.nameless', { id }) })),
              })
          : undefined,
      [mayChange, mutate, t],
    ),
  );
  return (
    <>
      {remove.isError && <Notice tone="bad">{remove.error.message}</Notice>}
      <Table
        name="people-on-list"
        label={t('lists.people')}
        rows={rows}
        columns={columns}
        rowKey={({ id }) => id}
        rowLink={({ id }) => ({
          to: '/people/$type/$value',
          params: { type: 'profile_id', value: id },
          search: { purpose },
        })}
        onMore={people.hasNextPage ? () => void people.fetchNextPage() : undefined}
        loadingMore={people.isFetchingNextPage}
        instead={
          people.isPending ? (
            <SkeletonRows rows={8} height={44} />
          ) : people.isError && rows.length === 0 ? (
            <ErrorState error={people.error} onRetry={() => void people.refetch()} />
          ) : list.people === 0 ? (
            <EmptyState title={t('lists.nobody')} action={add}>
              <p>{t('lists.nobodyWords')}</p>
            </EmptyState>
          ) : rows.length === 0 && !people.hasNextPage ? (
            <EmptyState title={t('lists.hidden')}>
              <p>{t('lists.hiddenWords', { purpose: purposeOf(purpose) })}</p>
            </EmptyState>
          ) : undefined
        }
      />
    </>
  );
}

function usePersonColumns(onRemove: ((person: PersonOnList) => void) | undefined): Column<PersonOnList>[] {
  const { t } = useTranslation();
  return useMemo<Column<PersonOnList>[]>(
    () => [
      {
        id: 'name',
        header: t('definitions.person'),
        cell: ({ display_name: name, id }) => (
          <span className={styles.person}>
            <Portrait name={name || undefined} />
            <span className={styles.cut}>{name || t('definitions.nameless', { id })}</span>
          </span>
        ),
      },
      {
        id: 'by',
        header: t('lists.column.addedBy'),
        width: '28%',
        from: 'sm',
        cell: ({ added_by_name: by }) => by ?? t('lists.gone'),
      },
      {
        id: 'added',
        header: t('lists.column.added'),
        width: onRemove ? '152px' : '112px',
        align: 'end',
        cell: (person) => (
          <span className={styles.added}>
            <RelativeTime at={person.added_at} />
            {onRemove && (
              <IconButton
                label={t('lists.remove', {
                  name: person.display_name || t('definitions.nameless', { id: person.id }),
                })}
                onClick={(event) => {
                  // The row itself opens the person.
                  event.preventDefault();
                  event.stopPropagation();
                  onRemove(person);
                }}
              >
                <IconUserMinus />
              </IconButton>
            )}
          </span>
        ),
      },
    ],
    [t, onRemove],
  );
}
