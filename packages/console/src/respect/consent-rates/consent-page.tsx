// Consent: how many say yes to each purpose, how that moves, and how often browsers say no for people.
import { IconMessageQuestion } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from '../../language/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Choice } from '../../ui/field.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { usePurposeName } from '../purposes/purpose-words.ts';
import { AnswerCharts } from './answer-charts.tsx';
import { type ConsentRates, type PurposeRates, useConsentRates } from './rates-query.ts';
import { isAsked, RatesTable } from './rates-table.tsx';
import { SignalChart } from './signal-chart.tsx';

const PERIODS = ['30', '90', '365'] as const;
type Period = (typeof PERIODS)[number];
/** A year is of whole weeks, since its bars are. */
const DAYS: Record<Period, number> = { 30: 30, 90: 90, 365: 364 };

export function ConsentPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/inside/consent' });
  const navigate = useNavigate({ from: '/consent' });
  const days: Period = PERIODS.find((period) => period === search.days) ?? '30';
  const rates = useConsentRates(DAYS[days]);
  const change = (changes: { days?: string; purpose?: string }) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false });
  return (
    <Page
      wide
      title={t('consentRates.title')}
      about={t('consentRates.about')}
      actions={
        <Choice
          label={t('consentRates.period')}
          value={days}
          options={PERIODS.map((period) => ({ value: period, label: t(`consentRates.days${period}`) }))}
          onValue={(period) => change({ days: period === '30' ? undefined : period })}
        />
      }
    >
      {rates.data ? (
        <Rates rates={rates.data} chosen={search.purpose} onChoose={(purpose) => change({ purpose })} />
      ) : rates.isError ? (
        <ErrorState error={rates.error} onRetry={() => void rates.refetch()} />
      ) : (
        <SkeletonRows rows={8} height={44} />
      )}
    </Page>
  );
}

function Rates({
  rates,
  chosen,
  onChoose,
}: {
  rates: ConsentRates;
  chosen: string | undefined;
  onChoose: (purpose: string) => void;
}) {
  const { t } = useTranslation();
  const nameOf = usePurposeName();
  const answered = ({ now, days }: PurposeRates) => now.given + now.denied + now.signalled + days.length;
  if (rates.gpc.days.length === 0 && rates.purposes.every((purpose) => answered(purpose) === 0))
    return (
      <EmptyState
        icon={<IconMessageQuestion />}
        title={t('consentRates.empty')}
        action={<ButtonLink to="/purposes">{t('consentRates.toPurposes')}</ButtonLink>}
      >
        <p>{t('consentRates.emptyWords')}</p>
      </EmptyState>
    );
  const asked = rates.purposes.filter(isAsked);
  const shown =
    asked.find(({ purpose }) => purpose === chosen) ??
    asked.toSorted((x, y) => y.now.given + y.now.denied - x.now.given - x.now.denied)[0];
  return (
    <>
      <RatesTable rates={rates} chosen={shown?.purpose} onChoose={onChoose} />
      {shown && (
        <Section title={nameOf(shown.purpose)} aside={<span>{t('consentRates.inPeriod')}</span>}>
          <AnswerCharts rates={rates} purpose={shown} />
        </Section>
      )}
      <Section title={t('consentRates.signalTitle')}>
        <SignalChart rates={rates} />
      </Section>
    </>
  );
}
