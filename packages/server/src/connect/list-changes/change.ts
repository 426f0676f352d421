// Putting people on a list and taking them off: in a turn of the pipeline, together with the rows of the people whom it touches,
// so that segments that ask the list follow as they follow anything else that changes with a person.
import type { Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Suppressions } from '../../respect/suppression/index.ts';
import { findMergedInto, type Identifier, withHashedForm } from '../identity/index.ts';
import {
  addEntries,
  identify,
  listEntriesOf,
  listExisting,
  lockList,
  removeEntries,
} from '../lists/index.ts';
import { listHolders } from '../permissions/index.ts';
import type { Pipeline, Turn, TurnResult } from '../pipeline/index.ts';
import { toMirrorLines } from '../profiles/index.ts';

type Named = { type: string; value: string };
export type Stopping = Pick<Suppressions, 'stopsAny' | 'findStopped'>;
type Changing = { pipeline: Pick<Pipeline, 'takeTurn'>; suppressions: Stopping; by: string };

export type Added = {
  /** Identifiers that were not on it, and those that were. */
  added: number;
  already: number;
  /** Nobody has these: nothing is kept of them. */
  unknown: Named[];
  /** Nothing may be collected of these. */
  suppressed: Named[];
};

export async function addPeople(
  { pipeline, suppressions, by }: Changing,
  { workspaceId }: Scope,
  name: string,
  asked: readonly Identifier[],
): Promise<Added> {
  const named = withoutRepeats(asked);
  const stopped = await findStopped(suppressions, workspaceId, named);
  const may = named.filter((one) => !stopped.has(one));
  return pipeline.takeTurn(async function add(turn) {
    const scope = { db: turn.tx, workspaceId };
    const id = await lockList(scope, name);
    const found = await identify(scope, may);
    const ids = found.map(({ identifierId }) => identifierId);
    const added = await addEntries(scope, id, ids, { at: turn.at, by });
    const known = new Set(found.map(keyOf));
    const answer = {
      ...{ added: added.length, already: ids.length - added.length },
      unknown: may.filter((one) => !known.has(keyOf(one))).map(toNamed),
      suppressed: [...stopped].map(toNamed),
    };
    return finish(turn, scope, added, answer);
  }, true);
}

export type Removed = { removed: number; unknown: Named[] };

/** A person goes with all by which they are on it, whichever of their identifiers is named. */
export async function removePeople(
  { pipeline, by }: Omit<Changing, 'suppressions'>,
  { workspaceId }: Scope,
  name: string,
  asked: readonly Identifier[],
): Promise<Removed> {
  const named = withoutRepeats(asked);
  return pipeline.takeTurn(async function remove(turn) {
    const scope = { db: turn.tx, workspaceId };
    const id = await lockList(scope, name);
    const found = await identify(scope, named);
    const ids = found.map(({ identifierId }) => identifierId);
    const byId = await findById(scope, named);
    const people = [...(await listHolders(scope, ids)), ...byId.values()];
    const entries = await listEntriesOf(scope, id, people);
    const removed = await removeEntries(scope, id, [...new Set([...ids, ...entries])], { at: turn.at, by });
    const known = new Set(found.map(keyOf));
    const unknown = named.filter((one) => !known.has(keyOf(one)) && !byId.has(one)).map(toNamed);
    return finish(turn, scope, removed, { removed: removed.length, unknown });
  }, true);
}

/** Whom ids of people mean, also such as were merged away. */
async function findById(
  scope: Scope<Transaction>,
  named: readonly Identifier[],
): Promise<Map<Identifier, number>> {
  const asked = named.filter(({ type, value }) => type === 'profile_id' && /^\d{1,15}$/.test(value));
  const ids = asked.map(({ value }) => Number(value));
  const into = ids.length === 0 ? new Map<number, number>() : await findMergedInto(scope, ids);
  const existing = new Set(await listExisting(scope, [...ids, ...into.values()]));
  const found = asked.map((one) => [one, into.get(Number(one.value)) ?? Number(one.value)] as const);
  return new Map(found.filter(([, id]) => existing.has(id)));
}

/** With the rows of all who have one of the identifiers that came or went. */
async function finish<Answer>(
  { at, version }: Turn,
  scope: Scope<Transaction>,
  identifierIds: readonly number[],
  answer: Answer,
): Promise<TurnResult<Answer>> {
  if (identifierIds.length === 0) return { answer, profileLines: [], needsNoBatch: true };
  const touched = await listHolders(scope, identifierIds);
  const profileLines = await toMirrorLines(scope, touched, { at, version, because: 'list' });
  return { answer, profileLines, keepsIdentity: true };
}

async function findStopped(
  suppressions: Stopping,
  workspaceId: number,
  named: readonly Identifier[],
): Promise<Set<Identifier>> {
  if (!suppressions.stopsAny(workspaceId)) return new Set();
  const forms = named.map((one) => {
    const { hashed, ...plain } = { hashed: undefined, ...withHashedForm(one) };
    return hashed === undefined ? [plain] : [plain, hashed];
  });
  const scopes = await suppressions.findStopped(workspaceId, forms);
  return new Set(named.filter((_, i) => scopes?.[i] !== undefined));
}

const keyOf = ({ type, value }: Named): string => `${type}\0${value}`;
const toNamed = ({ type, value }: Named): Named => ({ type, value });
const withoutRepeats = (asked: readonly Identifier[]): Identifier[] => [
  ...new Map(asked.map((one) => [keyOf(one), one])).values(),
];
