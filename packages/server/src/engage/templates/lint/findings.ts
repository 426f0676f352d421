// What there is to say of one content: by its texts, and by its markup.
import { TemplateFault } from '../composing.ts';
import { type Content, listTexts, type Text } from '../contents.ts';
import type { Path } from '../liquid/named.ts';
import { parseText } from '../liquid/texts.ts';
import { listLowContrasts } from './contrast.ts';
import { isTag, listPieces, withoutLiquid } from './markup.ts';
import { type KnownNames, whyUnknown } from './variables.ts';

/** An error keeps the template from being published; a note only says what becomes of it. */
export const levels = ['error', 'warning', 'note'] as const;
export type Finding = { level: (typeof levels)[number]; code: string; at: string; message: string };

const subjectLettersMax = 70;
const isMarkup = ({ text }: Text): boolean => /<[a-z]/i.test(text);

export function lintContent(
  { channel, language, content }: Content,
  { known, needsUnsubscribe }: { known: KnownNames; needsUnsubscribe: boolean },
): Finding[] {
  const at = `contents.${channel.slug}.${language}`;
  const texts = listTexts(content);
  const paths: Path[] = [];
  const findings = texts.flatMap((text): Finding[] => {
    const where = `${at}.${text.at}`;
    try {
      const named = parseText(text.text, 'text').named.paths;
      paths.push(...named.filter(() => isMarkup(text)));
      return [...lintVariables(named, known, where), ...(isMarkup(text) ? lintMarkup(text, where) : [])];
    } catch (error) {
      if (error instanceof TemplateFault)
        return [{ level: 'error', code: 'text_broken', at: where, message: error.message }];
      throw error;
    }
  });
  if (channel.slug === 'email') findings.push(...lintMail(texts, at));
  const hasWayOut = paths.some(([root, name]) => root === 'links' && name === 'unsubscribe');
  if (channel.slug === 'email' && needsUnsubscribe && !hasWayOut)
    findings.push({
      ...{ level: 'error', code: 'unsubscribe_missing', at },
      message: 'Whoever gets it must be able to end it: put a link to {{ links.unsubscribe }} into the mail.',
    });
  return findings;
}

function lintVariables(paths: readonly Path[], known: KnownNames, at: string): Finding[] {
  const messages = new Set(paths.flatMap((path) => whyUnknown(path, known) ?? []));
  return [...messages].map((message) => ({ level: 'warning', code: 'variable_unknown', at, message }));
}

function lintMarkup({ text }: Text, at: string): Finding[] {
  const pieces = listPieces(withoutLiquid(text));
  const pictures = pieces.filter(isTag).filter(({ name }) => name === 'img' || name === 'mj-image');
  const silent = pictures.filter(({ attributes, isEnd }) => !isEnd && !attributes.has('alt'));
  return [
    ...silent.map(
      ({ attributes }): Finding => ({
        ...{ level: 'warning', code: 'alt_missing', at },
        message: `A picture (${(attributes.get('src') ?? '').slice(0, 80)}) says nothing to whoever does not see it: give it an alt.`,
      }),
    ),
    ...listLowContrasts(pieces).map(
      ({ colour, ground, ratio }): Finding => ({
        ...{ level: 'warning', code: 'contrast_low', at },
        message: `${colour} on ${ground} is ${ratio.toFixed(1)} to 1, and 4.5 are needed to read it.`,
      }),
    ),
  ];
}

function lintMail(texts: readonly Text[], at: string): Finding[] {
  const find = (name: string): string | undefined => texts.find((one) => one.at === name)?.text;
  const letters = withoutLiquid(find('subject') ?? '').length;
  return [
    ...(letters > subjectLettersMax
      ? [
          {
            ...({ level: 'warning', code: 'subject_long', at: `${at}.subject` } as const),
            message: `The subject has ${letters} letters; most inboxes show fewer than ${subjectLettersMax}.`,
          },
        ]
      : []),
    ...(find('text') === undefined
      ? [
          {
            ...({ level: 'note', code: 'text_made', at } as const),
            message: 'Its plain-text part is made from the mail. Write your own where that reads badly.',
          },
        ]
      : []),
  ];
}
