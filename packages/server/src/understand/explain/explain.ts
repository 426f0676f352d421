// Why somebody is in a segment or not, and what made a trait what it is: every node of the definition, asked at once.
import type { Condition, TraitValue } from '@rapport/protocol';
import { type Evaluating, evaluate } from '../compute/index.ts';
import { type Definition, listDefinitions } from '../definitions/index.ts';
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
  /** When time alone may change it. */
  changes_at: string | null;
  nodes?: Explained[];
};

/** The tree of a definition as it is of this person now. */
export async function explain(
  deps: Evaluating,
  workspaceId: number,
  definition: Definition,
  { profileId, at }: { profileId: number; at: Date },
): Promise<Explained> {
  const all = await listDefinitions({ db: deps.db, workspaceId });
  const find = (kind: Definition['kind'], name: string) =>
    all.find((one) => one.kind === kind && one.name === name);
  const root =
    definition.kind === 'segment'
      ? toConditionTree(definition.definition, find)
      : toValueTree(definition.definition, find);
  const asked = openAsked(definition);
  const ask = askEach(root, asked);
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
  });
}

type Answers = {
  met: (id: number) => boolean;
  text: (id: number) => string | undefined;
  dueMs: (id: number) => number;
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
function askEach(node: Node, asked: Asked): (answers: Answers) => Explained {
  const own = asked.add(node.kind === 'condition' ? 'segment' : 'trait', node.definition);
  const value =
    node.kind === 'value' || node.value === undefined ? undefined : asked.add('trait', node.value);
  const evidence = node.selectors && asked.add('trait', { evidence: node.selectors });
  const inner = node.nodes.map((one) => askEach(one, asked));
  return (answers) => ({
    definition: node.definition,
    ...(node.kind === 'condition' ? { met: answers.met(own) } : toValue(answers.text(own))),
    ...(value === undefined ? {} : toValue(answers.text(value))),
    ...(evidence === undefined ? {} : toEvents(answers.text(evidence))),
    changes_at: answers.dueMs(own) === 0 ? null : new Date(answers.dueMs(own)).toISOString(),
    ...(inner.length === 0 ? {} : { nodes: inner.map((one) => one(answers)) }),
  });
}

const toValue = (text: string | undefined): { value?: unknown } =>
  text === undefined ? {} : { value: JSON.parse(text) };

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
