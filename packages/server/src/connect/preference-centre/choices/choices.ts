// What somebody may choose in the preference centre: of each purpose whether it is on, since when, and what a press would express.
import type { Scope } from '../../../platform/workspaces/index.ts';
import { type ConsentState, isNegative } from '../../../respect/consents/index.ts';
import { type Decision, decide, type Reason } from '../../../respect/gate/index.ts';
import type { ContactPoint } from '../../../respect/preferences/index.ts';
import type { Purpose } from '../../../respect/purposes/index.ts';
import { type Found, findAsked } from '../../consent-changes/index.ts';
import type { SuppressionList } from '../../permissions/index.ts';

export type Choice = {
  purpose: Purpose;
  /** `unasked`: off, because it needs a consent that nobody gave or that does not count any more. */
  state: 'on' | 'off' | 'unasked';
  reason: Reason;
};

export type Choices = {
  choices: Choice[];
  /** What people are told of and do not choose: contracts and duties. */
  always: Purpose[];
  /** Whom it was asked of. */
  asked: Found;
};

/** As the gate sees it when it is asked about the contact point: of an address that nobody has too, which may choose all the same. */
export async function listChoices(
  scope: Scope,
  contact: ContactPoint,
  at: number,
  suppressions: SuppressionList,
): Promise<Choices> {
  const asked = await findAsked(scope, contact, at, suppressions);
  const { subject, purposes } = asked;
  return {
    choices: purposes.filter(isChosen).map((purpose) => toChoice(purpose, decide(subject, { purpose, at }))),
    always: purposes.filter((purpose) => !isChosen(purpose)),
    asked,
  };
}

/** Whether people have a say in it. */
export const isChosen = ({ consent_model: model }: Purpose): boolean =>
  model !== 'none' && model !== 'notice';

export function toChoice(purpose: Purpose, { decision, reason }: Decision): Choice {
  if (decision === 'permit') return { purpose, state: 'on', reason };
  const said = reason.consent_event;
  const isAsked = said === undefined ? reason.code !== 'consent_unknown' : isNegative(said.state);
  return { purpose, state: isAsked ? 'off' : 'unasked', reason };
}

/** What a press expresses, in the words that the law has for it on this ground. */
export function toExpressed({ purpose, reason }: Choice, wanted: 'on' | 'off') {
  const { consent_model: model, legal_basis: basis } = purpose;
  const said = reason.consent_event;
  return {
    state: stateOf(),
    consent_type: model === 'explicit' ? ('explicitly_expressed' as const) : ('expressed' as const),
    // A signal of the browser is answered by whoever was told of it, and chose.
    resolves: wanted === 'on' && said?.expressed_by === 'user_agent' ? [said.id] : [],
  };

  function stateOf(): ConsentState {
    if (wanted === 'on') return model === 'opt_out' ? 'opted_in' : 'given';
    if (reason.code === 'consent_given') return 'withdrawn';
    if (model !== 'opt_out') return 'refused';
    return basis === 'legitimate_interest' ? 'objected' : 'opted_out';
  }
}
