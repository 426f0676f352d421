// Sets up the language: loads one catalogue, gives typed `t`, and switches without a reload.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { en } from './en/index.ts';
import { LANGUAGES, type Language } from './languages.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'console';
    resources: { console: typeof en };
  }
}

export { Trans, useTranslation } from 'react-i18next';

const CATALOGUES: Record<Language, () => Promise<object>> = {
  en: async () => (await import('./en/index.ts')).en,
  'zh-Hant': async () => (await import('./zh-hant/index.ts')).zhHant,
  'zh-Hans': async () => (await import('./zh-hans/index.ts')).zhHans,
  pl: async () => (await import('./pl/index.ts')).pl,
};

/** Loads a language and starts with it. Call once, before the first render. */
export async function startLanguage(language: Language): Promise<void> {
  const catalogue = await CATALOGUES[language]();
  await i18next.use(initReactI18next).init({
    lng: language,
    supportedLngs: Object.keys(LANGUAGES),
    fallbackLng: false,
    defaultNS: 'console',
    ns: ['console'],
    resources: { [language]: { console: catalogue } },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  document.documentElement.lang = language;
}

/** Loads another language and shows everything in it. */
export async function changeLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'console')) {
    i18next.addResourceBundle(language, 'console', await CATALOGUES[language]());
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
