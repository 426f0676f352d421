// A question to the gate as the address of its page has it.
import type { GateQuestion } from './gate-query.ts';

/** Texts, as in the address; categories with commas between. */
export type QuestionText = {
  type: string;
  value: string;
  purpose: string;
  recipient: string;
  categories: string;
  at: string;
};

export type QuestionSearch = { [Name in keyof QuestionText]?: string };

export const toText = ({
  type,
  value,
  purpose,
  recipient,
  categories,
  at,
}: QuestionSearch): QuestionText => ({
  ...{ type: type ?? 'email', value: value ?? '', purpose: purpose ?? '' },
  ...{ recipient: recipient ?? '', categories: categories ?? '', at: at ?? '' },
});

export const toCategories = (categories: string): string[] =>
  categories.split(',').flatMap((each) => each.trim() || []);

/** Nothing until a person and a purpose are named. */
export function toQuestion({ type, value, purpose, ...more }: QuestionText): GateQuestion | undefined {
  const [named, recipient, categories] = [value.trim(), more.recipient.trim(), toCategories(more.categories)];
  if (type === '' || named === '' || purpose === '') return undefined;
  return {
    ...{ subject: { type, value: named }, purpose },
    ...(recipient !== '' && { recipient }),
    ...(categories.length > 0 && { categories }),
    ...(more.at !== '' && { at: more.at }),
  };
}
