// The words of definitions agree between the languages: the same placeholders, and every plural form that a language has.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from './en.ts';
import { pl } from './pl.ts';
import { zhHans } from './zh-hans.ts';
import { zhHant } from './zh-hant.ts';

const LANGUAGES = { en, pl, 'zh-Hans': zhHans, 'zh-Hant': zhHant } as const;

/** Each text by its path, the plural forms of one under it. */
function textsOf(node: object, path = ''): [path: string, text: string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] => {
    const inner = /^(?:one|few|many|other)$/.test(key) && path.length > 0 ? path : `${path}.${key}`;
    return typeof value === 'string' ? [[inner, value]] : textsOf(value as object, inner);
  });
}
const holesOf = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

/** The placeholders that some text of English at this path has. */
const english = Map.groupBy(textsOf(en), ([path]) => path);
/** May be left to the form of the word, as in "once" and "the last day". */
const COUNTED = '{n}';

for (const [language, words] of Object.entries(LANGUAGES)) {
  test(`${language} names nothing that English does not`, () => {
    for (const [path, text] of textsOf(words)) {
      const known = new Set((english.get(path) ?? []).flatMap(([, one]) => holesOf(one)));
      // A language may say what stands in a place in another form of it.
      for (const form of ['{eventsOf}', '{eventBare}', '{all}', '{any}', '{kind}', '{kinds}'])
        known.add(form);
      for (const hole of holesOf(text)) assert.ok(known.has(hole), `${path}: ${text}`);
      if (text === '') assert.match(path, /between|noneDenies|its$/, path);
    }
  });

  test(`${language} has each plural form`, () => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const visit = (node: object, path: string): void => {
      if ('other' in node) assert.deepEqual(Object.keys(node).sort(), [...needed].sort(), path);
      else
        for (const [key, inner] of Object.entries(node))
          if (typeof inner === 'object') visit(inner, `${path}.${key}`);
    };
    visit(words, '');
  });

  test(`${language} says numbers in every form but that of one`, () => {
    for (const [path, text] of textsOf(words.count))
      if (
        !/raz\b|once|once/.test(text) &&
        (english.get(`.count${path}`) ?? []).some(([, one]) => one.includes(COUNTED))
      )
        assert.ok(text.includes(COUNTED), text);
  });
}
