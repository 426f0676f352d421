// What a batch changes about permissions, and what each of its messages was permitted for.
//
// Most people never said anything, and a message of theirs is permitted what the legal bases of the purposes permit: that is
// worked out once for a batch. For the others there is one row each, which is read once. Rows are written only for those
// about whom something new was said, or who are others than before.
import type { Message } from '@rapport/protocol';
import type { Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type ConsentEvent, recordConsentEvents } from '../../respect/consents/index.ts';
import { nobody, permissionsOf } from '../../respect/gate/index.ts';
import { bitOf, type Permissions, type Purpose, unrefusedMark } from '../../respect/purposes/index.ts';
import type { FaultCount, ReadSignals } from '../../respect/signals/index.ts';
import type { Assignment } from '../identity/index.ts';
import { listExpressed } from './expressed.ts';
import { listLinkRefusals, recordLinkRefusals } from './link-refusals.ts';
import type { StatementMemory } from './remembered.ts';
import { openSnapshots } from './snapshots.ts';
import { deletePermissions, hasStatements, listHolders, rebuildPermissions } from './store.ts';
import { toSubjects } from './subjects.ts';
import { readTold } from './told.ts';

export type PermissionItem = {
  message: Message;
  messageId: string;
  timestampMs: number;
  receivedMs: number;
  source: { id: number };
  gpc: boolean;
  imported: boolean;
};

export type BatchPermissions = {
  /** Per message: its permission snapshot. */
  snapshots: Permissions[];
  /** People of whom something else holds than before. */
  changed: number[];
  /** Nobody of the workspace ever said anything. */
  quiet: boolean;
  /** Signals that could not be read. */
  faults: FaultCount[];
  /** So many refusals of linking wait for being followed. */
  linkRefusals: number;
};

type Batch = {
  items: readonly PermissionItem[];
  assignment: Assignment;
  purposes: readonly Purpose[];
  at: Date;
  remembered: StatementMemory;
};

/** Records what the messages express, and finds what each of them was permitted for. */
export async function recordPermissions(
  scope: Scope<Transaction>,
  { items, assignment, purposes, at, remembered }: Batch,
): Promise<BatchPermissions> {
  const { signals: told, faults, unrefused } = readTold(items, purposes);
  const mark = (own: Permissions, i: number): Permissions => (unrefused[i] ? own | unrefusedMark : own);
  const says = told.flatMap((signals, i) => (signals === undefined ? [] : [i]));
  const isQuiet = says.length === 0 && !(await hasStatements(scope));
  const base = permissionsOf(nobody, purposes, at.getTime());
  if (isQuiet)
    return {
      snapshots: items.map((_, i) => mark(base, i)),
      changed: [],
      quiet: true,
      faults,
      linkRefusals: 0,
    };
  const before = await remembered.list(scope, listTouched(assignment));
  const speaking = says.map((i) => ({
    item: items[i] as PermissionItem,
    signals: told[i] as ReadSignals,
    identifierIds: assignment.identifiersOf[i] as number[],
    statements: before.get(assignment.profileOf[i] as number) ?? [],
  }));
  const events = await listExpressed(scope, speaking, purposes);
  await recordConsentEvents(scope, events);
  const refusals = listLinkRefusals(events);
  await recordLinkRefusals(scope, refusals, at);
  const changed = await findChanged(scope, assignment, before, events);
  const { merges, derived } = assignment;
  await deletePermissions(scope, [...new Set([...merges.map(({ from }) => from), ...derived.removed])]);
  const after = await rebuildPermissions(scope, changed);
  for (const id of changed) before.delete(id);
  for (const [id, statements] of after) before.set(id, statements);
  const subjects = await toSubjects(scope, before, at.getTime());
  const snapshotOf = openSnapshots(purposes);
  const snapshots = items.map((item, i) => {
    const subject = subjects.get(assignment.profileOf[i] as number);
    const own = subject === undefined ? base : snapshotOf(item, subject, assignment.identifiersOf[i] ?? []);
    return mark(own & ~deniedBy(told[i], purposes), i);
  });
  return { snapshots, changed, quiet: false, faults, linkRefusals: refusals.length };
}

/** What the message itself refuses, whatever holds for the person. */
const deniedBy = (signals: ReadSignals | undefined, purposes: readonly Purpose[]): Permissions =>
  (signals?.statements ?? []).reduce((set, { purpose: slug, state }) => {
    const purpose = state === 'given' ? undefined : purposes.find((one) => one.slug === slug);
    return purpose === undefined ? set : set | bitOf(purpose);
  }, 0n);

/** Everybody whose message is in the batch, or who is another than before. */
const listTouched = ({ profileOf, merges, derived }: Assignment): number[] => [
  ...new Set([
    ...profileOf,
    ...merges.flatMap(({ from, into }) => [from, into]),
    ...derived.reshaped,
    ...derived.removed,
  ]),
];

/** Those whose row has to be put together anew. */
async function findChanged(
  scope: Scope<Transaction>,
  { merges, derived }: Assignment,
  before: ReadonlyMap<number, unknown>,
  events: readonly ConsentEvent[],
): Promise<number[]> {
  const spoke = await listHolders(scope, [...new Set(events.flatMap(({ identifierIds }) => identifierIds))]);
  const joined = merges.flatMap(({ from, into }) => (before.has(from) || before.has(into) ? [into] : []));
  const gone = new Set([...merges.map(({ from }) => from), ...derived.removed]);
  return [...new Set([...spoke, ...joined, ...derived.reshaped])].filter((id) => !gone.has(id));
}
