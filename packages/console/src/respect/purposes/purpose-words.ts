// Purposes in the reader's language, where the company has left or given them words for it; codes as words.
import { usePreferences } from '../../app/preferences.ts';
import { useTranslation } from '../../language/index.ts';
import { CHANNELS, CONSENT_MODELS, GPP_OPT_OUTS, LEGAL_BASES, PROCESSING_KINDS } from './purpose-draft.ts';
import type { Ground, PurposeBody } from './purposes-query.ts';
import { findStarter } from './starter-purposes.ts';

type Named = { slug: string } & Pick<PurposeBody, 'name' | 'description'> &
  Partial<Pick<PurposeBody, 'translations'>>;

/** The name of a purpose, from the purpose itself or from its slug. */
export function usePurposeName(): (purpose: Named | string) => string {
  const { t } = useTranslation();
  const { language } = usePreferences();
  return (purpose) => {
    const slug = typeof purpose === 'string' ? purpose : purpose.slug;
    const starter = findStarter(slug);
    if (typeof purpose === 'string') return starter ? t(`purposes.starter.${starter.key}.name`) : slug;
    const own = purpose.translations?.[language]?.name;
    // A company that renamed a starter purpose sees its own name.
    if (own === undefined && starter?.name === purpose.name) return t(`purposes.starter.${starter.key}.name`);
    return own ?? purpose.name;
  };
}

/** What a purpose means, its legal basis and how consent works for it, each as a sentence and in short. */
export function usePurposeWords() {
  const { t } = useTranslation();
  const { language } = usePreferences();
  return {
    meaning: (purpose: Named): string => {
      const starter = findStarter(purpose.slug);
      const own = purpose.translations?.[language]?.description;
      if (own === undefined && starter?.description === purpose.description)
        return t(`purposes.starter.${starter.key}.meaning`);
      return own ?? purpose.description;
    },
    basis: ({ legal_basis }: Ground): string => {
      const known = LEGAL_BASES.find((basis) => basis === legal_basis);
      return known ? t(`purposes.basis.${known}`) : legal_basis;
    },
    basisShort: ({ legal_basis }: Ground): string => {
      const known = LEGAL_BASES.find((basis) => basis === legal_basis);
      return known ? t(`purposes.basisShort.${known}`) : legal_basis;
    },
    model: ({ consent_model }: Ground): string => {
      const known = CONSENT_MODELS.find((model) => model === consent_model);
      return known ? t(`purposes.model.${known}`) : consent_model;
    },
  };
}

/** Codes of what is done with data, and by what it is steered, as words. */
export function useCodeWords() {
  const { t } = useTranslation();
  return {
    kind: (code: string): string => {
      const known = PROCESSING_KINDS.find((kind) => kind === code);
      return known ? t(`purposes.kind.${known}`) : code;
    },
    channel: (code: string): string => {
      const known = CHANNELS.find((channel) => channel === code);
      return known ? t(`purposes.channel.${known}`) : code;
    },
    gpp: (code: string): string => {
      const known = GPP_OPT_OUTS.find((each) => each === code);
      return known ? t(`purposes.gpp.${known}`) : code;
    },
    gpc: (effect: string): string => t(effect === 'deny' ? 'purposes.gpc.deny' : 'purposes.gpc.none'),
  };
}
