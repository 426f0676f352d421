// GET /api/vitals: how the shop does, day by day, beside the period before. Counts and sums alone: nobody is told.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { parseQuery } from '../../platform/http/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Access, mayDo, type Principal } from '../../respect/access/index.ts';
import { openMask } from '../../respect/categories/index.ts';
import { getPurpose, type Purpose } from '../../respect/purposes/index.ts';
import { getTimeZone } from '../definitions/index.ts';
import { type Field, openValueGates } from '../showing/index.ts';
import { listGrowing } from './growing.ts';
import {
  type Buyers,
  countActive,
  countBuyers,
  countNew,
  listOrders,
  orderName,
  type PeopleRow,
} from './olap.ts';
import { chooseCurrency, type OrderRow, sumByDay, sumOrders } from './orders.ts';
import { listDays, toPeriods } from './periods.ts';

export const vitalsQuery = z.object({
  days: z.coerce
    .number()
    .int()
    .min(7)
    .max(90)
    .default(28)
    .describe('So many days up to today, and as many before them.'),
  purpose: z.string().describe('The slug of a purpose.'),
});

type Deps = { access: Access; clickhouse: ClickHouse; clock: Clock };

export function registerVitalsRoute(app: FastifyInstance, { access, clickhouse, clock }: Deps): void {
  app.get('/api/vitals', async (request) => {
    const { purpose: slug } = request.query as { purpose?: unknown };
    const { scope, principal } = await access.permit(request, 'events:read', slug);
    const purpose = await getPurpose(scope, slug);
    const { days } = parseQuery(vitalsQuery, request.query);
    const periods = toPeriods(clock.nowMs(), await getTimeZone(scope), days);
    const asked = { workspaceId: scope.workspaceId, purpose, periods };
    const [withheld, orders, buyers, active, fresh, segments] = await Promise.all([
      findWhyNoRevenue(scope, { principal, purpose, at: periods.nowMs }),
      listOrders(clickhouse, asked),
      countBuyers(clickhouse, asked),
      countActive(clickhouse, asked),
      countNew(clickhouse, asked),
      mayDo(principal, 'segments:read')
        ? listGrowing({ scope, clickhouse }, new Date(periods.beforeUntilMs))
        : null,
    ]);
    const now = listDays(periods.firstDay, days);
    const before = listDays(periods.firstDayBefore, days);
    const ofNow = orders.filter(({ day }) => day >= (now[0] as string));
    const currency = chooseCurrency(ofNow.length === 0 ? orders : ofNow);
    const found = { orders, buyers, active, fresh, currency, isToldRevenue: withheld === undefined };
    return {
      time_zone: periods.zone,
      currency: withheld !== undefined || currency === '' ? null : currency,
      revenue_withheld: withheld ?? null,
      now: toPeriod('now', now, found),
      before: toPeriod('before', before, found),
      segments,
    };
  });
}

const revenueFields: Field[] = [['total'], ['revenue'], ['currency']].map((names) => ({
  ...{ subject: 'property', names, of: { name: orderName } },
}));

/** What is made of amounts is as delicate as they are. */
async function findWhyNoRevenue(
  scope: Scope,
  { principal, purpose, at }: { principal: Principal; purpose: Purpose; at: number },
) {
  const fields = { told: revenueFields, read: revenueFields };
  const gateOf = await openValueGates(scope, [fields], {
    ...{ purpose, mask: openMask(principal.unmasked), at },
  });
  return gateOf(fields).whyNotOfAll;
}

type Found = {
  orders: readonly OrderRow[];
  buyers: Record<'now' | 'before', Buyers>;
  active: readonly PeopleRow[];
  fresh: readonly PeopleRow[];
  currency: string;
  isToldRevenue: boolean;
};

function toPeriod(period: 'now' | 'before', days: readonly string[], found: Found) {
  const rows = found.orders.filter(({ day }) => days.includes(day));
  const ofDay = sumByDay(rows, found.currency);
  const { revenue, average_order_value, ...counts } = sumOrders(rows, found.currency);
  const [active, fresh] = [found.active, found.fresh].map(
    (all) => new Map(all.map((one) => [one.day, one])),
  ) as [Map<string, PeopleRow>, Map<string, PeopleRow>];
  const peopleOf = (key: string) => ({
    active_known: active.get(key)?.known ?? 0,
    active_anonymous: active.get(key)?.anonymous ?? 0,
    new_known: fresh.get(key)?.known ?? 0,
    new_anonymous: fresh.get(key)?.anonymous ?? 0,
  });
  const told = <Value>(amount: Value): Value | null => (found.isToldRevenue ? amount : null);
  return {
    days: days.map((day) => ({
      day,
      orders: ofDay.get(day)?.orders ?? 0,
      revenue: told(ofDay.get(day)?.revenue ?? 0),
      ...peopleOf(day),
    })),
    totals: {
      ...{ ...counts, revenue: told(revenue), average_order_value: told(average_order_value) },
      ...{ buyers: found.buyers[period].buyers, buyers_returning: found.buyers[period].returning },
      ...peopleOf(period),
    },
  };
}
