// For tests: people as a patient reader would find them, one telling after the other, without any of the short cuts.
import type { IdentifierNode } from './evidence.ts';
import type { RankedRule, Rules } from './rules.ts';

/** Two identifiers (by name) named together once. */
export type Telling = {
  a: string;
  b: string;
  ms: number;
  messageId: string;
  sourceId: number;
  /** The one that is named as the previous id of the other. */
  former?: string | undefined;
};

type Holding = { name: string; sinceMs: number };
type Group = { holdings: Holding[]; closed: boolean };

/** What is compared: who belongs together, who changed hands when, what was refused. */
export type Reading = { people: string[]; refusals: string[]; superNodes: string[] };

export const nameOf = ({ type, value }: Pick<IdentifierNode, 'type' | 'value'>): string => `${type}:${value}`;
const typeOf = (name: string): string => name.slice(0, name.indexOf(':'));
const less = (x: string | number, y: string | number): number => (x < y ? -1 : x > y ? 1 : 0);

type Fold = { a: string; b: string; first: Telling; lastMs: number; formers: Set<string> };

/** All tellings of a pair as one, those left out that a member set apart. */
function foldPairs(tellings: readonly Telling[], apart: ReadonlySet<string>): Fold[] {
  const folds = new Map<string, Fold>();
  const sorted = [...tellings].sort(
    (x, y) => x.ms - y.ms || less(x.messageId, y.messageId) || x.sourceId - y.sourceId,
  );
  for (const telling of sorted) {
    const [a, b] = [telling.a, telling.b].sort() as [string, string];
    const key = `${a} ${b}`;
    if (a === b || apart.has(key)) continue;
    const fold = folds.get(key) ?? { a, b, first: telling, lastMs: telling.ms, formers: new Set() };
    if (telling.former !== undefined) fold.formers.add(telling.former);
    fold.lastMs = Math.max(fold.lastMs, telling.ms);
    folds.set(key, fold);
  }
  return [...folds.values()];
}

/** Reads all tellings at once. `nodes` tells when each identifier was first named, and which are inert. */
export function readPeople(
  tellings: readonly Telling[],
  nodes: readonly IdentifierNode[],
  rules: Rules,
  apart: ReadonlySet<string> = new Set(),
): Reading {
  const reader = new Reader(nodes, rules);
  const folds = foldPairs(tellings, apart);
  for (const { formers } of folds) for (const former of formers) reader.formers.add(former);
  const candidates = folds.filter(({ a, b }) => reader.mayJoin(a) && reader.mayJoin(b));
  const superNodes = nodes
    .map(nameOf)
    .filter((name) => reader.countPartners(name, candidates) > rules.superNodeMax);
  const pairs = candidates.filter(({ a, b }) => !superNodes.includes(a) && !superNodes.includes(b));
  reader.begin(pairs);
  for (const pair of pairs.sort((x, y) => reader.compare(x, y))) reader.read(pair);
  return toReading(reader.groups, reader.history, reader.refusals, superNodes);
}

const partnersOf = (name: string, pairs: readonly Fold[]): string[] =>
  pairs.filter(({ a, b }) => a === name || b === name).map(({ a, b }) => (a === name ? b : a));

class Reader {
  groups: Group[] = [];
  readonly now = new Map<string, Group>();
  readonly history = new Map<string, { fromMs: number; holding: Holding }[]>();
  readonly refusals: string[] = [];
  readonly done: Fold[] = [];
  readonly formers = new Set<string>();
  readonly nodeOf: Map<string, IdentifierNode>;
  readonly rules: Rules;

  constructor(nodes: readonly IdentifierNode[], rules: Rules) {
    this.nodeOf = new Map(nodes.map((node) => [nameOf(node), node]));
    this.rules = rules;
  }

  firstOf(name: string): number {
    return (this.nodeOf.get(name) as IdentifierNode).firstSeenMs;
  }

  rankOf(name: string): number {
    return this.rules.rankOf.get(typeOf(name)) as number;
  }

  ruleOf(name: string): RankedRule {
    return this.rules.ranked[this.rankOf(name)] as RankedRule;
  }

  mayJoin(name: string): boolean {
    return this.nodeOf.get(name)?.inert === undefined && this.ruleOf(name).merges;
  }

  countPartners(name: string, pairs: readonly Fold[]): number {
    return partnersOf(name, pairs).filter(
      (other) => this.rankOf(other) <= this.rankOf(name) && this.firstOf(other) !== Infinity,
    ).length;
  }

