// The words for a purpose in a language, and the notice that whoever chooses in the centre has read.
import type { NoticeInput } from '../../respect/consents/index.ts';
import { type Purpose, starterPurposes } from '../../respect/purposes/index.ts';
import type { Texts } from './texts/index.ts';

export type Wording = { name: string; description: string };

/** The company's translation; ours, where it left a purpose as it ships; else as it is. */
export function wordsOf(purpose: Purpose, { language, purposes }: Texts): Wording {
  const own = purpose.translations[language];
  if (own !== undefined) return own;
  const starter = starterPurposes.find(({ slug }) => slug === purpose.slug);
  const isAsShipped = starter?.name === purpose.name && starter.description === purpose.description;
  return (isAsShipped ? purposes[purpose.slug] : undefined) ?? purpose;
}

/** What stands beside the button. Another wording is another notice, and so is another version of the purpose. */
export function noticeOf(purpose: Purpose, texts: Texts): NoticeInput {
  const { name, description } = wordsOf(purpose, texts);
  return {
    slug: `preference-centre.${purpose.slug}`,
    language: texts.language,
    title: `${texts.title}: ${name}`,
    text: `${name}\n${description}\n${texts.intro}`,
    purposes: { [purpose.slug]: purpose.version },
  };
}
