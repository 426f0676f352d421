// The languages the console speaks, and which of them suits a browser.

export const LANGUAGES = {
  en: 'English',
  'zh-Hant': '繁體中文',
  'zh-Hans': '简体中文',
  pl: 'polski',
} as const;

export type Language = keyof typeof LANGUAGES;

export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && Object.hasOwn(LANGUAGES, value);
}

/** The first of the wished languages that we speak; Chinese by its script, English when none fits. */
export function bestLanguage(wished: readonly string[]): Language {
  for (const tag of wished) {
    const { language, script } = new Intl.Locale(tag).maximize();
    if (language === 'zh') return script === 'Hant' ? 'zh-Hant' : 'zh-Hans';
    if (isLanguage(language)) return language;
  }
  return 'en';
}

/** The reader's own variant of the language for dates and numbers (en-US or en-GB), else the language itself. */
export function regionalLocale(language: Language, wished: readonly string[]): string {
  const own = wished.find((tag) => {
    const { language: spoken, script } = new Intl.Locale(tag).maximize();
    const asked = new Intl.Locale(language).maximize();
    return spoken === asked.language && script === asked.script;
  });
  return own ?? language;
}
