// The IAB's Transparency and Consent Framework: a TC string in `context.consent`. A purpose needs all purposes of the TCF
// that speak of it.
import { toStringFault } from './faults.ts';
import type { Listeners } from './listeners.ts';
import type { Findings, SignalMethod, SignalStatement } from './model.ts';
import { readTcString } from './tc-string.ts';

export function readTcf(told: unknown, listeners: Listeners): Findings {
  if (typeof told !== 'string') return { statements: [], faults: [toStringFault('tcf', 'malformed')] };
  return judgeTcString(told, listeners, 'tcf');
}

/** A string that cannot be read says nothing, so it gives nothing. */
export function judgeTcString(text: string, { tcf }: Listeners, method: SignalMethod): Findings {
  const reading = readTcString(text);
  if ('fault' in reading) return { statements: [], faults: [toStringFault(method, reading.fault)] };
  const statements = tcf.map(({ purpose, needs }): SignalStatement => {
    const isGiven = needs.every((one) => reading.consents.has(one));
    return { purpose, state: isGiven ? 'given' : 'refused', method };
  });
  return { statements, faults: [] };
}
