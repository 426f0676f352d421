// What the messages of a batch say by signals, and what of it could not be read.
import type { Purpose } from '../../respect/purposes/index.ts';
import {
  type FaultCount,
  type ReadSignals,
  readSignals,
  type SignalFault,
} from '../../respect/signals/index.ts';
import type { PermissionItem } from './record.ts';
import { toSignalRules } from './signal-rules.ts';

export type Told = {
  /** Per message; undefined for the many that say nothing. */
  signals: (ReadSignals | undefined)[];
  faults: FaultCount[];
  /** Per message: it refused nothing, and nothing of it could not be read. */
  unrefused: boolean[];
};

export function readTold(items: readonly PermissionItem[], purposes: readonly Purpose[]): Told {
  const rules = toSignalRules(purposes);
  const counts = new Map<string, FaultCount>();
  const unrefused: boolean[] = [];
  const signals = items.map(({ message, gpc, source, receivedMs }) => {
    const { context, body } = message;
    const saysNothing =
      context.consent === undefined && context.consentManagement === undefined && context.gpc === undefined;
    if (!gpc && saysNothing) {
      unrefused.push(true);
      return undefined;
    }
    const read = readSignals({ context, body }, { gpc }, rules);
    unrefused.push(read.faults.length === 0 && read.statements.every(({ state }) => state === 'given'));
    for (const fault of read.faults) count(counts, fault, source.id, receivedMs);
    return read.statements.length === 0 ? undefined : read;
  });
  return { signals, faults: [...counts.values()], unrefused };
}

function count(
  counts: Map<string, FaultCount>,
  fault: SignalFault,
  sourceId: number,
  receivedMs: number,
): void {
  const key = `${sourceId} ${fault.method} ${fault.code}`;
  const known = counts.get(key);
  if (known === undefined) counts.set(key, { ...fault, sourceId, messages: 1, lastMs: receivedMs });
  else {
    known.messages += 1;
    known.lastMs = Math.max(known.lastMs, receivedMs);
  }
}
