// Why somebody is in a segment or not, and what made a trait what it is: every node of the definition, asked at once.
import type { Condition, TraitValue } from '@rapport/protocol';
import type { Mask, MaskReason } from '../../respect/categories/index.ts';
import { decide, type Reason, type Subject } from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { type Evaluating, evaluate } from '../compute/index.ts';
import { type Definition, listDefinitions } from '../definitions/index.ts';
import { type Fields, listFields, openValueGates, type ValueGate } from '../showing/index.ts';
import { lookAhead } from './ahead.ts';
import { type Answers, listNodes, toAnswers, toAsked } from './asked.ts';
import { listTodays, type Todays } from './todays.ts';
import { type Node, toConditionTree, toValueTree } from './tree.ts';
import { listTurns, type Turn } from './turns.ts';

export type Explained = {
  definition: Condition | TraitValue;
  /** Of a condition. */
  met?: boolean;
  /** The value that is tested, or that it is; absent where it is missing. */
  value?: unknown;
  /** The newest of the events that it looks at. */
  events?: { id: string; event: string; timestamp: string }[];
  events_count?: number;
  /** Why its value and events are not told, or its value not in clear. */
  denied?: Reason;
  masked?: MaskReason;
  /** When time alone may change it. */
  changes_at: string | null;
  nodes?: Explained[];
};

/** `turns_with`: what would make somebody come in or leave. `changes_to`: the value that time alone gives a trait next. */
export type Explanation = { tree: Explained; limits: Todays[] } & (
  | { turns_with: Turn[] }
  | { changes_to: { at: string; value: unknown } | null }
);

/** Whom it is about, and who looks. */
type Viewed = {
  profileId: number;
  subject: Subject;
  purpose: Purpose;
  mask: Mask | undefined;
  at: Date;
  /** A past moment to be asked about. It says nothing of what time would bring: that has happened. */
  pastMs?: number | undefined;
};

/** The tree of a definition as it is of this person now, and what would make it otherwise. */
export async function explain(
  deps: Evaluating,
  workspaceId: number,
  definition: Definition,
  { profileId, subject, at, pastMs, ...viewing }: Viewed,
): Promise<Explanation> {
  const scope = { db: deps.db, workspaceId };
  const all = await listDefinitions(scope);
  const find = (kind: Definition['kind'], name: string) =>
    all.find((one) => one.kind === kind && one.name === name);
  const root =
    definition.kind === 'segment'
      ? toConditionTree(definition.definition, find)
      : toValueTree(definition.definition, find);
  const fields = new Map(listNodes(root).map((node) => [node, fieldsOf(node, find)]));
  const gateOf = await openValueGates(scope, [...fields.values()], { ...viewing, at: at.getTime() });
  const asked = toAsked(definition, root);
  async function ask(momentMs: number, list: readonly Definition[]): Promise<Answers> {
    const wakes = pastMs === undefined ? 'each' : 'any';
    const question = { all, asked: list, momentMs, wakes } as const;
    return toAnswers(asked, (await evaluate(deps, workspaceId, question, [profileId])).get(profileId));
  }
  const now = await ask(pastMs ?? at.getTime(), asked.list);
  const gates = new Map([...fields].map(([node, own]) => [node, gateOf(own)]));
  const tell = (node: Node) => toTold(node, now, gates.get(node) as ValueGate, subject);
  const tree = toExplained(root, tell);
  const limits = pastMs === undefined ? [] : listTodays(root);

  /** When time alone makes the whole another, unless nothing may be told of it. */
  async function ahead(parts: readonly Node[], isOther: (later: Answers, atMs: number) => boolean) {
    if (tree.denied !== undefined || pastMs !== undefined) return undefined;
    const list = asked.ownOf([root, ...parts]);
    return lookAhead(now, {
      ...{ isOther, dueMs: (answers) => answers.dueMs(root) },
      ask: (momentMs) => ask(momentMs, list),
    });
  }
  if (definition.kind === 'trait') {
    const later = await ahead([], (answers) => answers.value(root) !== now.value(root));
    const gate = gates.get(root) as ValueGate;
    const value = later === undefined ? undefined : toValue(later.answer.value(root), gate).value;
    return {
      tree,
      limits,
      changes_to: later === undefined ? null : { at: toIso(later.atMs), value: value ?? null },
    };
  }
  const isPermitted = (ms: number): boolean =>
    decide(subject, { purpose: viewing.purpose, at: ms }).decision === 'permit';
  const turns_with = await listTurns(root, {
    ...{ tell, met: now.met, purpose: viewing.purpose.slug },
    async ahead(parts) {
      const later = await ahead(
        parts,
        (answers, ms) => answers.met(root) !== now.met(root) || !isPermitted(ms),
      );
      return later && { atMs: later.atMs, met: later.answer.met, isPermitted: isPermitted(later.atMs) };
    },
  });
  return { tree, limits, turns_with };
}

/** What a node tells is the value that it tests; what it looks at is all of its definition. */
const fieldsOf = ({ definition, value }: Node, find: Parameters<typeof listFields>[1]): Fields => ({
  told: value === undefined ? [] : listFields(value, find).told,
  read: listFields(definition, find).read,
});

type Told = Omit<Explained, 'nodes'>;

function toTold(node: Node, answers: Answers, gate: ValueGate, subject: Subject): Told {
  const about = {
    definition: node.definition,
    ...(node.kind === 'condition' ? { met: answers.met(node) } : {}),
  };
  const denied = gate.whyNot(subject);
  if (denied !== undefined) return { ...about, denied, changes_at: null };
  const due = answers.dueMs(node);
  return {
    ...about,
    ...toValue(answers.value(node), gate),
    ...(node.selectors === undefined ? {} : toEvents(answers.evidence(node))),
    changes_at: due === 0 ? null : toIso(due),
  };
}

const toExplained = (node: Node, tell: (node: Node) => Told): Explained => ({
  ...tell(node),
  ...(node.nodes.length === 0 ? {} : { nodes: node.nodes.map((one) => toExplained(one, tell)) }),
});

const toValue = (text: string | undefined, { show, masked }: ValueGate): Partial<Explained> =>
  text === undefined ? {} : { value: show(JSON.parse(text)), ...(masked && { masked }) };

function toEvents(text: string | undefined): Pick<Explained, 'events' | 'events_count'> {
  if (text === undefined) return { events: [], events_count: 0 };
  const [count, events] = JSON.parse(text) as [number, [number, string, number][]];
  return {
    events: events.map(([id, event, ms]) => ({ id: String(id), event, timestamp: toIso(Number(ms)) })),
    events_count: Number(count),
  };
}

const toIso = (ms: number): string => new Date(ms).toISOString();
