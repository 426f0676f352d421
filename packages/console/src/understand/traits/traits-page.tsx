// Traits: what is computed about each person, and how many have a value.
import { IconMathFunction, IconPlus } from '@tabler/icons-react';
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
import { type TraitItem, useTraits } from './traits-query.ts';

export function TraitsPage() {
  const { t } = useTranslation();
  const traits = useTraits();
  const mayChange = useMay('traits:write');
  const rows = traits.data?.items ?? [];
  const create = mayChange && (
    <ButtonLink to="/traits/new" look="primary" icon={<IconPlus aria-hidden="true" />}>
      {t('traits.create')}
    </ButtonLink>
  );
  return (
    <Page wide title={t('traits.title')} about={t('traits.about')} actions={rows.length > 0 && create}>
      <Table
        name="traits"
        label={t('traits.title')}
        rows={rows}
        columns={useTraitColumns()}
        rowKey={({ name }) => name}
        rowLink={({ name }) => ({ to: '/traits/$name', params: { name } })}
        instead={
          traits.isPending ? (
            <SkeletonRows rows={6} height={52} />
          ) : traits.isError ? (
            <ErrorState error={traits.error} onRetry={() => void traits.refetch()} />
          ) : rows.length === 0 ? (
            <EmptyState icon={<IconMathFunction />} title={t('traits.empty')} action={create}>
              <p>{t('traits.emptyWords')}</p>
            </EmptyState>
          ) : undefined
        }
      />
    </Page>
  );
}

function useTraitColumns(): Column<TraitItem>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const purposeOf = useNameOfPurpose();
  return useMemo<Column<TraitItem>[]>(
    () => [
      {
        id: 'title',
        header: t('traits.column.trait'),
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
        cell: (trait) => <KeptMark {...trait} />,
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
        header: t('traits.column.people'),
        width: '152px',
        align: 'end',
        sortBy: ({ people }) => people,
        cell: ({ people }) => (people === null ? '–' : format.number(people)),
      },
    ],
    [t, format, purposeOf],
  );
}
