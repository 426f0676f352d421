// Rules of identity as a member edits them: what is different between two sets, and how changes are carried over to
// rules that somebody else set meanwhile. Pure.
import type { TypeRow } from './rules-query.ts';

export const PERIODS = ['ever', 'annual', 'monthly', 'weekly'] as const;
export type Period = (typeof PERIODS)[number];

export const CONFLICTS = ['keep', 'share', 'transfer'] as const;
export type OnConflict = (typeof CONFLICTS)[number];

/** Without `type`: blocked for identifiers of all types. */
export type BlockedValue = { type?: string; kind: 'value' | 'pattern'; text: string };

/** The rule of one type. What is left out has the server's default: `completed` fills it in. */
export type TypeRule = {
  limit: number;
  priority: number;
  period?: Period;
  merges?: boolean;
  on_conflict?: OnConflict;
  recycle_after_days?: number;
};

/** What a workspace sets. What it leaves out is as shipped. */
export type RulesInput = {
  types?: Record<string, TypeRule>;
  blocked?: BlockedValue[];
  super_node_max?: number;
  cluster_identifiers_max?: number;
  default_country?: string;
};

/** What the server takes. */
export const BOUNDS = {
  limit: { min: 1, max: 1_000_000 },
  priority: { min: 1, max: 1000 },
  recycle_after_days: { min: 1, max: 36_500 },
  super_node_max: { min: 2, max: 100_000 },
  cluster_identifiers_max: { min: 100, max: 100_000 },
} as const;
export const BLOCKED_MAX = 1000;
export const TEXT_MAX = { value: 512, pattern: 200 } as const;
const TYPE_NAME = /^[a-z][a-z0-9_]{0,62}$/;
export const isTypeName = (name: string): boolean => TYPE_NAME.test(name);

export const SETTINGS = ['super_node_max', 'cluster_identifiers_max', 'default_country'] as const;
export type Setting = (typeof SETTINGS)[number];
const FIELDS = ['limit', 'period', 'priority', 'merges', 'on_conflict', 'recycle_after_days'] as const;
export type Field = (typeof FIELDS)[number];

export type Change =
  | { about: 'field'; type: string; field: Field; from: FieldValue; to: FieldValue }
  /** A rule where there was none that we know. */
  | { about: 'added'; type: string; rule: TypeRule }
  /** No rule any more: a shipped type is as shipped again, an own one is gone. */
  | { about: 'left'; type: string }
  | { about: 'setting'; setting: Setting; from: SettingValue; to: SettingValue }
  | { about: 'blocked' | 'unblocked'; value: BlockedValue };

export type FieldValue = number | boolean | string | undefined;
export type SettingValue = number | string | undefined;

export function completed(
  rule: TypeRule,
): TypeRule & { period: Period; merges: boolean; on_conflict: OnConflict } {
  return {
    ...rule,
    period: rule.period ?? 'ever',
    merges: rule.merges ?? true,
    on_conflict: rule.on_conflict ?? 'keep',
  };
}

export function toTypeRule({
  limit,
  period,
  priority,
  merges,
  on_conflict,
  recycle_after_days,
}: TypeRow): TypeRule {
  const rule = { limit, period, priority, merges, on_conflict };
  return recycle_after_days === null ? rule : { ...rule, recycle_after_days };
}

/**
 * What is different between two sets of rules. `shipped` knows the rules of the types that are as shipped now: with
 * them a first change of a type is told field by field.
 */
export function listChanges(
  before: RulesInput,
  after: RulesInput,
  shipped: Record<string, TypeRule> = {},
): Change[] {
  const changes: Change[] = [];
  const types = new Set([...Object.keys(before.types ?? {}), ...Object.keys(after.types ?? {})]);
  for (const type of [...types].sort()) {
    const [from, to] = [before.types?.[type] ?? shipped[type], after.types?.[type] ?? shipped[type]];
    if (to === undefined) changes.push({ about: 'left', type });
    else if (from === undefined) changes.push({ about: 'added', type, rule: to });
    else changes.push(...listFieldChanges(type, from, to));
  }
  for (const setting of SETTINGS) {
    const [from, to] = [before[setting], after[setting]];
    if (from !== to) changes.push({ about: 'setting', setting, from, to });
  }
  for (const value of without(after.blocked, before.blocked)) changes.push({ about: 'blocked', value });
  for (const value of without(before.blocked, after.blocked)) changes.push({ about: 'unblocked', value });
  return changes;
}

function listFieldChanges(type: string, before: TypeRule, after: TypeRule): Change[] {
  const [from, to] = [completed(before), completed(after)];
  return FIELDS.filter((field) => from[field] !== to[field]).map((field) => ({
    about: 'field',
    type,
    field,
    from: from[field],
    to: to[field],
  }));
}

/** What both changed, and differently: `mine` is kept. */
export type Contradiction = { type: string } | { setting: Setting };

