// All segments or all traits: what each says in a sentence, for which purpose it is kept, and how many people it finds.
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
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
import styles from './definitions.module.css';
import { KeptMark } from './kept-mark.tsx';
import { areaOf, type ItemOf, type Kind, useKeptList } from './kept-query.ts';

export type Listing<K extends Kind> = {
  kind: K;
  icon: ReactNode;
  say: (definition: ItemOf<K>['definition']) => ReactNode;
  /** The head of the column, and how many there are. */
  count: { header: string; of: (item: ItemOf<K>) => number | null };
};

export function KeptListPage<K extends Kind>(listing: Listing<K>) {
  const { t } = useTranslation();
  const { kind, icon } = listing;
  const area = areaOf(kind);
  const list = useKeptList(kind);
  const columns = useColumns(listing);
  const rows = list.data?.items ?? [];
  const create = useMay(`${area}:write`) && (
    <ButtonLink to={`/${area}/new`} look="primary" icon={<IconPlus aria-hidden="true" />}>
      {t(`${area}.create`)}
    </ButtonLink>
  );
  return (
    <Page wide title={t(`${area}.title`)} about={t(`${area}.about`)} actions={rows.length > 0 && create}>
      <Table
        name={area}
        label={t(`${area}.title`)}
        rows={rows}
        columns={columns}
        rowKey={({ name }) => name}
        rowLink={({ name }) => ({ to: `/${area}/$name`, params: { name } })}
        instead={
          list.isPending ? (
            <SkeletonRows rows={6} height={72} />
          ) : list.isError ? (
            <ErrorState error={list.error} onRetry={() => void list.refetch()} />
          ) : rows.length === 0 ? (
            <EmptyState icon={icon} title={t(`${area}.empty`)} action={create}>
              <p>{t(`${area}.emptyWords`)}</p>
            </EmptyState>
          ) : undefined
        }
      />
    </Page>
  );
}

function useColumns<K extends Kind>({ say, count }: Listing<K>): Column<ItemOf<K>>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const purposeOf = useNameOfPurpose();
  return useMemo<Column<ItemOf<K>>[]>(
    () => [
      {
        id: 'title',
        header: t('definitions.titleOf'),
        sortBy: ({ title }) => title,
        cell: ({ title, name, definition }) => (
          <span className={styles.twofold}>
            <span className={styles.titleLine}>
              <span className={styles.title}>{title}</span>
              <code className={styles.slug}>{name}</code>
            </span>
            {say(definition)}
          </span>
        ),
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
        id: 'state',
        header: t('definitions.stateOf'),
        width: '136px',
        from: 'md',
        cell: (item) => <KeptMark {...item} />,
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
        id: 'people',
        header: count.header,
        width: '136px',
        align: 'end',
        sortBy: (item) => count.of(item),
        cell: (item) => {
          const people = count.of(item);
          return people === null ? '–' : format.number(people);
        },
      },
    ],
    [t, format, purposeOf, say, count],
  );
}
