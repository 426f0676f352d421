// What people express about purposes, and what that comes to.
//
// Everything expressed is a statement: given, refused, withdrawn, objected … at a moment, on one or more identifiers. None
// is ever edited or taken back; a later one answers an earlier. What holds for an identifier is found by reading its
// statements in the order in which they were expressed, whenever they arrived. So a consent that comes late, from a phone
// that was off for a week, never undoes a withdrawal that was made meanwhile, and a ledger that is read again gives what it
// gave before.
//
// Two statements of one moment: the one that denies comes later; of two that both do, or both do not, the one whose state is
// listed later below. Which of them arrived first says nothing. A signal of a browser (Global Privacy Control) is not
// answered by any later consent, but only by one that names it: by somebody who was told of the conflict and chose. A
// restriction stands beside all of that until it is terminated.

/** Names of states as in ISO/IEC TS 27560 and DPV, where they have them. */
export const consentStates = [
  'requested',
  'request_deferred',
  'given',
  'renewed',
  'opted_in',
  'refused',
  'withdrawn',
  'objected',
  'opted_out',
  'restricted',
  'expired',
  'invalidated',
  'terminated',
] as const;
export type ConsentState = (typeof consentStates)[number];

export const consentTypes = ['implied', 'expressed', 'explicitly_expressed'] as const;
export type ConsentType = (typeof consentTypes)[number];

export const expressers = ['subject', 'parent', 'agent', 'operator', 'user_agent', 'system'] as const;
export type Expresser = (typeof expressers)[number];

/** One statement about one purpose, as it is kept for each person: short names, since there may be millions. */
export type Statement = {
  /** Id of the consent event. */
  e: number;
  /** The purpose, by its bit, and the version that it was about. */
  p: number;
  v: number;
  s: ConsentState;
  /** When it counts from, and until when, in milliseconds since 1970. */
  t: number;
  u?: number;
  /** Identifiers on which it was expressed. */
  i: number[];
  /** All of these are devices: whoever expressed it was not signed in. */
  d?: true;
  /** Expressed by. Absent: the person. */
  b?: Expresser;
  /** How: a form, a button, the name of a signal. */
  m: string;
  /** Absent: expressed. */
  x?: ConsentType;
  /** The notice that was shown: hash, title, language. */
  n?: [hash: string, title: string, language: string];
  /** It was imported, and nothing proves it. */
  o?: true;
  /** Events that it answers. */
  r?: number[];
};

const positive: ReadonlySet<ConsentState> = new Set(['given', 'renewed', 'opted_in']);
const negative: ReadonlySet<ConsentState> = new Set([
  'refused',
  'withdrawn',
  'objected',
  'opted_out',
  'restricted',
]);

export const isPositive = (state: ConsentState): boolean => positive.has(state);
export const isNegative = (state: ConsentState): boolean => negative.has(state);

/** A browser said it, not a person: it holds until the person, told of it, says otherwise. */
export const isSignal = ({ s, b }: Statement): boolean => b === 'user_agent' && isNegative(s);

/** What holds for one identifier at a moment. */
export type Standing = {
  /** What denies: all signals that nobody answered, a restriction, and what was said last. */
  negatives: Statement[];
  /** The consent that counts, if nothing denies. */
  positive: Statement | undefined;
  /** A consent that counted until it ended by itself. */
  expired: Statement | undefined;
};

/** In the order in which they count. */
export function compareStatements(x: Statement, y: Statement): number {
  if (x.t !== y.t) return x.t - y.t;
  const [nx, ny] = [isNegative(x.s), isNegative(y.s)];
  if (nx !== ny) return nx ? 1 : -1;
  return consentStates.indexOf(x.s) - consentStates.indexOf(y.s) || x.e - y.e;
}

/** Reads the statements of one identifier about one purpose. `statements` may be in any order. */
export function standingOf(statements: readonly Statement[], at: number): Standing {
  const inOrder = statements.filter(({ t }) => t <= at).sort(compareStatements);
  let [said, denied, expired, restricted]: (Statement | undefined)[] = [];
  let signals: Statement[] = [];
  for (const statement of inOrder) {
    const { s: state } = statement;
    if (isSignal(statement)) {
      signals.push(statement);
      continue;
    }
    if (isPositive(state)) {
      const answered = statement.r ?? [];
      if (answered.length > 0) signals = signals.filter(({ e }) => !answered.includes(e));
      said = statement;
    } else if (state === 'restricted') restricted = statement;
    else if (isNegative(state)) [said, denied] = [statement, statement];
    else if (state === 'terminated') [said, denied, restricted] = [undefined, undefined, undefined];
    else if ((state === 'expired' || state === 'invalidated') && said !== denied) {
      if (state === 'expired') expired = said;
      said = denied;
    }
  }
  if (said?.u !== undefined && said.u <= at && isPositive(said.s)) {
    expired = said;
    said = denied;
  }
  const refusal = said !== undefined && isNegative(said.s) ? said : undefined;
  const negatives = [...signals, ...[restricted, refusal].filter((one) => one !== undefined)];
  return {
    negatives,
    positive: negatives.length === 0 ? said : undefined,
    expired: said === undefined ? expired : undefined,
  };
}

/** All statements of two, each once. */
export function joinStatements(...lists: readonly (readonly Statement[])[]): Statement[] {
  const byId = new Map<number, Statement>();
  for (const list of lists) for (const statement of list) byId.set(statement.e, statement);
  return [...byId.values()].sort((x, y) => x.e - y.e);
}
