// Asks as a table: what is asked, when, for what, and what came of it.
import { useMemo } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { StateMark } from '../../ui/mark.tsx';
import { type Column, Table } from '../../ui/table/index.ts';
import { useNameOfPurpose } from '../purposes/name-of-purpose.ts';
import { useAskWords } from './ask-words.ts';
import styles from './asks.module.css';
import type { Ask, AskCounts } from './asks-query.ts';

export function AsksTable({
  asks,
  counts,
  openKey,
  onOpen,
}: {
  asks: Ask[];
  /** Undefined while they are not known. */
  counts: AskCounts[] | undefined;
  openKey: string | undefined;
  onOpen: ((ask: Ask) => void) | undefined;
}) {
  const { t } = useTranslation();
  return (
    <Table
      name="asks"
      label={t('asks.title')}
      rows={asks}
      columns={useAskColumns(counts)}
      rowKey={({ slug }) => slug}
      openKey={openKey}
      onOpen={onOpen}
    />
  );
}

function useAskColumns(counts: AskCounts[] | undefined): Column<Ask>[] {
  const { t } = useTranslation();
  const purposeOf = useNameOfPurpose();
  const { questionOf, momentOf } = useAskWords();
  const numbers = useCountColumns(counts);
  // biome-ignore lint/correctness/useExhaustiveDependencies: questions and moments change exactly when t does.
  return useMemo<Column<Ask>[]>(
    () => [
      {
        id: 'ask',
        header: t('asks.column.ask'),
        sortBy: questionOf,
        cell: (ask) => (
          <span className={styles.twofold}>
            <span className={styles.name}>{questionOf(ask)}</span>
            <code className={styles.slug}>{ask.slug}</code>
          </span>
        ),
      },
      {
        id: 'state',
        header: t('asks.column.state'),
        width: '120px',
        cell: ({ enabled, retired }) =>
          retired ? (
            <StateMark tone="off">{t('asks.state.retired')}</StateMark>
          ) : enabled ? (
            <StateMark tone="good">{t('asks.state.on')}</StateMark>
          ) : (
            <StateMark tone="waiting">{t('asks.state.off')}</StateMark>
          ),
      },
      {
        id: 'moment',
        header: t('asks.column.moment'),
        width: '20%',
        from: 'md',
        cell: ({ moment }) => momentOf(moment),
      },
      {
        id: 'purpose',
        header: t('asks.column.purpose'),
        width: '18%',
        from: 'lg',
        sortBy: ({ purpose }) => purposeOf(purpose),
        cell: ({ purpose }) => purposeOf(purpose),
      },
      ...numbers,
    ],
    [t, purposeOf, numbers],
  );
}

/** Of those to whom it was shown. */
function useCountColumns(counts: AskCounts[] | undefined): Column<Ask>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo<Column<Ask>[]>(() => {
    const of = ({ slug }: Ask) => counts?.find((one) => one.slug === slug);
    return (['shown', 'answered', 'declined'] as const).map((what) => ({
      id: what,
      header: t(`asks.column.${what}`),
      width: '104px',
      align: 'end',
      from: what === 'shown' ? 'sm' : 'md',
      sortBy: (ask) => of(ask)?.[what] ?? null,
      cell: (ask) => {
        const own = of(ask);
        if (own === undefined) return '';
        const share = what === 'shown' || own.shown === 0 ? undefined : own[what] / own.shown;
        return (
          <span className={styles.number}>
            {format.number(own[what])}
            {share !== undefined && <span className={styles.slug}>{format.percent(Math.min(1, share))}</span>}
          </span>
        );
      },
    }));
  }, [t, format, counts]);
}
