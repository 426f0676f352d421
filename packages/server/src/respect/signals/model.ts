// What signals come to: statements about purposes, faults in what was sent, and what is kept as evidence.
import type { Purpose } from '../purposes/index.ts';

/** From the loosest to the strictest. */
export const signalStates = ['given', 'refused', 'opted_out'] as const;
export type SignalState = (typeof signalStates)[number];

export const signalMethods = ['gpc', 'gpp', 'tcf', 'gcm', 'categories', 'consent_management'] as const;
/** Where it was said: how these came in is told in the README. */
export type SignalMethod = (typeof signalMethods)[number];

export type SignalStatement = { purpose: string; state: SignalState; method: SignalMethod };

export type FaultCode =
  | 'malformed'
  | 'oversize'
  | 'unknown_version'
  /** Of a TC string that is not for this site alone, as its specification asks. */
  | 'global_scope'
  /** Of a TC string made since it has to tell which vendors were shown. */
  | 'no_disclosed_vendors';

/** Something that was sent and could not be read. It never holds what was sent. */
export type SignalFault = { method: SignalMethod; code: FaultCode; message: string };

export type SignalRules = {
  /** Purposes, by category of the consent banner that speaks of them. */
  categories: Readonly<Record<string, readonly string[]>>;
  purposes: readonly Pick<Purpose, 'slug' | 'gpc_effect' | 'tcf_purposes' | 'gcm_signals' | 'gpp_opt_outs'>[];
};

/** What one signal says. */
export type Findings = {
  statements: SignalStatement[];
  faults: SignalFault[];
  /** Purposes that it leaves out where it should name them: nothing was refused, but no other signal can give them. */
  withheld?: readonly string[];
};

export type ReadSignals = {
  /** At most one for each purpose. */
  statements: SignalStatement[];
  faults: SignalFault[];
  /** What was received, shortened where it is too long: then `cut` names it. */
  kept: Record<string, unknown>;
};

/** Of what several signals say about a purpose the strictest holds; of two that say the same, the first. */
export function pickStrictest(found: readonly Findings[]): SignalStatement[] {
  const withheld = found.flatMap((each) => each.withheld ?? []);
  const held = new Map<string, SignalStatement>();
  for (const statement of found.flatMap(({ statements }) => statements)) {
    const { purpose, state } = statement;
    if (state === 'given' && withheld.includes(purpose)) continue;
    const other = held.get(purpose);
    if (other === undefined || isStricter(state, other.state)) held.set(purpose, statement);
  }
  return [...held.values()];
}

const isStricter = (one: SignalState, other: SignalState): boolean =>
  signalStates.indexOf(one) > signalStates.indexOf(other);
