// Sentences: the typical ones word by word in each language, and every other definition without a gap.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Condition, TraitValue } from '@rapport/protocol';
import fc from 'fast-check';
import {
  arbitraryCondition,
  arbitraryTraitValue,
  scenarioGroups,
} from '../../../server/src/testing/scenarios/index.ts';
import type { Language } from '../language/languages.ts';
import { conditions, values } from './golden/definitions.ts';
import { en } from './golden/en.ts';
import { pl } from './golden/pl.ts';
import { zhHans } from './golden/zh-hans.ts';
import { zhHant } from './golden/zh-hant.ts';
import {
  createSpeech,
  loadWords,
  type NameOf,
  type Outline,
  type Part,
  toOutline,
  toSentence,
  toText,
  toValueSentence,
} from './index.ts';

const NAMES: Record<string, string> = {
  loyal_customers: 'Loyal customers',
  'marketing.email': 'Newsletter',
  orders_count: 'Number of orders',
};
const nameOf: NameOf = (_, slug) => NAMES[slug];
const LANGUAGES: [Language, locale: string, golden: string[]][] = [
  ['en', 'en-GB', en],
  ['pl', 'pl', pl],
  ['zh-Hans', 'zh-Hans', zhHans],
  ['zh-Hant', 'zh-Hant', zhHant],
];

const starred = (parts: Part[]) =>
  parts.map(({ kind, text }) => (kind === 'name' ? `*${text}*` : text)).join('');

/** Texts that a definition names: what its sentence must not leave out. */
function textsIn(part: unknown, key = ''): string[] {
  if (typeof part === 'string') return ASIDE.has(key) || /^(P[\dT]|\d{4}-)/.test(part) ? [] : [part];
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, inner]) => textsIn(inner, Array.isArray(part) ? key : name));
}
/** What is said in words of ours. */
const ASIDE = new Set(['type', 'said', 'calendar', 'zone']);

/** Words of English, which no sentence in Polish may have beside names and values. */
const ENGLISH =
  /\b(?:the|is|not|of|has|at least|happened|in the|and|or|within|any|days?|hours?|from|until)\b/i;

function check(language: Language, parts: Part[], definition: unknown): void {
  const text = toText(parts);
  const words = parts.filter(({ kind }) => kind === 'words').map((part) => part.text);
  const shown = `${JSON.stringify(definition)} → ${text}`;
  assert.notEqual(text.trim(), '', shown);
  assert.doesNotMatch(words.join(''), /[{}\uE000-\uE002]|undefined|NaN|\bnull\b|\[object/, shown);
  assert.doesNotMatch(words.join('|'), / {2}|\(\)|（）|[(（] | [)）]|[，。；：（] $/, shown);
  if (language === 'pl') assert.doesNotMatch(words.join('|'), ENGLISH, shown);
  if (language.startsWith('zh')) assert.doesNotMatch(words.join('|'), /[a-z]/i, shown);
  if (language === 'zh-Hans')
    assert.doesNotMatch(words.join(''), /[個為於從們發變後時來沒現離稱類續組結見許過這進間項頁]/, shown);
  if (language === 'zh-Hant')
    assert.doesNotMatch(words.join(''), /[个为于从们发变后时来没现离称类续组结见许过这进间项页]/, shown);
  for (const named of textsIn(definition)) assert.ok(text.includes(named), `leaves out ${named}: ${shown}`);
}

const linesOf = ({ words, items }: Outline): Part[][] => [words, ...items.flatMap(linesOf)];
const scenarios = Object.values(scenarioGroups).flat();

for (const [language, locale, golden] of LANGUAGES) {
  describe(`in ${language}`, async () => {
    const words = await loadWords(language);
    const speech = createSpeech(words, locale, nameOf);
    const bySlug = createSpeech(words, locale);

    const said = [
      ...conditions.map((condition) => toSentence(speech, condition)),
      ...values.map((value) => toValueSentence(speech, value)),
    ];
    for (const [index, definition] of [...conditions, ...values].entries())
      test(golden[index] ?? JSON.stringify(definition), () =>
        assert.equal(starred(said[index] ?? []), golden[index]),
      );

    test('every scenario is said whole', () => {
      for (const scenario of scenarios) {
        if ('definition' in scenario)
          check(language, toSentence(bySlug, scenario.definition), scenario.definition);
        else check(language, toValueSentence(bySlug, scenario.value), scenario.value);
      }
    });

    test('whatever is generated is said whole, in one line and in several', () => {
      const ofCondition = fc.property(arbitraryCondition, (condition: Condition) => {
        check(language, toSentence(bySlug, condition), condition);
        const lines = linesOf(toOutline(bySlug, condition));
        for (const line of lines) check(language, line, undefined);
        const whole = lines.map(toText).join('\n');
        for (const named of textsIn(condition)) assert.ok(whole.includes(named), `${named}: ${whole}`);
      });
      fc.assert(ofCondition, { numRuns: 1500 });
      const ofValue = fc.property(arbitraryTraitValue, (value: TraitValue) =>
        check(language, toValueSentence(bySlug, value), value),
      );
      fc.assert(ofValue, { numRuns: 500 });
    });
  });
}

test('groups inside each other stand below each other, short ones in one line', async () => {
  const speech = createSpeech(await loadWords('en'), 'en-GB', nameOf);
  const shape = ({ words, items }: Outline): unknown =>
    items.length === 0 ? toText(words) : [toText(words), ...items.map(shape)];
  const nested: Condition = {
    all: [
      { attribute: 'plan', is: 'gold' },
      { not: { any: [{ list: 'staff' }, { all: [{ list: 'testers' }, { segment: 'loyal_customers' }] }] } },
    ],
  };
  assert.deepEqual(shape(toOutline(speech, nested)), [
    'All of these are true:',
    'plan is “gold”',
    ['None of these is true:', 'Is on the list staff', 'Is on the list testers and is in Loyal customers'],
  ]);
  assert.equal(shape(toOutline(speech, { all: [{ list: 'staff' }] })), 'Is on the list staff');
});

test('what somebody wrote cannot pass for a mark or a placeholder', async () => {
  const speech = createSpeech(await loadWords('en'), 'en-GB');
  const sentence = toSentence(speech, { attribute: '{value}\uE000', is: '\uE002{subject} $& <b>' });
  assert.deepEqual(sentence, [
    { kind: 'name', text: '{value}' },
    { kind: 'words', text: ' is “' },
    { kind: 'value', text: '{subject} $& <b>' },
    { kind: 'words', text: '”' },
  ]);
});
