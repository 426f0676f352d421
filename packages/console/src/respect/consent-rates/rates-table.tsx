// Each purpose with the share that says yes now, and what was said in the period.
import { useMemo } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Spark } from '../../ui/chart/index.ts';
import { type Column, Table } from '../../ui/table/index.ts';
import { usePurposeName } from '../purposes/purpose-words.ts';
import styles from './consent-rates.module.css';
import type { ConsentRates, PurposeRates } from './rates-query.ts';
import { sumOf, toSpans } from './spans.ts';

/** Only those that somebody was asked about, or may be asked about. */
export const isAsked = ({ consent_model, now, days }: PurposeRates): boolean =>
  consent_model === 'opt_in' ||
  consent_model === 'explicit' ||
  days.length > 0 ||
  now.given + now.denied + now.signalled > 0;

export function RatesTable({
  rates,
  chosen,
  onChoose,
}: {
  rates: ConsentRates;
  chosen: string | undefined;
  onChoose: (purpose: string) => void;
}) {
  const { t } = useTranslation();
  const columns = useColumns(rates);
  return (
    <Table
      name="consent-rates"
      label={t('consentRates.byPurpose')}
      rows={rates.purposes.filter(isAsked)}
      columns={columns}
      rowKey={({ purpose }) => purpose}
      openKey={chosen}
      onOpen={({ purpose }) => onChoose(purpose)}
    />
  );
}

function YesNow({ now }: { now: PurposeRates['now'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (now.rate === null) return <span className={styles.none}>{t('consentRates.noAnswers')}</span>;
  return (
    <span className={styles.yes}>
      <span className={styles.share}>{format.percent(now.rate)}</span>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.fill} style={{ width: `${now.rate * 100}%` }} />
      </span>
      <span className={styles.of}>
        {t('consentRates.ofAnswered', {
          given: format.compact(now.given),
          answered: format.compact(now.given + now.denied),
        })}
      </span>
    </span>
  );
}

function useColumns({ from, to }: ConsentRates): Column<PurposeRates>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = usePurposeName();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change exactly when t does.
  return useMemo<Column<PurposeRates>[]>(() => {
    const inPeriod = (
      id: 'given' | 'refused' | 'withdrawn' | 'signalled',
      shown: Column<PurposeRates>['from'],
    ) => {
      const sum = ({ days }: PurposeRates) => sumOf(days, (day) => day[id]);
      return {
        ...{
          id,
          header: t(`consentRates.${id}`),
          width: id === 'signalled' ? '144px' : '88px',
          align: 'end' as const,
          from: shown,
          sortBy: sum,
        },
        cell: (row: PurposeRates) => format.number(sum(row)),
      };
    };
    return [
      {
        id: 'purpose',
        header: t('consentRates.purpose'),
        cell: ({ purpose }) => nameOf(purpose),
        sortBy: ({ purpose }) => nameOf(purpose),
      },
      {
        id: 'now',
        header: t('consentRates.yesNow'),
        width: '26%',
        cell: ({ now }) => <YesNow now={now} />,
        sortBy: ({ now }) => now.rate,
      },
      {
        id: 'trend',
        header: t('consentRates.trend'),
        width: '120px',
        from: 'lg',
        cell: ({ days }) =>
          days.some(({ given }) => given > 0) && (
            <Spark
              height={20}
              values={toSpans(from, to, days).map((span) => sumOf(span.days, ({ given }) => given))}
            />
          ),
      },
      inPeriod('given', 'md'),
      inPeriod('refused', 'md'),
      inPeriod('withdrawn', 'md'),
      inPeriod('signalled', 'lg'),
    ];
  }, [t, from, to, format]);
}
