// The IAB's Global Privacy Platform: a GPP string in `context.consent`. It opts out, and never gives anything.
import { toStringFault } from './faults.ts';
import { optOutByGpc } from './gpc.ts';
import { readGppString } from './gpp-string.ts';
import type { Listeners } from './listeners.ts';
import type { Findings, SignalStatement } from './model.ts';
import { judgeTcString } from './tcf.ts';

const method = 'gpp';

export function readGpp(told: unknown, listeners: Listeners): Findings {
  if (typeof told !== 'string') return { statements: [], faults: [toStringFault(method, 'malformed')] };
  const { optOuts, gpc, tcString, faults } = readGppString(told);
  const out = listeners.gpp.filter((one) => one.optOuts.some((each) => optOuts.has(each)));
  const carried = tcString === undefined ? undefined : judgeTcString(tcString, listeners, method);
  return {
    statements: [
      ...out.map(({ purpose }): SignalStatement => ({ purpose, state: 'opted_out', method })),
      ...(gpc ? optOutByGpc(listeners) : []),
      ...(carried?.statements ?? []).filter(({ state }) => state !== 'given'),
    ],
    faults: [...faults.map((code) => toStringFault(method, code)), ...(carried?.faults ?? [])],
  };
}
