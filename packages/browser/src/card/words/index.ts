// Which words a locale gets.
import { en, type Words } from './en.ts';
import { pl } from './pl.ts';
import { zhHans } from './zh-hans.ts';
import { zhHant } from './zh-hant.ts';

export type { Words } from './en.ts';

/** The first of these that is a locale; English where none is. */
export function chooseLocale(wanted: readonly (string | null | undefined)[]): string {
  for (const one of wanted) {
    try {
      const [locale] = Intl.getCanonicalLocales(one ?? []);
      if (locale !== undefined) return locale;
    } catch {
      // No locale: the next may be one.
    }
  }
  return 'en';
}

export function wordsOf(locale: string): Words {
  const { language, script } = new Intl.Locale(locale).maximize();
  if (language === 'pl') return pl;
  if (language === 'zh') return script === 'Hant' ? zhHant : zhHans;
  return en;
}
