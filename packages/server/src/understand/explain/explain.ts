// Why somebody is in a segment or not, and what made a trait what it is: every node of the definition, asked at once.
import type { Condition, TraitValue } from '@rapport/protocol';
import type { Mask, MaskReason } from '../../respect/categories/index.ts';
import type { Reason, Subject } from '../../respect/gate/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { type Evaluating, evaluate } from '../compute/index.ts';
import { type Definition, listDefinitions } from '../definitions/index.ts';
import { type Fields, listFields, openValueGates, type ValueGate } from '../showing/index.ts';
import { type Node, toConditionTree, toValueTree } from './tree.ts';

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

/** Whom it is about, and who looks. */
type Viewed = { profileId: number; subject: Subject; purpose: Purpose; mask: Mask | undefined; at: Date };

/** The tree of a definition as it is of this person now. */
export async function explain(
  deps: Evaluating,
  workspaceId: number,
  definition: Definition,
  { profileId, subject, at, ...viewing }: Viewed,
): Promise<Explained> {
  const all = await listDefinitions({ db: deps.db, workspaceId });
  const find = (kind: Definition['kind'], name: string) =>
    all.find((one) => one.kind === kind && one.name === name);
  const root =
    definition.kind === 'segment'
      ? toConditionTree(definition.definition, find)
      : toValueTree(definition.definition, find);
  const asked = openAsked(definition);
  const fields = new Map(listNodes(root).map((node) => [node, fieldsOf(node, find)]));
  const scope = { db: deps.db, workspaceId };
  const gateOf = await openValueGates(scope, [...fields.values()], { ...viewing, at: at.getTime() });
  const ask = askEach(root, asked, (node) => gateOf(fields.get(node) as Fields));
  const found = await evaluate(
    deps,
    workspaceId,
    { all, asked: asked.list, momentMs: at.getTime(), wakes: 'each' },
    [profileId],
  );
  const answers = found.get(profileId);
  return ask({
    met: (id) => answers?.segments.has(id) === true,
    text: (id) => answers?.traits.get(id),
    dueMs: (id) => answers?.dues?.get(id) ?? 0,
    subject,
  });
}

const listNodes = (node: Node): Node[] => [node, ...node.nodes.flatMap(listNodes)];

/** What a node tells is the value that it tests; what it looks at is all of its definition. */
const fieldsOf = ({ definition, value }: Node, find: Parameters<typeof listFields>[1]): Fields => ({
  told: value === undefined ? [] : listFields(value, find).told,
  read: listFields(definition, find).read,
});

type Answers = {
  met: (id: number) => boolean;
  text: (id: number) => string | undefined;
  dueMs: (id: number) => number;
  subject: Subject;
};
type Asked = ReturnType<typeof openAsked>;

/** Parts of a definition as definitions of nobody's, each with a number. */
function openAsked(whole: Definition) {
  const list: Definition[] = [];
  const add = (kind: Definition['kind'], definition: unknown): number => {
    const id = list.length + 1;
    // The limits of a score are those of the whole: nothing inside one has any.
    list.push({ ...whole, kind, id, name: '', definition } as Definition);
    return id;
  };
  return { list, add };
}

/** Puts the parts of a node to the list; gives what makes its explanation of the answers. */
function askEach(
  node: Node,
  asked: Asked,
  gateOf: (node: Node) => ValueGate,
): (answers: Answers) => Explained {
  const own = asked.add(node.kind === 'condition' ? 'segment' : 'trait', node.definition);
  const value =
    node.kind === 'value' || node.value === undefined ? undefined : asked.add('trait', node.value);
  const evidence = node.selectors && asked.add('trait', { evidence: node.selectors });
  const inner = node.nodes.map((one) => askEach(one, asked, gateOf));
  const gate = gateOf(node);
  function tell({ met, text, subject }: Answers): Partial<Explained> {
    const is = node.kind === 'condition' ? { met: met(own) } : {};
    const denied = gate.whyNot(subject);
    if (denied !== undefined) return { ...is, denied };
    const told = node.kind === 'value' ? own : value;
    return {
      ...is,
      ...(told === undefined ? {} : toValue(text(told), gate)),
      ...(evidence === undefined ? {} : toEvents(text(evidence))),
    };
  }
  return (answers) => {
    const told = tell(answers);
    const due = told.denied === undefined ? answers.dueMs(own) : 0;
    return {
      definition: node.definition,
      ...told,
      changes_at: due === 0 ? null : new Date(due).toISOString(),
      ...(inner.length === 0 ? {} : { nodes: inner.map((one) => one(answers)) }),
    };
  };
}

const toValue = (text: string | undefined, { show, masked }: ValueGate): Partial<Explained> =>
  text === undefined ? {} : { value: show(JSON.parse(text)), ...(masked && { masked }) };

function toEvents(text: string | undefined): Pick<Explained, 'events' | 'events_count'> {
  if (text === undefined) return { events: [], events_count: 0 };
  const [count, events] = JSON.parse(text) as [number, [number, string, number][]];
  return {
    events: events.map(([id, event, ms]) => ({
      id: String(id),
      event,
      timestamp: new Date(Number(ms)).toISOString(),
    })),
    events_count: Number(count),
  };
}
