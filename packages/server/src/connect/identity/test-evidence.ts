// For tests: small worlds of identifiers and tellings in which limits break often, and how to compare what comes out.
import type { Derived } from './derive.ts';
import { type IdentifierNode, mergeEvidence, type Pair, toPairKey } from './evidence.ts';
import { nameOf, type Reading, type Telling } from './naive-people.ts';
import { type Rules, toRules } from './rules.ts';

export const dayMs = 86_400_000;

const worlds: Record<string, string[]> = {
  user_id: ['1', '2', '3'],
  email: ['p', 'q', 'r'],
  phone: ['7', '8'],
  anonymous_id: ['x', 'y', 'z'],
  household_id: ['h'],
};
export const names: string[] = Object.entries(worlds).flatMap(([type, values]) =>
  values.map((value) => `${type}:${value}`),
);

/** Several sets of rules: with periods, with transfer, with super-nodes that are soon too connected. */
export const someRules: readonly Rules[] = [
  toRules(),
  toRules({ types: { email: { limit: 2, priority: 4 }, anonymous_id: { limit: 2, priority: 8 } } }),
  toRules({
    types: {
      email: { limit: 1, priority: 4, period: 'weekly' },
      phone: { limit: 1, priority: 6, on_conflict: 'transfer', recycle_after_days: 4 },
    },
  }),
  toRules({
    super_node_max: 2,
    types: {
      user_id: { limit: 2, priority: 1, period: 'monthly' },
      phone: { limit: 2, priority: 6, on_conflict: 'transfer', recycle_after_days: 2 },
      anonymous_id: { limit: 100, priority: 8, on_conflict: 'transfer', recycle_after_days: 3 },
    },
  }),
];
export type World = { tellings: Telling[]; nodes: IdentifierNode[]; rules: Rules };

/** A message: up to three identifiers, a day, a message id and a source, all as small numbers. */
export type Drawn = readonly [named: readonly number[], day: number, message: number, source: number];

/** The first identifier of a message with each of the others. Few times, so that many are equal. */
export const toTellings = (messages: readonly Drawn[]): Telling[] =>
  messages.flatMap(([named, day, message, source]) => {
    const [a = '', ...others] = [...new Set(named)].map((number) => names[number % names.length] as string);
    return others.map((b) => ({ a, b, ms: day * dayMs, messageId: `m${message}`, sourceId: source }));
  });

/** `ids` in any order, since they say nothing; the identifiers of `guessed` are not named for certain. */
export function toWorld(
  messages: readonly Drawn[],
  ids: readonly number[],
  guessed: readonly string[],
  rules: Rules,
): World {
  const told = toTellings(messages);
  const nodes = names.map((name, i) => {
    const [type = '', value = ''] = name.split(':');
    const seen = told.filter(({ a, b }) => a === name || b === name).map(({ ms }) => ms);
    const firstSeenMs = guessed.includes(name) ? Infinity : Math.min(20 * dayMs, ...seen);
    return { id: ids[i] as number, type, value, firstSeenMs };
  });
  return { tellings: told, rules, nodes };
}

/** The pairs of tellings, in the order in which they are told. */
export function toPairs(told: readonly Telling[], nodes: readonly IdentifierNode[]): Pair[] {
  const idOf = new Map(nodes.map((node) => [nameOf(node), node.id]));
  const pairs = new Map<string, Pair>();
  for (const { a, b, ms, messageId, sourceId, former } of told) {
    const [x, y] = [idOf.get(a) as number, idOf.get(b) as number];
    const pair: Pair = {
      ...(former === undefined ? {} : { former: former === a ? x : y }),
      a: Math.min(x, y),
      b: Math.max(x, y),
      firstSeenMs: ms,
      messageId,
      sourceId,
      lastSeenMs: ms,
    };
    const known = pairs.get(toPairKey(x, y));
    pairs.set(toPairKey(x, y), known === undefined ? pair : mergeEvidence(known, pair));
  }
  return [...pairs.values()];
}

/** What was derived, in names. */
export function toReading(derived: Derived, nodes: readonly IdentifierNode[]): Reading {
  const nameById = new Map(nodes.map((node) => [node.id, nameOf(node)]));
  const people = derived.people.map((): string[] => []);
  nodes.forEach((node, i) => {
    const owned = derived.changedHands.get(node.id) ?? [
      { fromMs: -Infinity, person: derived.personOf[i] as number },
    ];
    for (const { fromMs, person } of owned) people[person]?.push(`${nameOf(node)}@${fromMs}`);
  });
  const pairName = (a: number, b: number) => [nameById.get(a), nameById.get(b)].sort().join(' ');
  return {
    people: people.map((held) => held.sort().join(' ')).sort(),
    refusals: derived.refusals
      .map(({ a, b, reason, type, outcome }) =>
        reason === 'shared' ? `${pairName(a, b)} shared` : `${pairName(a, b)} ${type} ${outcome}`,
      )
      .sort(),
    superNodes: derived.superNodes.map(({ id }) => nameById.get(id) as string).sort(),
  };
}
