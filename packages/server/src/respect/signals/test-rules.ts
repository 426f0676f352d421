// Purposes and categories for tests: each kind of listener, and some that listen to several signals.
import type { Findings, SignalRules } from './model.ts';
import { readSignals } from './read.ts';

type Rule = SignalRules['purposes'][number];
const purpose = (slug: string, listens: Partial<Rule> = {}): Rule => ({
  ...{ slug, gpc_effect: 'none', tcf_purposes: [], gcm_signals: [], gpp_opt_outs: [] },
  ...listens,
});

export const rules: SignalRules = {
  categories: {
    Analytics: ['analytics', 'insights'],
    Advertising: ['ads', 'retargeting'],
    Personalization: ['retargeting'],
  },
  purposes: [
    purpose('service'),
    purpose('analytics', { tcf_purposes: [8], gcm_signals: ['analytics_storage'] }),
    purpose('insights'),
    purpose('ads', {
      gpc_effect: 'deny',
      tcf_purposes: [3, 4],
      gcm_signals: ['ad_storage', 'ad_user_data'],
      gpp_opt_outs: ['targeted_advertising', 'sharing'],
    }),
    purpose('retargeting', { gpc_effect: 'deny' }),
    purpose('sale', { gpc_effect: 'deny', gpp_opt_outs: ['sale'] }),
    purpose('sharing', { gpp_opt_outs: ['sharing'] }),
  ],
};

export const readContext = (context: Record<string, unknown>, gpc = false, by = rules) =>
  readSignals({ context, body: {} }, { gpc }, by);

/** `ads: given by tcf`, in the order of purposes. */
export const tell = ({ statements }: Findings): string[] =>
  statements.map(({ purpose: slug, state, method }) => `${slug}: ${state} by ${method}`).sort();

export const codesOf = ({ faults }: Findings): string[] =>
  faults.map(({ method, code }) => `${method} ${code}`);

/** States by purpose. */
export const statesOf = ({ statements }: Findings): Record<string, string> =>
  Object.fromEntries(statements.map(({ purpose: slug, state }) => [slug, state]));
