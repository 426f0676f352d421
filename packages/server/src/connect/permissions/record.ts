// What a batch changes about permissions, and what each of its messages was permitted for.
//
// Most people never said anything, and a message of theirs is permitted what the legal bases of the purposes permit: that is
// worked out once for a batch. For the others there is one row each, which is read once. Rows are written only for those
// about whom something new was said, or who are others than before.
import type { Message } from '@rapport/protocol';
import type { Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import {
  type ConsentEvent,
  effectiveMsOf,
  recordConsentEvents,
  type Statement,
} from '../../respect/consents/index.ts';
import { nobody, permissionsOf } from '../../respect/gate/index.ts';
import { bitOf, type Permissions, type Purpose } from '../../respect/purposes/index.ts';
import { type ReadSignals, readSignals, type SignalStatement } from '../../respect/signals/index.ts';
import type { Assignment } from '../identity/index.ts';
import { toSignalRules } from './signal-rules.ts';
import { openSnapshots } from './snapshots.ts';
import {
  deletePermissions,
  hasStatements,
  listHolders,
  listStatements,
  rebuildPermissions,
} from './store.ts';
import { toSubjects } from './subjects.ts';

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
};

type Batch = {
  items: readonly PermissionItem[];
  assignment: Assignment;
  purposes: readonly Purpose[];
  at: Date;
};

/** Records what the messages express, and finds what each of them was permitted for. */
export async function recordPermissions(
  scope: Scope<Transaction>,
  { items, assignment, purposes, at }: Batch,
): Promise<BatchPermissions> {
  const read = openSignalReader(purposes);
  const told = items.map(read);
  const says = told.flatMap((signals, i) => (signals === undefined ? [] : [i]));
  const isQuiet = says.length === 0 && !(await hasStatements(scope));
  const base = permissionsOf(nobody, purposes, at.getTime());
  if (isQuiet) return { snapshots: items.map(() => base), changed: [], quiet: true };
  const before = await listStatements(scope, listTouched(assignment));
  const events = says.flatMap((i) =>
    toEvents(items[i] as PermissionItem, told[i] as ReadSignals, {
      purposes,
      identifierIds: assignment.identifiersOf[i] as number[],
      statements: before.get(assignment.profileOf[i] as number) ?? [],
    }),
  );
  await recordConsentEvents(scope, dropRepeated(events));
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
    return own & ~deniedBy(told[i], purposes);
  });
  return { snapshots, changed, quiet: false };
}

/** What the message itself refuses, whatever holds for the person. */
const deniedBy = (signals: ReadSignals | undefined, purposes: readonly Purpose[]): Permissions =>
  (signals?.statements ?? []).reduce((set, { purpose: slug, state }) => {
    const purpose = state === 'given' ? undefined : purposes.find((one) => one.slug === slug);
    return purpose === undefined ? set : set | bitOf(purpose);
  }, 0n);

/** Undefined for the many messages that say nothing. */
function openSignalReader(purposes: readonly Purpose[]) {
  const rules = toSignalRules(purposes);
  return function read({ message, gpc }: PermissionItem): ReadSignals | undefined {
    const { context, body } = message;
    if (
      !gpc &&
      context.consent === undefined &&
      context.consentManagement === undefined &&
      context.gpc === undefined
    )
      return undefined;
    const signals = readSignals({ context, body }, { gpc }, rules);
    return signals.statements.length === 0 ? undefined : signals;
  };
}

/** Everybody whose message is in the batch, or who is another than before. */
const listTouched = ({ profileOf, merges, derived }: Assignment): number[] => [
  ...new Set([
    ...profileOf,
    ...merges.flatMap(({ from, into }) => [from, into]),
    ...derived.reshaped,
    ...derived.removed,
  ]),
];

/** The calls by which a consent banner tells what was chosen. Any other message only says what holds for itself. */
const choiceEvents = new Set(['Segment Consent Preference Updated', 'Consent Preference Updated']);
const isChoice = ({ type, event }: Message): boolean => type === 'track' && choiceEvents.has(event ?? '');

type Known = { purposes: readonly Purpose[]; identifierIds: number[]; statements: readonly Statement[] };

function toEvents(item: PermissionItem, signals: ReadSignals, known: Known): ConsentEvent[] {
  const choice = isChoice(item.message);
  return signals.statements.flatMap((signal) => {
    const isSignal = signal.state === 'opted_out';
    if (!choice && !isSignal) return [];
    const purpose = known.purposes.find(({ slug }) => slug === signal.purpose);
    if (purpose === undefined) return [];
    const on = isSignal ? uncovered(signal, purpose, known) : known.identifierIds;
    return on.length === 0 ? [] : [toEvent(item, signal, purpose, on, signals.kept)];
  });
}

/** A browser says it with every request: it is recorded once for each identifier. */
const uncovered = (
  { method }: SignalStatement,
  { bit }: Purpose,
  { identifierIds, statements }: Known,
): number[] => {
  const said = statements.filter(({ p, m }) => p === bit && m === method);
  return identifierIds.filter((id) => !said.some(({ i }) => i.includes(id)));
};

function toEvent(
  { messageId, timestampMs, receivedMs, source, imported }: PermissionItem,
  { state, method }: SignalStatement,
  purpose: Purpose,
  identifierIds: number[],
  kept: Record<string, unknown>,
): ConsentEvent {
  const isSignal = state === 'opted_out';
  return {
    ...{ identifierIds, purpose: purpose.slug, purposeVersion: purpose.version, state, method },
    consentType: 'expressed',
    eventMs: timestampMs,
    effectiveMs: imported ? Math.min(timestampMs, receivedMs) : effectiveMsOf(state, timestampMs, receivedMs),
    receivedMs,
    validUntilMs: null,
    expressedBy: isSignal ? 'user_agent' : 'subject',
    ...{ noticeHash: null, language: null, jurisdiction: null },
    ...{ sourceId: source.id, messageId, recordedBy: null, reason: null },
    unproven: imported && state === 'given',
    resolves: [],
    evidence: kept,
  };
}

/** Of signals that come several times in a batch the first is enough. */
function dropRepeated(events: readonly ConsentEvent[]): ConsentEvent[] {
  const said = new Set<string>();
  return events.flatMap((event) => {
    if (event.expressedBy !== 'user_agent') return [event];
    const on = event.identifierIds.filter((id) => !said.has(`${event.purpose} ${event.method} ${id}`));
    for (const id of on) said.add(`${event.purpose} ${event.method} ${id}`);
    return on.length === 0 ? [] : [{ ...event, identifierIds: on }];
  });
}

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
