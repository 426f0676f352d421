// The catalogues agree: the same keys, the same placeholders and tags, and every plural form that the language has.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { en as enAtOnce } from './en/index.ts';
import { enOnDemand } from './en/on-demand.ts';
import { pl as plAtOnce } from './pl/index.ts';
import { plOnDemand } from './pl/on-demand.ts';
import { zhHans as zhHansAtOnce } from './zh-hans/index.ts';
import { zhHansOnDemand } from './zh-hans/on-demand.ts';
import { zhHant as zhHantAtOnce } from './zh-hant/index.ts';
import { zhHantOnDemand } from './zh-hant/on-demand.ts';

const en = { ...enAtOnce, ...enOnDemand };
const pl = { ...plAtOnce, ...plOnDemand };
const zhHans = { ...zhHansAtOnce, ...zhHansOnDemand };
const zhHant = { ...zhHantAtOnce, ...zhHantOnDemand };

const CATALOGUES = { en, 'zh-Hant': zhHant, 'zh-Hans': zhHans, pl } as const;
const FORM = /_(zero|one|two|few|many|other)$/;

/** `a.b.c` → text, for every text of a catalogue. */
function texts(node: object, path: string[] = []): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'string') found.set([...path, key].join('.'), value);
    else for (const [inner, text] of texts(value as object, [...path, key])) found.set(inner, text);
  }
  return found;
}

/** Keys without their plural forms. */
const meanings = (catalogue: object) =>
  new Set([...texts(catalogue).keys()].map((key) => key.replace(FORM, '')));

/** `{{count}}`, `<code>`, `<id/>`: what a translation must keep. Sorted, because languages order differently. */
function parts(text: string): string[] {
  const holes = [...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map((match) => `{{${match[1]}}}`);
  const tags = [...text.matchAll(/<\/?\w+\/?>/g)].map((match) => match[0]);
  return [...holes, ...tags].sort();
}

const plurals = (catalogue: object) =>
  new Set([...texts(catalogue).keys()].filter((key) => FORM.test(key)).map((key) => key.replace(FORM, '')));

for (const [language, catalogue] of Object.entries(CATALOGUES)) {
  describe(`the catalogue of ${language}`, () => {
    const own = texts(catalogue);

    test('has the keys of English, no more and no fewer', () => {
      assert.deepEqual([...meanings(catalogue)].sort(), [...meanings(en)].sort());
    });

    test('keeps every placeholder and tag', () => {
      const english = texts(en);
      for (const [key, text] of own) {
        const meaning = key.replace(FORM, '');
        const original = english.get(key) ?? english.get(`${meaning}_other`) ?? '';
        // "One message is deleted": a form for exactly one may leave the number out.
        const expected = key.endsWith('_one') ? parts(text).filter((part) => part === '{{count}}') : [];
        const wished =
          key.endsWith('_one') && expected.length === 0
            ? parts(original).filter((part) => part !== '{{count}}')
            : parts(english.get(`${meaning}_other`) ?? original);
        assert.deepEqual(parts(text), wished, `${key}: ${text}`);
      }
    });

    test('has every plural form that the language needs', () => {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      for (const meaning of plurals(en)) {
        for (const form of forms)
          assert.ok(own.has(`${meaning}_${form}`), `${meaning} lacks the form ${form}`);
      }
      for (const key of own.keys()) {
        const form = FORM.exec(key)?.[1];
        if (form)
          assert.ok(
            forms.some((each) => each === form),
            `${key}: ${language} has no form ${form}`,
          );
      }
    });

    test('has no empty text, no exclamation mark, no apology', () => {
      for (const [key, text] of own) {
        assert.notEqual(text.trim(), '', key);
        assert.doesNotMatch(text, /!|！|\boops\b|\bsorry\b|przepraszam|抱歉/i, key);
      }
    });
  });
}

test('texts that are not English were translated', () => {
  const english = texts(en);
  // Names, and words that are the same in both languages.
  const same = /^(Rapport|Import|Segment|JSON|E-mail|e-mail|App|UTC)$|^\{\{|Rapport \{\{version\}\}|ISO 8601/;
  for (const catalogue of [zhHant, zhHans, pl]) {
    const left = [...texts(catalogue)].filter(([key, text]) => english.get(key) === text && !same.test(text));
    assert.deepEqual(left, []);
  }
});
