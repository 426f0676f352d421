// What came of a campaign, by arm: rates with how sure they are, and arms compared.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { listPurposes } from '../../respect/purposes/index.ts';
import { heldOut } from './assignment.ts';
import { type Converted, countConverted } from './conversions.ts';
import { type Difference, type Rate, toDifference, toRate } from './intervals.ts';
import { type ArmCounts, type Asked, countByArm, countReasons, type ReasonCount } from './results-store.ts';
import type { KeptCampaign } from './store.ts';

/** Of those to whom it was sent; `converted` of those whom it was to reach, and whose doings may be counted. */
export const rateNames = [
  'delivered',
  'opened',
  'clicked',
  'replied',
  'unsubscribed',
  'complained',
  'bounced',
] as const;
type RateName = (typeof rateNames)[number] | 'converted';

export type ArmResult = ArmCounts & {
  rates: Record<(typeof rateNames)[number], Rate> & { converted: Rate | null };
  reasons: Omit<ReasonCount, 'arm'>[];
};
export type Comparison = { arm: string | null; with: string | null; rate: RateName } & Difference;
export type Results = {
  arms: ArmResult[];
  /** Those who got nothing. */
  held_out: { people: number; converted: Rate } | null;
  comparisons: Comparison[];
};

export async function readResults(
  { clickhouse, at }: { clickhouse: ClickHouse; at: Date },
  scope: Scope,
  campaign: KeptCampaign,
  runNumber: number | undefined,
): Promise<Results> {
  const asked: Asked = { campaignId: campaign.id, runNumber };
  const [counts, reasons] = await Promise.all([countByArm(scope, asked), countReasons(scope, asked)]);
  const converted = await findConverted({ clickhouse, at }, scope, campaign, asked);
  const names = [
    ...new Set([...counts, ...reasons].map(({ arm }) => arm).concat([...(converted?.keys() ?? [])])),
  ].filter((arm) => arm !== heldOut);
  const arms = names.map((arm): ArmResult => {
    const own = counts.find((one) => one.arm === arm) ?? { ...nothing, arm };
    const rates = Object.fromEntries(rateNames.map((name) => [name, toRate(own[name], own.sent)]));
    return {
      ...own,
      rates: {
        ...(rates as Record<(typeof rateNames)[number], Rate>),
        converted: toConverted(converted, arm),
      },
      reasons: reasons.filter((one) => one.arm === arm).map(({ arm: _arm, ...one }) => one),
    };
  });
  const out = converted?.get(heldOut);
  const held =
    out === undefined ? null : { people: out.measured, converted: toRate(out.converted, out.measured) };
  return { arms, held_out: held, comparisons: compare(arms, held?.converted) };
}

const nothing = {
  ...{ messages: 0, people: 0, sent: 0, delivered: 0, opened: 0, clicked: 0, replied: 0 },
  ...{ unsubscribed: 0, complained: 0, bounced: 0, waiting: 0 },
};

function toConverted(
  all: ReadonlyMap<string | null, Converted> | undefined,
  arm: string | null,
): Rate | null {
  if (all === undefined) return null;
  const { converted, measured } = all.get(arm) ?? { converted: 0, measured: 0 };
  return toRate(converted, measured);
}

async function findConverted(
  deps: { clickhouse: ClickHouse; at: Date },
  scope: Scope,
  { conversion }: KeptCampaign,
  asked: Asked,
): Promise<Map<string | null, Converted> | undefined> {
  if (conversion === null) return undefined;
  const purpose = (await listPurposes(scope)).find(({ slug }) => slug === conversion.purpose);
  return purpose === undefined ? undefined : countConverted(deps, scope, asked, { ...conversion, purpose });
}

/** Each arm with the first, by all rates; and with those who got nothing, by what they did. */
function compare(arms: readonly ArmResult[], heldOutRate: Rate | undefined): Comparison[] {
  const [first, ...others] = arms.filter(({ arm }) => arm !== null || arms.length === 1);
  if (first === undefined) return [];
  const named: RateName[] = [...rateNames, 'converted'];
  const withFirst = others.flatMap((one) =>
    named.flatMap((rate): Comparison[] => {
      const [own, its] = [one.rates[rate], first.rates[rate]];
      if (own === null || its === null) return [];
      return [{ arm: one.arm, with: first.arm, rate, ...toDifference(own, its) }];
    }),
  );
  const withNothing = [first, ...others].flatMap(({ arm, rates: { converted } }): Comparison[] =>
    heldOutRate === undefined || converted === null
      ? []
      : [{ arm, with: heldOut, rate: 'converted', ...toDifference(converted, heldOutRate) }],
  );
  return [...withFirst, ...withNothing];
}
