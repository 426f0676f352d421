// The rules of identity: which identifiers may make one person of two, how many of a kind a person may have, and who
// gives way. A workspace has one set, in versions; what it leaves out is as shipped.
import { z } from 'zod';
import { type BlockedValue, blockedValueSchema, openBlockedValues } from './blocked-values.ts';

const dayMs = 86_400_000;

/** How far back values are counted against a limit, in milliseconds: the last such span, not a calendar month. */
const periodsMs = { ever: Infinity, annual: 365 * dayMs, monthly: 30 * dayMs, weekly: 7 * dayMs } as const;

/**
 * What becomes of the weaker of two identifiers that a limit keeps from joining.
 * `keep`: nothing; it stays with the person that had it first (a shared mailbox).
 * `share`: from then on it is nobody's; what it does alone belongs to a person of its own (a shared device).
 * `transfer`: it goes to the new person, if it was not seen with the old one for so long (a recycled number).
 */
const onConflict = z.enum(['keep', 'share', 'transfer']);

const typeRuleSchema = z
  .strictObject({
    /** So many different values one person may have. */
    limit: z.int().min(1).max(1_000_000),
    period: z.enum(['ever', 'annual', 'monthly', 'weekly']).default('ever'),
    /** 1 is the strongest. Of two identifiers that may not join, the weaker gives way; equal ones by name of type. */
    priority: z.int().min(1).max(1000),
    /** False: it is kept beside people and joins none (a household, an account). */
    merges: z.boolean().default(true),
    on_conflict: onConflict.default('keep'),
    recycle_after_days: z.int().min(1).max(36_500).optional(),
  })
  .refine(
    (rule) => rule.on_conflict !== 'transfer' || rule.recycle_after_days !== undefined,
    'a type that is transferred needs `recycle_after_days`',
  );

export type TypeRule = z.output<typeof typeRuleSchema>;

const typeName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'must be lower-case letters, digits and _')
  .refine((name) => name !== 'profile_id', 'is what an id of a person is called: choose another name');

/** Counters are kept for each type and person. */
const typesMax = 100;

/** The types that Rapport knows from the start. */
export const defaultTypes: Record<string, z.input<typeof typeRuleSchema>> = {
  user_id: { limit: 1, priority: 1 },
  crm_id: { limit: 5, priority: 2 },
  loyalty_id: { limit: 5, priority: 3 },
  email: { limit: 5, priority: 4 },
  email_sha256: { limit: 5, priority: 5 },
  phone: { limit: 5, priority: 6, on_conflict: 'transfer', recycle_after_days: 180 },
  push_token: { limit: 100, priority: 7, on_conflict: 'share' },
  anonymous_id: { limit: 100, priority: 8, on_conflict: 'share' },
  ga_client_id: { limit: 100, priority: 9, on_conflict: 'share' },
  device_id: { limit: 100, priority: 10, on_conflict: 'share' },
  web_push: { limit: 100, priority: 11, on_conflict: 'share' },
  account_id: { limit: 100, priority: 20, merges: false },
  household_id: { limit: 100, priority: 21, merges: false },
};

/** What is wrong about the name of a type, which zod would call an invalid key. */
const toKeyError = (issue: z.core.$ZodRawIssue): string | undefined =>
  issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined;

export const rulesSchema = z.strictObject({
  /** Own types, and what is different about shipped ones. */
  types: z
    .record(typeName, typeRuleSchema, { error: toKeyError })
    .refine((types) => Object.keys(types).length <= typesMax, `must be at most ${typesMax} types`)
    .default({}),
  /** Beside those that are shipped. */
  blocked: z.array(blockedValueSchema).max(1000).default([]),
  /** An identifier named together with more stronger identifiers than this joins nobody. */
  super_node_max: z.int().min(2).max(100_000).default(50),
  /** More identifiers than this are not decided together. */
  cluster_identifiers_max: z.int().min(100).max(100_000).default(5000),
  /** The country of numbers that are written without one, as two letters. Without: such numbers name nobody. */
  default_country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be two capital letters, such as PL')
    .optional(),
});
export type RulesInput = z.input<typeof rulesSchema>;

