// Guesses the category of an attribute or property from its name.
//
// A name is cut into words, however it is written: `billingEmail`, `billing_email`, `$billing email 2`. What it is about is
// its last word in English and German (`email_count` is a count), and often its first in French, Spanish and Polish; so the
// longest row of words at its end, and then at its beginning, is looked for in `names.ts`. Chinese has no spaces between
// words: there the end of the name decides. Pure, and at most 255 characters of a name are read.
import { findCategory, type LabelSubject, labelNameLengthMax } from './model.ts';
import { type NameWords, nameWords } from './names.ts';

/** The category that the name speaks of, if it speaks of any. */
export function guessCategory(subject: LabelSubject, name: string): string | undefined {
  const read = name.slice(0, labelNameLengthMax).normalize('NFKD').replace(/\p{M}/gu, '');
  return guessByWords(subject, toWords(read)) ?? guessByHan(read);
}

/** The words of one column of the list, with what each means. */
const toWordMap = (column: keyof NameWords): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(nameWords).flatMap(([category, { [column]: words = '' }]) =>
      words
        .split(' ')
        .filter((word) => word !== '')
        .map((word) => [word, category] as const),
    ),
  );
const words = {
  last: toWordMap('last'),
  either: toWordMap('either'),
  attribute: toWordMap('attribute'),
  han: toWordMap('han'),
};

/** Letters that keep their stroke when accents are taken away. */
const plain: Record<string, string> = { ß: 'ss', ł: 'l', ø: 'o', đ: 'd', æ: 'ae', œ: 'oe', ı: 'i' };

/** Digits go: `address2` and `sha256` are `address` and `sha`. Longer names than any in the list have nothing to say. */
function toWords(name: string): string[] {
  return name
    .replace(/(?<=[\p{Ll}\d])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ')
    .toLowerCase()
    .replace(/[ßłøđæœı]/g, (letter) => plain[letter] ?? letter)
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
    .slice(0, wordsMax);
}
const wordsMax = 12;

const toSet = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/**
 * A name that begins so asks something about the thing, and does not hold it: `has_email`, `is_mobile`. Where already the
 * answer tells much it counts: `is_pregnant`, `has_children`.
 */
const asking = toSet(
  'has is was were can should may num number nb count total avg max min allow allows show enable enabled require requires how',
);
/** A last word that leaves what the name is about: `email_hash`, `phone_primary`. */
const passing = toSet(
  'hash hashed sha md lower lowercase normalized normalised raw value text string field encrypted primary secondary default current new old work home main',
);
/** Written in one word with what it is of: `customeremail`. */
const owners =
  /^(?:user|customer|client|contact|billing|shipping|delivery|member|person|account|home|work|business|personal|private|primary|secondary|guest|employee|patient|sender|recipient|buyer|kunden|my)(?=.)/;

function guessByWords(subject: LabelSubject, all: string[]): string | undefined {
  if (all.length === 0) return undefined;
  const whole = all.join('');
  const known = (subject === 'attribute' ? words.attribute.get(whole) : undefined) ?? findWord(whole);
  if (known !== undefined) return known;
  if (!asking.has(all[0] as string)) return findPart(all);
  const asked = findPart(all.slice(1));
  const { sensitivity = 0, never_disclosed: isNumber } = findCategory(asked ?? '') ?? {};
  return sensitivity === 3 && !isNumber ? asked : undefined;
}

/** By the longest row of words at the end, or else at the beginning. */
function findPart(all: string[]): string | undefined {
  const meaning = [...all];
  while (meaning.length > 1 && passing.has(meaning.at(-1) as string)) meaning.pop();
  for (let start = 0; start < meaning.length; start += 1) {
    const found = findWord(meaning.slice(start).join(''));
    if (found !== undefined) return found;
  }
  for (let end = meaning.length - 1; end > 0; end -= 1) {
    const found = words.either.get(meaning.slice(0, end).join(''));
    if (found !== undefined) return found;
  }
  return meaning.length === 1 ? findWord((meaning[0] as string).replace(owners, '')) : undefined;
}

const findWord = (word: string): string | undefined => words.last.get(word) ?? words.either.get(word);

const hanLengthMax = Math.max(...[...words.han.keys()].map((word) => word.length));

function guessByHan(name: string): string | undefined {
  const han = name.replace(/\P{Script=Han}/gu, '');
  for (let length = Math.min(han.length, hanLengthMax); length > 0; length -= 1) {
    const found = words.han.get(han.slice(-length));
    // One character is a word only by itself.
    if (found !== undefined && (length > 1 || han.length === 1)) return found;
  }
  return undefined;
}
