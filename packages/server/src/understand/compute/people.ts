// Some people by some definitions: asked, compared, kept.
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Definition } from '../definitions/index.ts';
import { type Evaluating, evaluate, toComputed } from './evaluate.ts';
import { recordFound } from './record.ts';
import type { Reason } from './states.ts';

export type Computing = Evaluating & {
  now: () => Date;
  /** What is held of these people, or what they are by the definitions, is different from now on. */
  onChanged?: (workspaceId: number, people: Iterable<number>) => void;
  /** Events of these people came, which may have changed nothing else of them. */
  onEvents?: (workspaceId: number, people: Iterable<number>) => void;
};

/**
 * So many in one question: their events lie all over the table, and of many people nearly all of it is read, however many
 * questions that is divided into. And so many in one transaction.
 */
const peopleMax = 20_000;
const writtenMax = 2000;
/** Of an id in a list of them, and of the places of a person: most have one, who was merged has more. */
const [idBytesMax, placesUsual] = [17, 2];

export async function computePeople(
  deps: Computing,
  workspaceId: number,
  { all, asked }: { all: readonly Definition[]; asked: readonly Definition[] },
  { people, reasonOf }: { people: readonly number[]; reasonOf: (profileId: number) => Reason },
): Promise<void> {
  if (asked.length === 0) return;
  const isWhole = asked.length === all.filter(({ version }) => version > 0).length;
  const scope: Scope = { db: deps.db, workspaceId };
  const fitting = Math.floor(deps.clickhouse.parameterBytesMax / (idBytesMax * placesUsual));
  const atOnce = Math.min(peopleMax, fitting);
  for (let first = 0; first < people.length; first += atOnce) {
    const some = people.slice(first, first + atOnce);
    const at = deps.now();
    const found = await evaluate(
      deps,
      workspaceId,
      { all, asked, momentMs: at.getTime(), evidence: true },
      some,
    );
    for (let written = 0; written < some.length; written += writtenMax) {
      const part = some.slice(written, written + writtenMax);
      const recording = { people: part, at, reasonOf, isWhole };
      deps.onChanged?.(workspaceId, await recordFound(scope, found, toComputed(asked), recording));
    }
  }
}