  compare(x: Fold, y: Fold): number {
    const ends = ({ a, b }: Fold) =>
      [a, b].sort((one, other) => this.rankOf(other) - this.rankOf(one) || less(one, other)) as [
        string,
        string,
      ];
    const [[weak, strong], [weakY, strongY]] = [ends(x), ends(y)];
    return (
      x.first.ms - y.first.ms ||
      less(x.first.messageId, y.first.messageId) ||
      x.first.sourceId - y.first.sourceId ||
      this.rankOf(weak) - this.rankOf(weakY) ||
      this.rankOf(strong) - this.rankOf(strongY) ||
      less(weak, weakY) ||
      less(strong, strongY)
    );
  }

  begin(pairs: readonly Fold[]): void {
    for (const name of this.nodeOf.keys()) {
      const own = pairs.filter(({ a, b }) => a === name || b === name);
      const holdings = [{ name, sinceMs: Math.min(...own.map(({ first }) => first.ms)) }];
      const group = { holdings, closed: false };
      this.groups.push(group);
      this.now.set(name, group);
    }
  }

  values(holdings: Holding[], type: string, atMs: number): string[] {
    const { periodMs } = this.rules.ranked[this.rules.rankOf.get(type) as number] as RankedRule;
    const counting = holdings.filter(
      ({ name, sinceMs }) =>
        typeOf(name) === type &&
        this.firstOf(name) !== Infinity &&
        !this.formers.has(name) &&
        sinceMs > atMs - periodMs,
    );
    return [...new Set(counting.map(({ name }) => name))];
  }

  brokenBy(one: Group, other: Group, atMs: number): RankedRule | undefined {
    return this.rules.ranked.find(({ type, limit }) => {
      const [left, right] = [one, other].map(({ holdings }) => this.values(holdings, type, atMs).length);
      const together = this.values([...one.holdings, ...other.holdings], type, atMs);
      return left !== 0 && right !== 0 && together.length > limit;
    });
  }

  unite(one: Group, other: Group): void {
    for (const [name, group] of this.now) if (group === other) this.now.set(name, one);
    one.holdings.push(...other.holdings);
    this.groups = this.groups.filter((group) => group !== other);
  }

  move(name: string, fromMs: number, closed: boolean): Group {
    const holding = { name, sinceMs: fromMs };
    const group = { holdings: [holding], closed };
    this.groups.push(group);
    this.now.set(name, group);
    this.history.set(name, [...(this.history.get(name) ?? []), { fromMs, holding }]);
    return group;
  }

  read(pair: Fold): void {
    const { a, b, first } = pair;
    const [left, right] = [this.now.get(a) as Group, this.now.get(b) as Group];
    this.done.push(pair);
    if (left === right) return;
    if (left.closed || right.closed) {
      this.refusals.push(`${a} ${b} shared`);
      return;
    }
    const broken = this.brokenBy(left, right, first.ms);
    if (broken === undefined) this.unite(left, right);
    else this.refusals.push(`${a} ${b} ${broken.type} ${this.giveWay(pair, broken)}`);
  }

  giveWay(pair: Fold, broken: RankedRule): string {
    const weaker = [pair.a, pair.b].sort(
      (x, y) => this.rankOf(y) - this.rankOf(x) || less(y, x),
    )[0] as string;
    const own = this.now.get(weaker) as Group;
    const target = this.now.get(weaker === pair.a ? pair.b : pair.a) as Group;
    const { onConflict, recycleAfterMs, type } = this.ruleOf(weaker);
    const strongerIsBroken = this.rankOf(`${broken.type}:`) < this.rankOf(`${type}:`);
    if (own.holdings.length === 1 || !strongerIsBroken || onConflict === 'keep') return 'kept';
    if (onConflict === 'share') {
      this.move(weaker, pair.first.ms, true);
      return 'shared';
    }
    const together = this.done.filter(
      (one) => one !== pair && partnersOf(weaker, [one]).some((other) => this.now.get(other) === own),
    );
    if (together.some(({ lastMs }) => lastMs > pair.first.ms - recycleAfterMs)) return 'kept';
    const alone = { holdings: [{ name: weaker, sinceMs: pair.first.ms }], closed: false };
    if (this.brokenBy(alone, target, pair.first.ms) !== undefined) return 'kept';
    this.unite(target, this.move(weaker, pair.first.ms, false));
    return 'transferred';
  }
}

function toReading(
  groups: Group[],
  history: Map<string, { fromMs: number; holding: Holding }[]>,
  refusals: string[],
  superNodes: string[],
): Reading {
  const fromOf = (holding: Holding): number =>
    history.get(holding.name)?.find((one) => one.holding === holding)?.fromMs ?? -Infinity;
  return {
    people: groups
      .map(({ holdings }) =>
        holdings
          .map((holding) => `${holding.name}@${fromOf(holding)}`)
          .sort()
          .join(' '),
      )
      .sort(),
    refusals: refusals.sort(),
    superNodes: superNodes.sort(),
  };
}
