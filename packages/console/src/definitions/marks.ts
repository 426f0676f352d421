// Marks in sentences: what was named by people (events, attributes, segments) stands apart from the words around it. While a sentence
// is put together it is one text with signs that nobody can type; at the end it is a list of parts.

const NAME = '\uE000';
const VALUE = '\uE001';
const END = '\uE002';
const SIGNS = /[\uE000-\uE002]/g;

/** `name`: of an event, attribute, segment …; `value`: what something is compared with; `words`: what we say. */
export type Part = { kind: 'words' | 'name' | 'value'; text: string };

const marked = (sign: string, text: string) => `${sign}${text.replace(SIGNS, '')}${END}`;
export const asName = (text: string): string => marked(NAME, text);
export const asValue = (text: string): string => marked(VALUE, text);

const HAN = '[\\p{Script=Han}，。、：；（）「」“”]';
const GAP = new RegExp(`(?<=${HAN}) +(?=${HAN})|(?<=[，。、：；（「“]) +| +(?=[，。、：；）」”])`, 'gu');
/** Chinese words have no spaces between them, though the templates that they come from may. */
const closeUp = (text: string): string => text.replace(GAP, '').replace(/ {2,}/g, ' ');

/** The parts of a marked text. Spaces are put right in our words alone. */
export function toParts(text: string): Part[] {
  const parts = text.split(/([\uE000\uE001][^\uE002]*\uE002)/).filter((part) => part !== '');
  return closeEnds(
    parts.map((part): Part => {
      const inside = part.slice(1, -1);
      if (part.startsWith(NAME)) return { kind: 'name', text: inside };
      if (part.startsWith(VALUE)) return { kind: 'value', text: inside };
      return { kind: 'words', text: closeUp(part) };
    }),
  );
}

/** No space at either end of the whole, nor twice in a row. */
function closeEnds(parts: Part[]): Part[] {
  return parts.flatMap((part, index) => {
    if (part.kind !== 'words') return [part];
    let { text } = part;
    if (index === 0) text = text.trimStart();
    if (index === parts.length - 1) text = text.trimEnd();
    return text === '' ? [] : [{ ...part, text }];
  });
}

/** A sentence as plain text, as for a title or a screen reader. */
export const toText = (parts: readonly Part[]): string => parts.map(({ text }) => text).join('');

/** With a capital letter, where it begins with a word of ours and the script has capitals. */
export function capitalised(parts: Part[], locale: string): Part[] {
  const [first, ...rest] = parts;
  if (first?.kind !== 'words') return parts;
  const text = first.text.replace(/^[(“„]*\p{Ll}/u, (start) => start.toLocaleUpperCase(locale));
  return [{ ...first, text }, ...rest];
}
