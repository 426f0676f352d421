// The compiler: all definitions in one question, over one scan of the events.
//
// A definition asks things of a person's events (how many, the last one, a sum) and things of the person (attributes, what they
// permit). The first become *features*: each an aggregate with its own condition, `countIf(…)`, so that one pass over the
// events of a person feeds all of them. What such a condition asks of a *row* (is it an order, is it of the last thirty days)
// is worked out below the aggregates. The second become *columns* of the person's row. What is left is a *formula* over
// both, without any further reading: `f3 >= 2 and c1 = 'gold'`. Each of these has a name, and what two definitions share is
// written and worked out once; that is what makes a hundred definitions cost far less than a hundred questions, and keeps
// the text, which the engine takes longer to read than the events of one person, in proportion to their number.
//
// Whether an event may be looked at for the purpose of the definition stands inside the condition of each feature, since the
// same scan serves definitions of different purposes. An event that a purpose may not see is thereby not counted, not late,
// not the last one: it is not there.
//
// The full computation, that of the people whom a batch touched, and that of one person are the same text but for the people
// who are asked about. What they mean is written down in `docs/definitions.md`.
import { type Condition, lookUpKey, type TraitValue } from '@rapport/protocol';
import { type PropertyPart, toPropertyColumn } from '../../connect/events/index.ts';
import { conditionSql } from './condition-sql.ts';
import type { Definition, Limits } from './definition-sql.ts';
import { evidenceCountSql } from './evidence-sql.ts';
import { type Names, nameEach } from './names.ts';
import { type Bind, openParameters } from './parameters.ts';
import { openScan } from './scan-sql.ts';
import { traitSql } from './trait-sql.ts';
import { known, namedValue, type ValueSql } from './value-sql.ts';
import { conditionWakes, traitWakes } from './wake-sql.ts';
import { soonestSql } from './wake-test-sql.ts';

export type Compiled = {
  sql: string;
  parameters: Record<string, unknown>;
  /** What is read of properties where they lie, and could be read more cheaply from columns. */
  properties: readonly PropertyPart[];
};

type Named = { name: string; purpose: string };
export type Definitions = {
  /** `id`: by which stays in it are kept. */
  segments: readonly (Named & { id?: number; definition: Condition })[];
  traits: readonly (Named & { definition: TraitValue; limits?: Limits })[];
};

/** A bigint where it is beyond the whole numbers of JavaScript. */
type Id = number | bigint;

export type QueryScope = {
  workspaceId: number;
  momentMs: number;
  /** Events before it are not read. */
  sinceMs?: number;
  /** The workspace's time zone, and those that its people have. */
  zone: string;
  zones: readonly string[];
  /** The bits of purposes. */
  bits: ReadonlyMap<string, number>;
  /** Purposes of which a consent may cover what was collected before it (`respect/gate`). */
  covering?: ReadonlySet<string>;
  /** The columns there are of properties. */
  propertyColumns?: ReadonlySet<string> | undefined;
  /** The ids of lists kept by hand, by their names. */
  lists?: ReadonlyMap<string, number>;
  /** What look-ups find in the catalog: ids of objects, by `lookUpKey`. What is not here finds nothing. */
  lookedUp?: ReadonlyMap<string, readonly string[]>;
  /** So many bytes one parameter may have; without it, any. */
  parameterBytesMax?: number;
  /** Those that definitions may ask, where they are more than what is asked here. */
  others?: Definitions;
  /** Asks too when time alone may change an answer: any of them, or each. */
  wakes?: 'any' | 'each' | undefined;
  /** Asks too of how many events the traits are made. */
  evidence?: boolean | undefined;
  /** Without it, of everybody. `places`: where their events may lie. */
  people?: { ids: readonly Id[]; places: readonly Id[] };
};

/**
 * Each row is of a person who exists: `id`, then `s0`, `s1` … (0 or 1) for the segments and `t0`, `t1` … (JSON text, empty
 * where missing) for the traits; with `evidence`, `n0`, `n1` … (-1 for those made of none); with
 * `wakes`, `due`: milliseconds, beyond all times for never; where it is asked for each, `due_s0`, `due_t0` … too.
 */
export function compileQuery({ segments, traits }: Definitions, scope: QueryScope): Compiled {
  const parts = openParts({ segments, traits }, scope);
  const { bind, features, columns, formulas, scan, open } = parts;
  const wakes: string[][] = [];
  const answers = [
    ...segments.map((segment, i) => {
      if (scope.wakes) wakes.push(conditionWakes(segment.definition, open(segment.purpose)));
      return `${parts.segmentOf(segment)} as s${i}`;
    }),
    ...traits.map((trait, i) => {
      if (scope.wakes) wakes.push(traitWakes(trait.definition, open(trait.purpose)));
      const { exists, json } = parts.traitOf(trait);
      return `if(${parts.permits(trait.purpose)} and ${known(exists)}, ${json}, '') as t${i}`;
    }),
    ...(scope.evidence ? traits : []).map(
      (trait, i) => `${evidenceCountSql(trait.definition, open(trait.purpose)) ?? '-1'} as n${i}`,
    ),
  ];
  if (scope.wakes) answers.push(...dueSql(wakes, scope, parts, segments.length));
  const from =
    features.count() === 0
      ? peopleSql(scope, bind, columns)
      : `(select person${features.list()} from (${scan.sql()}) group by person) as f right any join ${peopleSql(scope, bind, columns)} as p on f.person = p.id`;
  const named = formulas.list().replace(', ', 'with ');
  // Of comparisons that are joined by `and` the engine would draw conclusions: there are none, and looking takes half the time.
  const sql = `${named} select id, ${answers.join(',\n  ')}\nfrom ${from} settings optimize_and_compare_chain = 0`;
  return { sql, parameters: parts.values, properties: [...parts.properties.values()] };
}

