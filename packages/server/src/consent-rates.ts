// GET /api/consents/rates: how many people say yes and no to each purpose, now and day by day, and how often browsers say
// no for them (Global Privacy Control). Counts alone: nobody is told.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { countSignalDays } from './connect/events/index.ts';
import { type AnswersNow, countAnswersNow } from './connect/profiles/index.ts';
import { listSources } from './connect/sources/index.ts';
import type { ClickHouse } from './platform/clickhouse/index.ts';
import type { Clock } from './platform/clock/index.ts';
import { parseQuery } from './platform/http/index.ts';
import type { Access } from './respect/access/index.ts';
import { type AnswerDay, answers, listAnswerDays } from './respect/consents/index.ts';
import { getPurpose, listPurposes, type Purpose } from './respect/purposes/index.ts';

const dayMs = 24 * 3600 * 1000;
const [daysDefault, daysMax] = [30, 366];

export const consentRatesQuery = z.object({
  from: z.iso
    .date()
    .optional()
    .describe('The first day, in UTC; thirty days with the last one, where it is left out.'),
  to: z.iso.date().optional().describe('The last day; today, where it is left out.'),
  purpose: z.string().min(1).max(64).optional().describe('The slug of a purpose: only this one.'),
});

type Deps = { access: Access; clickhouse: ClickHouse; clock: Clock };

export function registerConsentRates(app: FastifyInstance, { access, clickhouse, clock }: Deps): void {
  app.get('/api/consents/rates', async (request) => {
    const { scope } = await access.permit(request, 'consents:read');
    const query = parseQuery(consentRatesQuery, request.query);
    const { from, to } = toPeriod(query, clock.nowMs());
    const purposes =
      query.purpose === undefined ? await listPurposes(scope) : [await getPurpose(scope, query.purpose)];
    const sources = (await listSources(scope)).filter(({ kind }) => kind === 'browser').map(({ id }) => id);
    const [now, days, gpc] = await Promise.all([
      countAnswersNow(
        clickhouse,
        scope.workspaceId,
        purposes.map(({ bit }) => bit),
        clock.now(),
      ),
      listAnswerDays(scope, { from, to, purpose: query.purpose }),
      countSignalDays(clickhouse, scope.workspaceId, {
        ...{ from: new Date(from), until: new Date(Date.parse(to) + dayMs), sources },
      }),
    ]);
    const byPurpose = Map.groupBy(days, ({ purpose }) => purpose);
    return {
      ...{ from, to },
      purposes: purposes.map((purpose, i) =>
        toRates(purpose, now[i] as AnswersNow, byPurpose.get(purpose.slug) ?? []),
      ),
      gpc: { days: gpc },
    };
  });
}

const toDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

function toPeriod(
  { from, to }: z.output<typeof consentRatesQuery>,
  nowMs: number,
): { from: string; to: string } {
  const lastMs = to === undefined ? nowMs : Date.parse(to);
  const firstMs = from === undefined ? lastMs - (daysDefault - 1) * dayMs : Date.parse(from);
  const days = (lastMs - firstMs) / dayMs + 1;
  if (days < 1 || days > daysMax)
    throw new AppError(
      'invalid_request',
      `The query is not valid. from: must not be later than to, and no more than ${daysMax} days in all`,
    );
  return { from: toDay(firstMs), to: toDay(lastMs) };
}

/** `rate`: of those who answered themselves, how many agree now. */
function toRates({ slug, name, consent_model }: Purpose, now: AnswersNow, days: readonly AnswerDay[]) {
  const answered = now.given + now.denied;
  const none = Object.fromEntries(answers.map((answer) => [answer, 0]));
  return {
    ...{ purpose: slug, name, consent_model },
    now: { ...now, rate: answered === 0 ? null : now.given / answered },
    days: [...Map.groupBy(days, ({ day }) => day)].map(([day, own]) => ({
      ...{ day, ...none },
      ...Object.fromEntries(own.map(({ answer, people }) => [answer, people])),
    })),
  };
}
