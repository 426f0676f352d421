// Google's Consent Mode: an object of `granted` and `denied`. A purpose needs all signals that it listens to.
import { malformed } from './faults.ts';
import type { Listeners } from './listeners.ts';
import type { Findings, SignalStatement } from './model.ts';
import { isFields } from './received.ts';

const method = 'gcm';

/** Nothing is said to a purpose none of whose signals were sent. */
export function readConsentMode(told: unknown, { gcm }: Listeners): Findings {
  const fault = malformed(method, 'send an object of signals with granted or denied');
  if (!isFields(told)) return { statements: [], faults: [fault] };
  const tellOf = (signal: string): unknown => (Object.hasOwn(told, signal) ? told[signal] : undefined);
  const heard = gcm.filter(({ needs }) => needs.some((signal) => tellOf(signal) !== undefined));
  const odd = heard.some(({ needs }) =>
    needs.some((signal) => ![undefined, 'granted', 'denied'].includes(tellOf(signal) as string)),
  );
  const statements = heard.map(({ purpose, needs }): SignalStatement => {
    const isGiven = needs.every((signal) => tellOf(signal) === 'granted');
    return { purpose, state: isGiven ? 'given' : 'refused', method };
  });
  return { statements, faults: odd ? [fault] : [] };
}
