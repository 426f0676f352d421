// People: everyone known, found by any identifier or attribute while typing.
import { IconUsers } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Fragment, useEffect, useMemo, useState } from 'react';
import { allItems } from '../../api/list.ts';
import { useFormat } from '../../language/format.ts';
import { Trans, useTranslation } from '../../language/index.ts';
import { MaskReasons, Shown } from '../../respect/masking/mask-reasons.tsx';
import { usePurpose } from '../../respect/purposes/current-purpose.ts';
import { PurposePicker } from '../../respect/purposes/purpose-picker.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { useDebounced } from '../../ui/debounced.ts';
import { SearchField } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState, Notice } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import { RelativeTime } from '../../ui/time.tsx';
import styles from './people-page.module.css';
import { type PersonItem, usePeople } from './people-query.ts';
import { byTelling, personName, shortId } from './person-words.ts';
import { Portrait } from './portrait.tsx';

export function PeoplePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const search = useSearch({ from: '/inside/people' });
  const navigate = useNavigate({ from: '/people' });
  const { purpose } = usePurpose();
  const [text, setText] = useState(search.q ?? '');
  const q = useDebounced(text.trim(), 80);
  useEffect(() => {
    void navigate({ search: (before) => ({ ...before, q: q || undefined }), replace: true });
  }, [q, navigate]);
  const people = usePeople(purpose, q);
  const columns = usePeopleColumns();
  const rows = useMemo(() => allItems(people.data), [people.data]);
  const total = people.data?.pages[0]?.total;

  return (
    <Page wide title={t('people.title')} about={t('people.about')} actions={<PurposePicker />}>
      {people.isError && rows.length > 0 && (
        <Notice tone="bad">{t('ui.stale', { at: format.clockExact(new Date(people.dataUpdatedAt)) })}</Notice>
      )}
      <MaskReasons fields={people.data?.pages[0]?.masked}>
        <Table
          name="people"
          label={t('people.title')}
          rows={rows}
          columns={columns}
          rowKey={(person) => String(person.id)}
          rowLink={(person) => ({
            to: '/people/$type/$value',
            params: { type: 'profile_id', value: String(person.id) },
            search: { purpose },
          })}
          onMore={people.hasNextPage ? () => void people.fetchNextPage() : undefined}
          loadingMore={people.isFetchingNextPage}
          toolbar={
            <>
              <SearchField label={t('people.search')} value={text} onValue={setText} shortcut />
              <p className={styles.count} role="status">
                {total !== undefined &&
                  (q ? t('people.found', { count: total }) : t('people.count', { count: total }))}
              </p>
            </>
          }
          instead={
            people.isPending ? (
              <SkeletonRows rows={12} height={44} />
            ) : people.isError && rows.length === 0 ? (
              <ErrorState error={people.error} onRetry={() => void people.refetch()} />
            ) : rows.length === 0 ? (
              <Nobody q={q} onShowAll={() => setText('')} />
            ) : undefined
          }
        />
      </MaskReasons>
    </Page>
  );
}

function Nobody({ q, onShowAll }: { q: string; onShowAll: () => void }) {
  const { t } = useTranslation();
  return q ? (
    <EmptyState
      title={t('people.noneFound', { q })}
      action={<Button onClick={onShowAll}>{t('people.showAll')}</Button>}
    >
      <p>{t('people.noneFoundWords')}</p>
    </EmptyState>
  ) : (
    <EmptyState
      icon={<IconUsers />}
      title={t('people.empty')}
      action={
        <ButtonLink to="/sources" look="primary">
          {t('people.emptyVerb')}
        </ButtonLink>
      }
    >
      <p>
        <Trans i18nKey="people.emptyWords" components={{ code: <code /> }} />
      </p>
    </EmptyState>
  );
}

function usePeopleColumns(): Column<PersonItem>[] {
  const { t } = useTranslation();
  return useMemo<Column<PersonItem>[]>(
    () => [
      {
        id: 'name',
        header: t('people.column.name'),
        width: '30%',
        cell: (person) => {
          const name = personName(person);
          return (
            <span className={styles.person}>
              <Portrait name={name} />
              <span className={name ? styles.name : styles.anonymous}>
                <Shown within field="name" value={name ?? t('people.anonymous')} />
              </span>
            </span>
          );
        },
      },
      {
        id: 'identifiers',
        header: t('people.column.identifiers'),
        from: 'sm',
        cell: (person) => (
          <span className={styles.identifiers}>
            {byTelling(person.identifiers)
              .filter((each) => each.value !== personName(person))
              .slice(0, 3)
              .map((each, index) => (
                <Fragment key={`${each.type} ${each.value}`}>
                  {index > 0 && ' · '}
                  <Shown within field={`identifiers.${each.type}`} value={shortId(each.value)} />
                </Fragment>
              ))}
          </span>
        ),
      },
      {
        id: 'place',
        header: t('people.column.place'),
        width: '16%',
        from: 'lg',
        cell: ({ attributes: { city, country } }) => (
          <Shown within field={text(city) ? 'city' : 'country'} value={text(city) ?? text(country) ?? '–'} />
        ),
      },
      {
        id: 'firstSeen',
        header: t('people.column.firstSeen'),
        width: '120px',
        align: 'end',
        from: 'lg',
        cell: (person) => <RelativeTime at={person.first_seen_at} />,
      },
      {
        id: 'lastSeen',
        header: t('people.column.lastSeen'),
        width: '120px',
        align: 'end',
        cell: (person) => <RelativeTime at={person.last_seen_at} />,
      },
    ],
    [t],
  );
}

function text(value: unknown): string | undefined {
  if (typeof value === 'string' && value !== '') return value;
  // The list may give an attribute with its origin; the person's page shows that, the list needs the value alone.
  if (typeof value === 'object' && value !== null && 'value' in value) return text(value.value);
  return undefined;
}
