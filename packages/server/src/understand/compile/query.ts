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
import type { Definition } from './definition-sql.ts';
import { openParameters } from './parameters.ts';
import { traitSql } from './trait-sql.ts';
import { known } from './value-sql.ts';

export type Compiled = { sql: string; parameters: Record<string, unknown> };

type Named = { name: string; purpose: string };
export type Definitions = {
  /** `id`: by which stays in it are kept. */
  segments: readonly (Named & { id?: number; definition: Condition })[];
  traits: readonly (Named & { definition: TraitValue; limits?: Limits })[];
};
/** The limits between the groups of a score: of its value, or of the three parts of an RFM. */
export type Limits = Partial<Record<'value' | 'recency' | 'frequency' | 'monetary', readonly number[]>>;

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
  /** Without it, of everybody. `places`: where their events may lie. */
  people?: { ids: readonly number[]; places: readonly number[] };
};

/** Each row is of a person who exists: `id`, then `s0`, `s1` … (0 or 1) for the segments and `t0`, `t1` … (JSON text, empty where missing) for the traits. */
export function compileQuery({ segments, traits }: Definitions, scope: QueryScope): Compiled {
  const { bind, values } = openParameters();
  const features = nameEach('f');
  const columns = nameEach('c');
  const eventNames = new Set<string>();
  let allEvents = false;
  const zoneBits = new Set<number>();
  const bits = new Set<number>();

  function open(purpose: string): Definition {
    const bit = scope.bits.get(purpose);
    if (bit === undefined) throw new Error(`There is no purpose ${purpose}`);
    bits.add(bit);
    const collectedWith = (permissions: string): string => `bitTest(${permissions}, ${bind('UInt8', bit)})`;
    return {
      collected: collectedWith('permissions'),
      collectedWith,
      feature: features.nameOf,
      column: columns.nameOf,
      segment: (name) =>
        (scope.others?.segments ?? segments).find((one) => one.name === name && one.purpose === purpose),
      trait: (name) =>
        (scope.others?.traits ?? traits).find((one) => one.name === name && one.purpose === purpose)
          ?.definition,
      bitOf: (slug) => scope.bits.get(slug),
      limits: () => undefined,
      asking: {
        ...{ bind, momentMs: scope.momentMs, zone: scope.zone, zones: scope.zones },
        personZone: () => columns.nameOf(zoneSql(collectedWith)),
        eventZone() {
          zoneBits.add(bit as number);
          return `zone_${bit}`;
        },
        reads({ name }) {
          if (name === undefined) allEvents = true;
          else eventNames.add(name);
        },
      },
    };
  }

  const permits = (purpose: string): string =>
    `bitTest(permitted, ${bind('UInt8', scope.bits.get(purpose))})`;
  const formulas = [
    ...segments.map(({ purpose, definition }, i) => {
      const condition = conditionSql(definition, open(purpose));
      return `toUInt8(${permits(purpose)} and ${condition}) as s${i}`;
    }),
    ...traits.map(({ purpose, definition, limits }, i) => {
      const value = traitSql(definition, { ...open(purpose), limits: (part) => limits?.[part] });
      return `if(${permits(purpose)} and ${known(value.exists)}, ${value.json}, '') as t${i}`;
    }),
  ];

  const workspace = bind('UInt32', scope.workspaceId);
  const ids = scope.people && bind('Array(UInt64)', scope.people.ids);
  const people = `select p.id as id, permitted, agreed, agreed_until, p.denied as denied, m.lists as lists, m.stays as stays${columns.list()}
    from profiles as p final left any join (select id, lists, stays from profile_states final where workspace_id = ${workspace}) as m on m.id = p.id
    where p.workspace_id = ${workspace}${ids === undefined ? '' : ` and p.id in ${ids}`}`;
  if (features.count() === 0)
    return { sql: `select id, ${formulas.join(', ')} from (${people})`, parameters: values };

  const zoneOf = [...zoneBits].map(
    (bit) => `${zoneSql((one) => `bitTest(${one}, ${bind('UInt8', bit)})`)} as zone_${bit}`,
  );
  const zones =
    zoneOf.length === 0
      ? ''
      : ` left any join (select id as zone_id, ${zoneOf.join(', ')} from profiles final where workspace_id = ${workspace}) as z on z.zone_id = e.profile_id`;
  const where = [
    `workspace_id = ${workspace}`,
    `timestamp <= fromUnixTimestamp64Milli(${bind('Int64', scope.momentMs)}, 'UTC')`,
    `bitAnd(permissions, ${bind('UInt64', maskOf(bits))}) != 0`,
    ...(allEvents ? [] : [`event_name in ${bind('Array(String)', [...eventNames])}`]),
    ...(scope.people === undefined
      ? []
      : [`place_id in ${bind('Array(UInt64)', scope.people.places)} and e.profile_id in ${ids}`]),
  ];
  const sql = `select id, ${formulas.join(',\n  ')}
from (select e.profile_id as person${features.list()} from events_now as e${zones} where ${where.join(' and ')} group by person) as f
right any join (${people}) as p on f.person = p.id`;
  return { sql, parameters: values };
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
