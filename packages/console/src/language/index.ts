// Sets up the language: loads one catalogue, gives typed `t`, and switches without a reload.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { en } from './en/index.ts';
import type { enOnDemand } from './en/on-demand.ts';
import { isLanguage, LANGUAGES, type Language } from './languages.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'console';
    resources: { console: typeof en & typeof enOnDemand };
  }
}

export { Trans, useTranslation } from 'react-i18next';

const CATALOGUES: Record<Language, () => Promise<object>> = {
  en: async () => (await import('./en/index.ts')).en,
  'zh-Hant': async () => (await import('./zh-hant/index.ts')).zhHant,
  'zh-Hans': async () => (await import('./zh-hans/index.ts')).zhHans,
  pl: async () => (await import('./pl/index.ts')).pl,
};

/** Texts of pages that few visits need: fetched with the first of these pages, so that no other waits for them. */
const ON_DEMAND: Record<Language, () => Promise<object>> = {
  en: async () => (await import('./en/on-demand.ts')).enOnDemand,
  'zh-Hant': async () => (await import('./zh-hant/on-demand.ts')).zhHantOnDemand,
  'zh-Hans': async () => (await import('./zh-hans/on-demand.ts')).zhHansOnDemand,
  pl: async () => (await import('./pl/on-demand.ts')).plOnDemand,
};
const complete = new Set<string>();
let areAllWanted = false;

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
  if (areAllWanted) await complement(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** What a page brings, once its texts are there too: `whole(() => import('…'))`. */
export async function whole<T>(load: () => Promise<T>): Promise<T> {
  areAllWanted = true;
  const [loaded] = await Promise.all([load(), complement(i18next.language)]);
  return loaded;
}

async function complement(language: string): Promise<void> {
  if (complete.has(language) || !isLanguage(language)) return;
  const texts = await ON_DEMAND[language]();
  i18next.addResourceBundle(language, 'console', texts, true);
  complete.add(language);
}
