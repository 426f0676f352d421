// How often each ask was shown, answered and declined, in ClickHouse.
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import type { Ask } from './model.ts';

/** The script in the page tells of itself by these. */
const askEvents = { shown: 'Ask Shown', answered: 'Ask Answered', declined: 'Ask Declined' };

export type AskCounts = { slug: string; shown: number; answered: number; declined: number };

/** Of events that were collected for the purpose of their ask. One that was never shown has zeros. */
export async function countAsks(
  clickhouse: ClickHouse,
  workspaceId: number,
  asks: readonly Pick<Ask, 'slug' | 'purpose'>[],
  purposes: readonly Purpose[],
  from: Date,
): Promise<AskCounts[]> {
  const bits = new Map(purposes.map(({ slug, bit }) => [slug, bit]));
  const known = asks.filter(({ purpose }) => bits.has(purpose));
  const rows = known.length === 0 ? [] : await read();
  const bySlug = new Map(rows.map((row) => [row.slug, row]));
  return asks.map(({ slug }) => ({
    slug,
    shown: Number(bySlug.get(slug)?.shown ?? 0),
    answered: Number(bySlug.get(slug)?.answered ?? 0),
    declined: Number(bySlug.get(slug)?.declined ?? 0),
  }));

  function read(): Promise<AskCounts[]> {
    return clickhouse.query<AskCounts>(
      `select assumeNotNull(properties.ask.:String) as slug, countIf(event = {shown:String}) as shown,
         countIf(event = {answered:String}) as answered, countIf(event = {declined:String}) as declined
       from events
       where workspace_id = {workspace:UInt32} and event in ({shown:String}, {answered:String}, {declined:String})
         and timestamp >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') and properties.ask.:String in {slugs:Array(String)}
         and bitTest(permissions, transform(assumeNotNull(properties.ask.:String), {slugs:Array(String)}, {bits:Array(UInt8)}, 63))
       group by slug`,
      {
        ...{ workspace: workspaceId, ...askEvents, from: from.getTime() },
        ...{ slugs: known.map(({ slug }) => slug), bits: known.map(({ purpose }) => bits.get(purpose)) },
      },
      { role: 'heavy' },
    );
  }
}