type Parts = ReturnType<typeof openParts>;

/** What definitions put together while they are compiled. */
function openParts({ segments, traits }: Definitions, scope: QueryScope) {
  const { bind, values } = openParameters();
  const [features, columns, formulas] = [nameEach('f'), nameEach('c'), nameEach('g')];
  const scan = openScan(scope, bind);
  const others = scope.others ?? { segments, traits };
  const traitValues = new Map<unknown, ValueSql>();
  const properties = new Map<string, PropertyPart>();
  // What is asked by several is worked out once: each of some that ask the one before twice would double the work.
  const segmentsSql = new Map<object, string>();
  const wakesOf = new Map<string, Map<object, readonly string[]>>();

  function columnOf(part: PropertyPart): string | undefined {
    const column = toPropertyColumn(part);
    if (scope.propertyColumns?.has(column)) return column;
    properties.set(column, part);
    return undefined;
  }
  const permits = (purpose: string): string =>
    columns.nameOf(`bitTest(permitted, ${bind('UInt8', scope.bits.get(purpose))})`);
  const segmentOf = (segment: Definitions['segments'][number]): string =>
    remembered(segmentsSql, segment, () => {
      const { purpose, definition } = segment;
      return `(${permits(purpose)} and ${conditionSql(definition, open(purpose))})`;
    });
  const traitOf = (trait: Definitions['traits'][number]): ValueSql =>
    remembered(traitValues, trait, () =>
      namedValue(traitSql(trait.definition, open(trait.purpose, trait.limits)), formulas.nameOf),
    );

  function open(purpose: string, limits: Limits = {}): Definition {
    const bit = scope.bits.get(purpose);
    if (bit === undefined) throw new Error(`There is no purpose ${purpose}`);
    const collectedWith = (permissions: string): string => `bitTest(${permissions}, ${bind('UInt8', bit)})`;
    const isThis = (name: string) => (one: Named) => one.name === name && one.purpose === purpose;
    return {
      row: scan.row,
      collected: () => scan.collected(purpose, bit),
      collectedWith,
      feature: features.nameOf,
      column: columns.nameOf,
      formula: formulas.nameOf,
      // Who the purpose is not permitted for is in none of its segments: the same as that this one asks first.
      segment(name) {
        const other = others.segments.find(isThis(name));
        if (other === undefined) return undefined;
        const at = segments.findIndex(isThis(name));
        const isIn = at === -1 ? formulas.nameOf(segmentOf(other)) : `s${at}`;
        return { id: other.id ?? 0, isIn, definition: other.definition };
      },
      trait(name) {
        const other = others.traits.find(isThis(name));
        return other && { value: traitOf(other), definition: other.definition };
      },
      wakesOnce(asked, find) {
        const own = remembered(wakesOf, purpose, () => new Map());
        return remembered(own, asked, () => [...new Set(find())]);
      },
      listId: (name) => scope.lists?.get(name),
      bitOf: (slug) => scope.bits.get(slug),
      limits: (part) => limits[part],
      asking: {
        ...{ bind, momentMs: scope.momentMs, zone: scope.zone, zones: scope.zones },
        personZone: () => columns.nameOf(zoneSql(collectedWith)),
        eventZone: () => scan.person(`zone_${bit}`, zoneSql(collectedWith)),
        ...{ reads: scan.reads, columnOf },
        lookedUp: (lookUp) => scope.lookedUp?.get(lookUpKey(lookUp)) ?? [],
        parameterBytesMax: scope.parameterBytesMax ?? Number.POSITIVE_INFINITY,
      },
    };
  }
  return { bind, values, properties, features, columns, formulas, scan, permits, segmentOf, traitOf, open };
}

function remembered<Key, Found>(all: Map<Key, Found>, key: Key, find: () => Found): Found {
  const found = all.get(key) ?? find();
  all.set(key, found);
  return found;
}

/** The rows of people, with what definitions ask of them. */
function peopleSql({ workspaceId, people }: QueryScope, bind: Bind, columns: Names): string {
  const workspace = bind('UInt32', workspaceId);
  const some = people === undefined ? '' : ` and p.id in ${bind('Array(UInt64)', people.ids)}`;
  const own = people === undefined ? '' : ` and id in ${bind('Array(UInt64)', people.ids)}`;
  return `(select p.id as id, permitted, permitted_until, agreed, agreed_until, p.denied as denied, m.stays as stays${columns.list()}
    from profiles as p final left any join (select id, stays from profile_states final where workspace_id = ${workspace}${own}) as m on m.id = p.id
    where p.workspace_id = ${workspace}${some})`;
}

/** The moments of all together, and of each where that is asked. */
function dueSql(
  wakes: string[][],
  scope: QueryScope,
  { bind, features, scan }: Parts,
  segments: number,
): string[] {
  // Events that are still to come.
  const future = features.count() === 0 ? [] : [features.nameOf(`minOrNullIf(ms, ${scan.future})`)];
  const soonest = (own: readonly string[]): string =>
    soonestSql(['permitted_until', ...new Set(own), ...future], { bind, momentMs: scope.momentMs });
  const each = scope.wakes === 'each' ? wakes : [];
  return [
    `${soonest(wakes.flat())} as due`,
    ...each.map((own, i) => `${soonest(own)} as due_${i < segments ? `s${i}` : `t${i - segments}`}`),
  ];
}

/** String: the person's time zone, as they told it. */
const zoneSql = (collectedWith: (permissions: string) => string): string => {
  const at = `indexOf(attribute_names, 'timezone')`;
  return `if(${at} > 0 and ${collectedWith(`attribute_permissions[${at}]`)}, JSONExtractString(attribute_values[${at}]), '')`;
};
