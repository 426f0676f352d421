// The compiler: all definitions in one question, over one scan of the events.
//
// A definition asks things of a person's events (how many, the last one, a sum) and things of the person (attributes, what they
// permit). The first become *features*: each an aggregate with its own condition, `countIf(…)`, so that one pass over the
// events of a person feeds all of them. The second become *columns* of the person's row. What is left is a *formula* over
// both, without any further reading: `f3 >= 2 and c1 = 'gold'`. Features that two definitions share are written and worked
// out once; that is what makes a hundred definitions cost far less than a hundred questions.
//
// Whether an event may be looked at for the purpose of the definition stands inside the condition of each feature, since the
// same scan serves definitions of different purposes. An event that a purpose may not see is thereby not counted, not late,
// not the last one: it is not there.
//
// The full computation, that of the people whom a batch touched, and that of one person are the same text but for the people
// who are asked about. What they mean is written down in `docs/definitions.md`.
import type { Condition, TraitValue } from '@rapport/protocol';
import { conditionSql } from './condition-sql.ts';
import type { Definition, Limits } from './definition-sql.ts';
import { type Bind, openParameters } from './parameters.ts';
import { traitSql } from './trait-sql.ts';
import { known } from './value-sql.ts';
import { conditionWakes, traitWakes } from './wake-sql.ts';
import { soonestSql } from './wake-test-sql.ts';

export type Compiled = { sql: string; parameters: Record<string, unknown> };

type Named = { name: string; purpose: string };
export type Definitions = {
  /** `id`: by which stays in it are kept. */
  segments: readonly (Named & { id?: number; definition: Condition })[];
  traits: readonly (Named & { definition: TraitValue; limits?: Limits })[];
};

export type QueryScope = {
  workspaceId: number;
  momentMs: number;
  /** The workspace's time zone, and those that its people have. */
  zone: string;
  zones: readonly string[];
  /** The bits of purposes. */
  bits: ReadonlyMap<string, number>;
  /** Those that definitions may ask, where they are more than what is asked here. */
  others?: Definitions;
  /** Asks too when time alone may change an answer: any of them, or each. */
  wakes?: 'any' | 'each' | undefined;
  /** Without it, of everybody. `places`: where their events may lie. */
  people?: { ids: readonly number[]; places: readonly number[] };
};

/**
 * Each row is of a person who exists: `id`, then `s0`, `s1` … (0 or 1) for the segments and `t0`, `t1` … (JSON text, empty
 * where missing) for the traits; with `wakes`, `due`: milliseconds, beyond all times for never; where it is asked for each,
 * `due_s0`, `due_t0` … too.
 */
export function compileQuery({ segments, traits }: Definitions, scope: QueryScope): Compiled {
  const parts = openParts({ segments, traits }, scope);
  const { bind, open, features, columns } = parts;
  const permits = (purpose: string): string =>
    `bitTest(permitted, ${bind('UInt8', scope.bits.get(purpose))})`;
  const wakes: string[][] = [['permitted_until']];
  const formulas = [
    ...segments.map(({ purpose, definition }, i) => {
      const own = open(purpose);
      if (scope.wakes) wakes.push(conditionWakes(definition, own));
      return `toUInt8(${permits(purpose)} and ${conditionSql(definition, own)}) as s${i}`;
    }),
    ...traits.map(({ purpose, definition, limits }, i) => {
      const own: Definition = { ...open(purpose), limits: (part) => limits?.[part] };
      if (scope.wakes) wakes.push(traitWakes(definition, own));
      const value = traitSql(definition, own);
      return `if(${permits(purpose)} and ${known(value.exists)}, ${value.json}, '') as t${i}`;
    }),
  ];
  if (scope.wakes) formulas.push(...dueSql(wakes, scope, parts, segments.length));
  const people = peopleSql(scope, bind, columns.list());
  const sql =
    features.count() === 0
      ? `select id, ${formulas.join(', ')} from (${people})`
      : `select id, ${formulas.join(',\n  ')}\nfrom (${eventsSql(scope, parts)}) as f\nright any join (${people}) as p on f.person = p.id`;
  return { sql, parameters: parts.values };
}

/** The moments of all together, and of each where that is asked. */
function dueSql(
  wakes: string[][],
  scope: QueryScope,
  { bind, features, moment }: Parts,
  segments: number,
): string[] {
  // Events that are still to come.
  const future =
    features.count() === 0
      ? []
      : [`toUnixTimestamp64Milli(${features.nameOf(`minOrNullIf(timestamp, timestamp > ${moment})`)})`];
  const soonest = (own: readonly string[]): string =>
    soonestSql([...own, ...future], { bind, momentMs: scope.momentMs });
  const each = scope.wakes === 'each' ? wakes.slice(1) : [];
  return [
    `${soonest([...new Set(wakes.flat())])} as due`,
    ...each.map((own, i) => `${soonest(own)} as due_${i < segments ? `s${i}` : `t${i - segments}`}`),
  ];
}

