// What a message and its request say about purposes, from all signals together.
import { readCategories } from './categories.ts';
import { readConsentManagement } from './consent-management.ts';
import { malformed } from './faults.ts';
import { readConsentMode } from './gcm.ts';
import { optOutByGpc } from './gpc.ts';
import { readGpp } from './gpp.ts';
import { findListeners, type Listeners } from './listeners.ts';
import { type Findings, pickStrictest, type ReadSignals, type SignalRules } from './model.ts';
import { isFields, openEvidence } from './received.ts';
import { readTcf } from './tcf.ts';

type Reader = (told: unknown, listeners: Listeners) => Findings;

/** Members of `context.consent`, by the names under which they are found. */
const consentReaders: readonly (readonly [name: string, read: Reader])[] = [
  ['categoryPreferences', readCategories],
  ['tcf', readTcf],
  ['tcString', readTcf],
  ['tcfString', readTcf],
  ['gpp', readGpp],
  ['gppString', readGpp],
  ['gcm', readConsentMode],
  ['googleConsentMode', readConsentMode],
];

const isAbsent = (value: unknown): value is undefined | null => value === undefined || value === null;

/**
 * Never throws, whatever was sent: what cannot be read gives nothing and is told in `faults`. There is at most one statement
 * for each purpose, the strictest, and one more where the browser says something as well. `request.gpc`: the request came with Global Privacy Control.
 */
export function readSignals(
  { context }: { context: Record<string, unknown>; body: Record<string, unknown> },
  request: { gpc: boolean },
  rules: SignalRules,
): ReadSignals {
  const { consent, consentManagement } = context;
  const asksInContext = context.gpc === true;
  if (!request.gpc && !asksInContext && isAbsent(consent) && isAbsent(consentManagement))
    return { statements: [], faults: [], kept: {} };
  const listeners = findListeners(rules);
  const { kept, keep } = openEvidence();
  const found: Findings[] = [];
  if (request.gpc || asksInContext) {
    found.push({ statements: optOutByGpc(listeners), faults: [] });
    keep('gpc', { header: request.gpc, context: asksInContext });
  }
  const read = (name: string, told: unknown, reader: Reader): void => {
    if (isAbsent(told)) return;
    found.push(reader(told, listeners));
    keep(name, told);
  };
  if (isFields(consent)) {
    for (const [name, reader] of consentReaders)
      if (Object.hasOwn(consent, name)) read(name, consent[name], reader);
  } else if (!isAbsent(consent)) {
    const fault = malformed('categories', 'send context.consent as an object with categoryPreferences');
    found.push({ statements: [], faults: [fault] });
    keep('consent', consent);
  }
  read('consentManagement', consentManagement, readConsentManagement);
  return {
    statements: pickStrictest(found),
    faults: found.flatMap(({ faults }) => faults),
    kept,
  };
}