/** Carries what changed from `before` to `mine` over to `theirs`. Where both changed the same, mine is kept. */
export function rebase(
  before: RulesInput,
  mine: RulesInput,
  theirs: RulesInput,
): { rules: RulesInput; contradictions: Contradiction[] } {
  const contradictions: Contradiction[] = [];
  let rules: RulesInput = { ...theirs };
  for (const type of new Set([...Object.keys(before.types ?? {}), ...Object.keys(mine.types ?? {})])) {
    const [was, own, other] = [before.types?.[type], mine.types?.[type], theirs.types?.[type]];
    if (isSameRule(was, own)) continue;
    if (!isSameRule(was, other) && !isSameRule(own, other)) contradictions.push({ type });
    rules = withType(rules, type, own);
  }
  for (const setting of SETTINGS) {
    const [was, own, other] = [before[setting], mine[setting], theirs[setting]];
    if (was === own) continue;
    if (was !== other && own !== other) contradictions.push({ setting });
    Object.assign(rules, { [setting]: own });
  }
  const kept = without(theirs.blocked, without(before.blocked, mine.blocked));
  const blocked = [...kept, ...without(without(mine.blocked, before.blocked), kept)];
  return { rules: withBlocked(rules, blocked), contradictions };
}

function isSameRule(a: TypeRule | undefined, b: TypeRule | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return listFieldChanges('', a, b).length === 0;
}

/** One text for each blocked value, for keys and comparing. */
export const blockedKey = ({ type, kind, text }: BlockedValue): string => `${kind} ${type ?? ''} ${text}`;

function without(values: BlockedValue[] = [], others: BlockedValue[] = []): BlockedValue[] {
  const known = new Set(others.map(blockedKey));
  return values.filter((value) => !known.has(blockedKey(value)));
}

/** A type as the page lists it. `rule` is absent where it is as shipped again and the shipped rule is not told. */
export type EditedType = {
  type: string;
  shipped: boolean;
  rule: TypeRule | undefined;
  state: 'new' | 'changed' | undefined;
};

/** The types under edited rules, the strongest first. */
export function listTypes(
  inForce: { set: RulesInput; types: TypeRow[] },
  before: RulesInput,
  edited: RulesInput,
): EditedType[] {
  const rows = new Map(inForce.types.map((row) => [row.type, row]));
  const all = new Set([...rows.keys(), ...Object.keys(edited.types ?? {})]);
  const types: EditedType[] = [];
  for (const type of all) {
    const row = rows.get(type);
    const isSet = inForce.set.types?.[type] !== undefined;
    const rule = edited.types?.[type] ?? (row === undefined || isSet ? undefined : toTypeRule(row));
    const shipped = row?.shipped ?? false;
    // An own type that was taken out.
    if (rule === undefined && !shipped) continue;
    const was = before.types?.[type] ?? (isSet || row === undefined ? undefined : toTypeRule(row));
    const state = row === undefined ? 'new' : isSameRule(was, rule) ? undefined : 'changed';
    types.push({ type, shipped, rule, state });
  }
  const priority = ({ rule, type }: EditedType) => rule?.priority ?? rows.get(type)?.priority ?? 0;
  return types.sort((a, b) => priority(a) - priority(b) || (a.type < b.type ? -1 : 1));
}

/** The rules of the types that are as shipped now. */
export function shippedRules({
  set,
  types,
}: {
  set: RulesInput;
  types: TypeRow[];
}): Record<string, TypeRule> {
  return Object.fromEntries(
    types.filter(({ type }) => set.types?.[type] === undefined).map((row) => [row.type, toTypeRule(row)]),
  );
}

/** A set of rules with the rule of one type set, or taken out. */
export function withType(rules: RulesInput, type: string, rule: TypeRule | undefined): RulesInput {
  const { types, ...rest } = rules;
  const { [type]: _before, ...others } = types ?? {};
  const next = rule === undefined ? others : { ...others, [type]: rule };
  return Object.keys(next).length === 0 ? rest : { ...rest, types: next };
}

/** A set of rules with other blocked values. */
export function withBlocked({ blocked: _before, ...rest }: RulesInput, blocked: BlockedValue[]): RulesInput {
  return blocked.length === 0 ? rest : { ...rest, blocked };
}

/** Where the server found a fault, by the path it names without the leading `rules`. */
export type Faults = Record<string, string>;

/** The faults of `details.fields`, as every 400 of the API lists them. */
export function toFaults(details: unknown): Faults {
  const fields = (details as { fields?: unknown } | undefined)?.fields;
  if (!Array.isArray(fields)) return {};
  const faults: Faults = {};
  for (const each of fields as { field?: unknown; problem?: unknown }[]) {
    if (typeof each.field !== 'string' || typeof each.problem !== 'string') continue;
    faults[each.field.replace(/^rules\./, '')] ??= each.problem;
  }
  return faults;
}

/** The first fault at a path or below it. */
export function faultBelow(faults: Faults, path: string): string | undefined {
  const found = Object.keys(faults).find((each) => each === path || each.startsWith(`${path}.`));
  return found === undefined ? undefined : faults[found];
}
