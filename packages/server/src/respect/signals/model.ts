// What signals come to: statements about purposes, faults in what was sent, and what is kept as evidence.
import type { Purpose } from '../purposes/index.ts';

/** From the loosest to the strictest. */
export const signalStates = ['given', 'refused', 'opted_out'] as const;
export type SignalState = (typeof signalStates)[number];

export const signalMethods = ['gpc', 'gpp', 'tcf', 'gcm', 'categories', 'consent_management'] as const;
/** Where it was said: how these came in is told in the README. */
export type SignalMethod = (typeof signalMethods)[number];

export type SignalStatement = { purpose: string; state: SignalState; method: SignalMethod };

export const signalFaultCodes = [
  'malformed',
  'oversize',
  'unknown_version',
  /** Of a TC string that is not for this site alone, as its specification asks. */
  'global_scope',
  /** Of a TC string made since it has to tell which vendors were shown. */
  'no_disclosed_vendors',
  /** A banner tells of a category of which no purpose speaks. */
  'unknown_category',
] as const;
export type FaultCode = (typeof signalFaultCodes)[number];
/** Of a string of TCF or GPP. */
export type StringFaultCode = Exclude<FaultCode, 'unknown_category'>;

/** Something that was sent and could not be read. It never holds what was sent. */
export type SignalFault = { method: SignalMethod; code: FaultCode; message: string };

/** In how many messages of a source, and when the last of them came. */
export type FaultCount = SignalFault & { sourceId: number; messages: number; lastMs: number };

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
  /** At most two for each purpose: what the person says by a banner, and what their browser says. */
  statements: SignalStatement[];
  faults: SignalFault[];
  /** What was received, shortened where it is too long: then `cut` names it. */
  kept: Record<string, unknown>;
};

/**
 * Of what the person says about a purpose the strictest holds; of two that say the same, the first. What the browser says
 * (Global Privacy Control) stands beside a refusal of theirs, and above what they give.
 */
export function pickStrictest(found: readonly Findings[]): SignalStatement[] {
  const withheld = found.flatMap((each) => each.withheld ?? []);
  const held = new Map<string, SignalStatement>();
  const browser = new Map<string, SignalStatement>();
  for (const statement of found.flatMap(({ statements }) => statements)) {
    const { purpose, state, method } = statement;
    if (method === 'gpc') {
      if (!browser.has(purpose)) browser.set(purpose, statement);
      continue;
    }
    if (state === 'given' && withheld.includes(purpose)) continue;
    const other = held.get(purpose);
    if (other === undefined || isStricter(state, other.state)) held.set(purpose, statement);
  }
  const told = [...held.values()].filter(({ state, purpose }) => state !== 'given' || !browser.has(purpose));
  return [...told, ...browser.values()];
}

const isStricter = (one: SignalState, other: SignalState): boolean =>
  signalStates.indexOf(one) > signalStates.indexOf(other);
