// Purposes and statements for tests of the gate.
import type { Statement } from '../consents/index.ts';
import { type Purpose, plainHandling, plainMeaning } from '../purposes/index.ts';

/** A purpose that needs consent, unless told otherwise. */
export const aPurpose = (given: Partial<Purpose> = {}): Purpose => ({
  ...plainMeaning,
  ...plainHandling,
  slug: 'marketing.email',
  version: 1,
  meaning_version: 1,
  bit: 0,
  since: new Date(0),
  ancestors: [],
  earlier: {},
  name: 'Marketing by e-mail',
  description: 'Send offers.',
  legal_basis: 'consent',
  consent_model: 'opt_in',
  ...given,
});

let made = 0;
export const aStatement = (given: Partial<Statement> = {}): Statement => {
  made += 1;
  return { e: made, p: 0, v: 1, s: 'given', t: 1, i: [1], m: 'form', ...given };
};
