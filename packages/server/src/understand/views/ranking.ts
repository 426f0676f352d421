// What many people did together: the products that sell best, the categories that are looked at.
//
// A ranking is of the business and shows no person: what it counts are events that were collected for its purpose, of people
// who permit it now, and of fewer people than the floor nothing is told, since a group of one or two would tell of each of them.
//
// Its period runs on whole hours, up to the last one that ended. So whoever looks within an hour gets the answer of the same
// question, and nobody learns what one person did a moment ago from two answers, one just before it and one just after.
import { parseDuration, parsePath, type TraitValue, type ViewFieldOf } from '@rapport/protocol';
import { listPropertyColumns, toPropertyColumn } from '../../connect/events/index.ts';
import { type Bind, openParameters, openScan, propertySql, querySettings } from '../compile/index.ts';
import { listFields, openValueGates } from '../showing/index.ts';
import type { Found } from './model.ts';
import { toIso } from './model.ts';
import type { Viewing } from './viewing.ts';

export type Ranked = { key: string; amount: number; people: number; before: number | null };
type Row = { key: string; amount: number; people: number; before: number };

/**
 * One question serves all who look. What changes its answer within the hour is what is collected late, and who permits it by
 * now: that is seen after this time at most.
 */
const freshMs = 60_000;
const hourMs = 3_600_000;

type Asked = { atMs: number; untilMs: number; rows: Promise<Ranked[]> };

/** The end of the last hour that ended. */
export const wholeHour = (ms: number): number => Math.floor(ms / hourMs) * hourMs;

export type Rankings = {
  find(field: ViewFieldOf<'ranking'>, viewing: Viewing): Promise<Found>;
};

export function openRankings(): Rankings {
  const kept = new Map<string, Asked>();

  function findRows(field: ViewFieldOf<'ranking'>, viewing: Viewing): Asked {
    const { name: _name, title: _title, join: _join, ...question } = field;
    const { scope, purpose, at } = viewing;
    const key = JSON.stringify([scope.workspaceId, purpose.slug, purpose.version, question]);
    const untilMs = wholeHour(at);
    const found = kept.get(key);
    if (found?.untilMs === untilMs && at >= found.atMs && at - found.atMs < freshMs) return found;
    const asked = { atMs: at, untilMs, rows: rank(field, viewing, untilMs) };
    kept.set(key, asked);
    // A failure is told to those who wait, and asked again by who comes next.
    asked.rows.catch(() => kept.delete(key));
    if (kept.size > keptMax) kept.delete(kept.keys().next().value as string);
    return asked;
  }

  return {
    async find(field, viewing) {
      const reason = await whyWithheld(field, viewing);
      if (reason !== undefined) return { denied: [{ field: field.name, reason }] };
      const { untilMs, rows } = findRows(field, viewing);
      return {
        shown: {
          ...{ value: await rows, updated_at: toIso(untilMs) },
          origin: { kind: 'events', event: field.ranking, last: field.last },
        },
      };
    },
  };
}

const keptMax = 500;

/** Labels decide as they do for traits that would be made of the same properties. */
async function whyWithheld(
  { ranking, by, sum }: ViewFieldOf<'ranking'>,
  { scope, purpose, mask, at }: Viewing,
) {
  const of = { name: ranking };
  const made: TraitValue[] = [
    { most_frequent: by, of } as TraitValue,
    ...(sum === undefined ? [] : [{ sum, of } as TraitValue]),
  ];
  const fields = made.map((one) => listFields(one, () => undefined));
  const gateOf = await openValueGates(scope, fields, { purpose, mask, at });
  return fields.map((one) => gateOf(one).whyNotOfAll).find((reason) => reason !== undefined);
}

/** Read whole from the event store, each period once. */
async function rank(
  field: ViewFieldOf<'ranking'>,
  { scope, clickhouse, purpose }: Viewing,
  at: number,
): Promise<Ranked[]> {
  // Those that were set before there was this rule may name parts of hours.
  const lastMs = Math.ceil((parseDuration(field.last) as number) / hourMs) * hourMs;
  const parameters = openParameters();
  const { bind } = parameters;
  const covering = new Set(purpose.covers_past_data ? [purpose.slug] : []);
  const scan = openScan(
    { workspaceId: scope.workspaceId, momentMs: at, covering, sinceMs: at - 2 * lastMs },
    bind,
  );
  scan.reads({ name: field.ranking });
  const collected = scan.collected(purpose.slug, purpose.bit);
  const columns = await listPropertyColumns(clickhouse);
  const property = (names: readonly string[]) =>
    propertySql(bind, toPath(names), (part) =>
      [toPropertyColumn(part)].find((column) => columns.has(column)),
    );
  const told = toTold(field, property, bind);
  const items = scan.row(told);
  const isNow = `ms > ${bind('Int64', at - lastMs)}`;
  const rows = await clickhouse.query<Row>(
    `select tupleElement(item, 1) as key, sumIf(tupleElement(item, 2), ${isNow}) as amount,
       uniqExactIf(person, ${isNow}) as people, if(uniqExactIf(person, not ${isNow}) >= ${bind('UInt32', field.people_at_least)},
         sumIf(tupleElement(item, 2), not ${isNow}), -1) as before
     from (select person, ms, arrayJoin(${items}) as item from (${scan.sql()})
       where ${collected} and ms > ${bind('Int64', at - 2 * lastMs)} and ms <= ${bind('Int64', at)})
     where key != '' and person in (select id from profiles final
       where workspace_id = ${bind('UInt32', scope.workspaceId)} and bitTest(permitted, ${bind('UInt8', purpose.bit)}))
     group by key having people >= ${bind('UInt32', field.people_at_least)}
     order by amount desc, key limit ${bind('UInt32', field.at_most)}`,
    parameters.values,
    { role: 'heavy', settings: querySettings },
  );
  return rows.map(({ key, amount, people, before }) => ({
    ...{ key, amount: Number(amount), people: Number(people) },
    before: field.compared && Number(before) >= 0 ? Number(before) : null,
  }));
}

const toPath = (names: readonly string[]): string =>
  names.map((name) => name.replace(/[.\\]/g, String.raw`\$&`)).join('.');

type PropertyOf = (names: readonly string[]) => ReturnType<typeof propertySql>;

/**
 * What an event tells, as `Array(Tuple(key, amount))`: of a property itself, or of each element of the list that it leads into.
 * The last name of the path is looked for in the elements.
 */
function toTold({ by, sum }: ViewFieldOf<'ranking'>, property: PropertyOf, bind: Bind): string {
  const names = parsePath(by);
  const own = property(names);
  const amount = sum === undefined ? '1.' : `ifNull(${property(parsePath(sum)).number}, 0)`;
  const one = `if(isNull(${own.text}), [], [(assumeNotNull(${own.text}), toFloat64(${amount}))])`;
  if (names.length < 2) return one;
  const list = property(names.slice(0, -1));
  const ofElement = (path: string): string => bind('String', parsePath(path).at(-1));
  const elementAmount =
    sum === undefined ? '1.' : `ifNull(toFloat64OrNull(JSONExtractRaw(e, ${ofElement(sum)})), 0)`;
  const each = `arrayMap(e -> (JSONExtractString(e, ${ofElement(by)}), toFloat64(${elementAmount})), ${list.elements})`;
  return `if(${list.isList}, ${each}, ${one})`;
}