/** A type's rule, ready for deciding. */
export type RankedRule = {
  type: string;
  limit: number;
  periodMs: number;
  merges: boolean;
  onConflict: z.output<typeof onConflict>;
  recycleAfterMs: number;
};

/** The rules, ready for deciding. A type is its place in `ranked`: the strongest is 0. */
export type Rules = {
  ranked: RankedRule[];
  rankOf: Map<string, number>;
  superNodeMax: number;
  clusterIdentifiersMax: number;
  defaultCountry: string | undefined;
  isBlocked(type: string, value: string): boolean;
};

/** All types that a workspace knows, the shipped ones and its own, the strongest first. */
export function listTypes(own: RulesInput['types'] = {}): [type: string, rule: TypeRule][] {
  const types = z.record(typeName, typeRuleSchema).parse({ ...defaultTypes, ...own });
  return Object.entries(types).sort(([a, x], [b, y]) => x.priority - y.priority || (a < b ? -1 : 1));
}

/** Makes rules of what a workspace has set; throws a `ZodError` where it is wrong. */
export function toRules(input: RulesInput = {}): Rules {
  const parsed = rulesSchema.parse(input);
  const ranked = listTypes(parsed.types).map(([type, rule]) => ({
    type,
    limit: rule.limit,
    periodMs: periodsMs[rule.period],
    merges: rule.merges,
    onConflict: rule.on_conflict,
    recycleAfterMs: (rule.recycle_after_days ?? Infinity) * dayMs,
  }));
  return {
    ranked,
    rankOf: new Map(ranked.map(({ type }, rank) => [type, rank])),
    superNodeMax: parsed.super_node_max,
    clusterIdentifiersMax: parsed.cluster_identifiers_max,
    defaultCountry: parsed.default_country,
    isBlocked: openBlockedValues(parsed.blocked satisfies BlockedValue[]),
  };
}

/** Types of which a value that two people use is nobody's: they name a device. */
export const listDeviceTypes = ({ ranked }: Pick<Rules, 'ranked'>): string[] =>
  ranked.filter(({ onConflict }) => onConflict === 'share').map(({ type }) => type);

/** Whether identifiers of this type make one person of several. One that the rules do not know makes none. */
export const mergesPeople = (type: string, { ranked, rankOf }: Pick<Rules, 'ranked' | 'rankOf'>): boolean =>
  ranked[rankOf.get(type) ?? -1]?.merges === true;

/** Whether an identifier of this type goes to another person when it is not seen with the old one any more. */
export const isTransferable = (type: string, { ranked, rankOf }: Pick<Rules, 'ranked' | 'rankOf'>): boolean =>
  ranked[rankOf.get(type) ?? -1]?.onConflict === 'transfer';

/** Whether an identifier of type `other` counts among the partners of one of this type: it must be as strong. */
export function countsAsPartner(
  type: string,
  other: string,
  rules: Pick<Rules, 'ranked' | 'rankOf'>,
): boolean {
  const { ranked, rankOf } = rules;
  return mergesPeople(other, rules) && (rankOf.get(other) as number) <= (rankOf.get(type) ?? ranked.length);
}

/**
 * Whether so many counted identifiers of each rank can be one person only if a limit lets them: false means that no
 * order of the evidence can break a limit, so nothing has to be decided. For a limit with a period this is careful: it
 * counts all values, whenever they came.
 */
export function isContested(counts: ArrayLike<number>, { ranked }: Rules): boolean {
  for (let rank = 0; rank < ranked.length; rank += 1) {
    if ((counts[rank] ?? 0) > (ranked[rank] as RankedRule).limit) return true;
  }
  return false;
}
