// Whom a batch touched, read off the lines that the event store got.
import type { AppendBatch } from './batch.ts';

/** Of one workspace. */
export type Touched = {
  /** Whose events came. */
  byEvents: Set<number>;
  /** Whose row changed: attributes, permissions, lists, identity. */
  byProfile: Set<number>;
  /** Of those, who came onto a list or left it. */
  byList: Set<number>;
  /** Who were merged away. */
  removed: Set<number>;
  eventNames: Set<string>;
};

type Row = { workspace_id: number; id: number; deleted: number; because?: string };

const newLine = 10;
const tab = 9;

/** By workspace. Runs for every event, so it looks at nothing but the first fields of its line. */
export function listTouched({
  events,
  profiles,
}: Pick<AppendBatch, 'events' | 'profiles'>): Map<number, Touched> {
  const found = new Map<number, Touched>();
  const of = (workspaceId: number): Touched => {
    let touched = found.get(workspaceId);
    if (touched === undefined) {
      const [byEvents, byProfile, byList] = [new Set<number>(), new Set<number>(), new Set<number>()];
      touched = { byEvents, byProfile, byList, removed: new Set(), eventNames: new Set() };
      found.set(workspaceId, touched);
    }
    return touched;
  };
  for (let start = 0; start < events.length; ) {
    const end = endOf(events, newLine, start);
    const workspaceEnd = endOf(events, tab, start);
    const profileEnd = endOf(events, tab, workspaceEnd + 1);
    const eventEnd = endOf(events, tab, profileEnd + 1);
    const touched = of(toNumber(events, start, workspaceEnd));
    touched.byEvents.add(toNumber(events, workspaceEnd + 1, profileEnd));
    touched.eventNames.add(events.toString('utf8', profileEnd + 1, eventEnd));
    start = end + 1;
  }
  for (const line of profiles.length === 0 ? [] : profiles.toString('utf8').split('\n')) {
    const row = JSON.parse(line) as Row;
    const touched = of(row.workspace_id);
    touched[row.deleted === 1 ? 'removed' : 'byProfile'].add(row.id);
    if (row.because === 'list') touched.byList.add(row.id);
  }
  return found;
}

function endOf(bytes: Buffer, sign: number, from: number): number {
  const found = bytes.indexOf(sign, from);
  return found === -1 ? bytes.length : found;
}

function toNumber(bytes: Buffer, from: number, until: number): number {
  let number = 0;
  for (let at = from; at < until; at += 1) number = number * 10 + ((bytes[at] as number) - 48);
  return number;
}

/** Adds what one batch touched to what others of the workspace did. */
export function joinTouched(all: Map<number, Touched>, workspaceId: number, one: Touched): void {
  const own = all.get(workspaceId);
  if (own === undefined) {
    all.set(workspaceId, one);
    return;
  }
  for (const id of one.byEvents) own.byEvents.add(id);
  for (const id of one.byProfile) own.byProfile.add(id);
  for (const id of one.byList) own.byList.add(id);
  for (const id of one.removed) own.removed.add(id);
  for (const name of one.eventNames) own.eventNames.add(name);
}
