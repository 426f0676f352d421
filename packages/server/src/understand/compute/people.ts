// Some people by some definitions: asked, compared, kept.
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Definition } from '../definitions/index.ts';
import { type Evaluating, evaluate, toComputed } from './evaluate.ts';
import { recordFound } from './record.ts';
import type { Reason } from './states.ts';

export type Computing = Evaluating & { now: () => Date };

/** So many in one question: longer lists of ids would hold up whoever comes behind. */
const peopleMax = 2000;

export async function computePeople(
  deps: Computing,
  workspaceId: number,
  { all, asked }: { all: readonly Definition[]; asked: readonly Definition[] },
  { people, reasonOf }: { people: readonly number[]; reasonOf: (profileId: number) => Reason },
): Promise<void> {
  if (asked.length === 0) return;
  const isWhole = asked.length === all.filter(({ version }) => version > 0).length;
  const scope: Scope = { db: deps.db, workspaceId };
  for (let first = 0; first < people.length; first += peopleMax) {
    const some = people.slice(first, first + peopleMax);
    const at = deps.now();
    const found = await evaluate(deps, workspaceId, { all, asked, momentMs: at.getTime() }, some);
    await recordFound(scope, found, toComputed(asked), { people: some, at, reasonOf, isWhole });
  }
}