type Parts = ReturnType<typeof openParts>;

/** What definitions put together while they are compiled. */
function openParts({ segments, traits }: Definitions, scope: QueryScope) {
  const { bind, values } = openParameters();
  const [features, columns] = [nameEach('f'), nameEach('c')];
  const reading = { names: new Set<string>(), everything: false };
  const [zoneBits, bits] = [new Set<number>(), new Set<number>()];
  const moment = `fromUnixTimestamp64Milli(${bind('Int64', scope.momentMs)}, 'UTC')`;
  const others = scope.others ?? { segments, traits };

  function open(purpose: string): Definition {
    const bit = scope.bits.get(purpose);
    if (bit === undefined) throw new Error(`There is no purpose ${purpose}`);
    bits.add(bit);
    const collectedWith = collectedFor(bind, bit);
    const isOwn =
      (name: string) =>
      (one: Named): boolean =>
        one.name === name && one.purpose === purpose;
    return {
      collected: `${scope.wakes ? `timestamp <= ${moment} and ` : ''}${collectedWith('permissions')}`,
      collectedWith,
      feature: features.nameOf,
      column: columns.nameOf,
      segment: (name) => others.segments.find(isOwn(name)),
      trait: (name) => others.traits.find(isOwn(name)),
      bitOf: (slug) => scope.bits.get(slug),
      limits: () => undefined,
      asking: {
        ...{ bind, momentMs: scope.momentMs, zone: scope.zone, zones: scope.zones },
        personZone: () => columns.nameOf(zoneSql(collectedWith)),
        eventZone() {
          zoneBits.add(bit);
          return `zone_${bit}`;
        },
        reads({ name }) {
          if (name === undefined) reading.everything = true;
          else reading.names.add(name);
        },
      },
    };
  }
  return { bind, values, features, columns, reading, zoneBits, bits, moment, open };
}

const collectedFor =
  (bind: Bind, bit: number) =>
  (permissions: string): string =>
    `bitTest(${permissions}, ${bind('UInt8', bit)})`;

/** The rows of people, with what definitions ask of them. */
function peopleSql({ workspaceId, people }: QueryScope, bind: Bind, columns: string): string {
  const workspace = bind('UInt32', workspaceId);
  const inIds = people === undefined ? '' : ` and id in ${bind('Array(UInt64)', people.ids)}`;
  return `select p.id as id, permitted, permitted_until, agreed, agreed_until, p.denied as denied, m.lists as lists, m.stays as stays${columns}
    from (select * from profiles final where workspace_id = ${workspace}${inIds}) as p
    left any join (select id, lists, stays from profile_states final where workspace_id = ${workspace}${inIds}) as m on m.id = p.id`;
}

/** The one scan: of each person their features. */
function eventsSql(scope: QueryScope, { bind, features, reading, zoneBits, bits, moment }: Parts): string {
  const workspace = bind('UInt32', scope.workspaceId);
  const zones = [...zoneBits].map((bit) => `${zoneSql(collectedFor(bind, bit))} as zone_${bit}`);
  const zoneJoin =
    zones.length === 0
      ? ''
      : ` left any join (select id as zone_id, ${zones.join(', ')} from profiles final where workspace_id = ${workspace}) as z on z.zone_id = e.profile_id`;
  const where = [
    `workspace_id = ${workspace}`,
    ...(scope.wakes ? [] : [`timestamp <= ${moment}`]),
    `bitAnd(permissions, ${bind('UInt64', maskOf(bits))}) != 0`,
    ...(reading.everything ? [] : [`event_name in ${bind('Array(String)', [...reading.names])}`]),
    ...(scope.people === undefined
      ? []
      : [
          `place_id in ${bind('Array(UInt64)', scope.people.places)} and e.profile_id in ${bind('Array(UInt64)', scope.people.ids)}`,
        ]),
  ];
  return `select e.profile_id as person${features.list()} from events_now as e${zoneJoin} where ${where.join(' and ')} group by person`;
}

/** String: the person's time zone, as they told it. */
const zoneSql = (collectedWith: (permissions: string) => string): string => {
  const at = `indexOf(attribute_names, 'timezone')`;
  return `if(${at} > 0 and ${collectedWith(`attribute_permissions[${at}]`)}, JSONExtractString(attribute_values[${at}]), '')`;
};

const maskOf = (bits: Iterable<number>): string =>
  String([...bits].reduce((mask, bit) => mask | (1n << BigInt(bit)), 0n));

/** Names expressions, equal ones alike. */
function nameEach(letter: string) {
  const names = new Map<string, string>();
  return {
    count: () => names.size,
    nameOf(expression: string): string {
      const known = names.get(expression);
      if (known !== undefined) return known;
      const name = `${letter}${names.size}`;
      names.set(expression, name);
      return name;
    },
    list: () => [...names].map(([expression, name]) => `, ${expression} as ${name}`).join(''),
  };
}
