// What was sold: revenue, or the number of orders where no amount may be told or none was.
import { Link } from '@tanstack/react-router';
import { useFormat } from '../language/format.ts';
import { useTranslation } from '../language/index.ts';
import { TimeChart } from '../ui/chart/index.ts';
import { Card } from '../ui/page.tsx';
import styles from './home-page.module.css';
import { Change, Headline } from './vitals-headline.tsx';
import type { Vitals, VitalsDay } from './vitals-query.ts';

export function VitalsRevenue({ vitals }: { vitals: Vitals }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { now, before, currency, revenue_withheld: withheld } = vitals;
  const isMoney = withheld === null && (now.totals.revenue || before.totals.revenue) !== 0;
  const of = (all: { orders: number; revenue: number | null }): number =>
    isMoney ? (all.revenue ?? 0) : all.orders;
  const money = (value: number): string => format.money(value, currency);
  const words = (value: number): string => (isMoney ? money(value) : format.number(value));
  const ordersOn = (days: readonly VitalsDay[], index: number): string =>
    t('vitals.orders', { count: days[index]?.orders ?? 0 });
  return (
    <Card>
      <TimeChart
        label={isMoney ? t('vitals.revenue') : t('vitals.ordersTitle')}
        aside={
          <Link to="/live" search={{ event: 'Order Completed' }}>
            {t('vitals.seeOrders')}
          </Link>
        }
        headline={
          <Headline value={words(of(now.totals))}>
            <Change now={of(now.totals)} before={of(before.totals)} />
          </Headline>
        }
        empty={t('vitals.empty.orders')}
        periods={now.days.map(({ day }) => day)}
        atWords={format.monthDay}
        valueWords={(value, index, isBefore) =>
          isMoney
            ? t('vitals.dayOf', {
                amount: money(value),
                orders: ordersOn((isBefore ? before : now).days, index),
              })
            : words(value)
        }
        valueShort={(value) => (isMoney ? format.money(value, currency, true) : format.compact(value))}
        unfinished
        series={[
          {
            name: t('vitals.now'),
            total: t('vitals.orders', { count: now.totals.orders }),
            values: now.days.map(of),
          },
        ]}
        before={{
          name: t('vitals.before'),
          total: t('vitals.orders', { count: before.totals.orders }),
          values: before.days.map(of),
        }}
      />
      <Facts vitals={vitals} isMoney={isMoney} />
    </Card>
  );
}

function Facts({
  vitals: { now, currency, revenue_withheld: withheld },
  isMoney,
}: {
  vitals: Vitals;
  isMoney: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const {
    average_order_value: average,
    buyers,
    buyers_returning: returning,
    orders_left_out: out,
  } = now.totals;
  const facts = [
    isMoney && average !== null && t('vitals.average', { amount: format.money(average, currency) }),
    buyers > 0 && t('vitals.returning', { share: format.percent(returning / buyers) }),
    isMoney &&
      out > 0 &&
      (currency === null
        ? t('vitals.leftOutOfAll', { count: out })
        : t('vitals.leftOut', { count: out, currency })),
    withheld !== null && t('vitals.withheld'),
  ].filter((one) => one !== false);
  return facts.length === 0 ? null : (
    <ul className={styles.facts}>
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );
}
