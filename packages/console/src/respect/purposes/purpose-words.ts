// The starter purposes in the reader's language; a company's own purposes in the words it gave them.
import { useTranslation } from '../../language/index.ts';
import type { Purpose } from './purposes-query.ts';

/** Dots would be read as steps into the catalogue. */
const STARTER = {
  service: 'service',
  'message.transactional': 'messageTransactional',
  'identity.link': 'identityLink',
  analytics: 'analytics',
  personalisation: 'personalisation',
  'marketing.email': 'marketingEmail',
  'marketing.sms': 'marketingSms',
  'marketing.push': 'marketingPush',
  'marketing.phone': 'marketingPhone',
  'marketing.ads': 'marketingAds',
  sharing: 'sharing',
  sale: 'sale',
  compliance: 'compliance',
} as const;

const BASES = [
  'contract',
  'legitimate_interest',
  'consent',
  'legal_obligation',
  'vital_interest',
  'public_task',
] as const;
const MODELS = ['none', 'notice', 'opt_out', 'opt_in', 'explicit'] as const;

/** The name of a purpose, from the purpose itself or from its slug. */
export function usePurposeName(): (purpose: Purpose | string) => string {
  const { t } = useTranslation();
  return (purpose) => {
    const slug = typeof purpose === 'string' ? purpose : purpose.slug;
    const key = starterKey(slug);
    // A company that renamed a starter purpose sees its own name.
    if (key && (typeof purpose === 'string' || purpose.version === 1))
      return t(`purposes.starter.${key}.name`);
    return typeof purpose === 'string' ? purpose : purpose.name;
  };
}

/** What a purpose means, its legal basis and how consent works for it, each as a sentence. */
export function usePurposeWords() {
  const { t } = useTranslation();
  return {
    meaning: (purpose: Purpose): string => {
      const key = purpose.version === 1 ? starterKey(purpose.slug) : undefined;
      return key ? t(`purposes.starter.${key}.meaning`) : purpose.description;
    },
    basis: (purpose: Purpose): string => {
      const known = BASES.find((basis) => basis === purpose.legal_basis);
      return known ? t(`purposes.basis.${known}`) : purpose.legal_basis;
    },
    model: (purpose: Purpose): string => {
      const known = MODELS.find((model) => model === purpose.consent_model);
      return known ? t(`purposes.model.${known}`) : purpose.consent_model;
    },
  };
}

function starterKey(slug: string): (typeof STARTER)[keyof typeof STARTER] | undefined {
  return Object.hasOwn(STARTER, slug) ? STARTER[slug as keyof typeof STARTER] : undefined;
}
