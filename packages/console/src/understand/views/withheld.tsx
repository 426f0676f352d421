// What a view does not show, or not in clear, and why: never left out silently.
import { createContext, useContext } from 'react';
import { useDecisionWords } from '../../respect/purposes/decision-words.ts';
import { HiddenFields, MaskedFields } from '../people/hidden-fields.tsx';
import type { ViewAnswer, Withheld } from './answers.ts';
import { toWords } from './field-words.ts';

/** Fields of the open answer that are masked. */
export const MaskedOf = createContext<readonly Withheld[]>([]);

/** Why this field, or all that stands over it, is masked; undefined where it is not. */
export function useMaskedField(): (name: string) => string | undefined {
  const masked = useContext(MaskedOf);
  const wordsOf = useDecisionWords();
  return (name) => {
    const found = masked.find(({ field }) => field === name);
    return found && wordsOf(found.reason);
  };
}

export function WithheldFields({
  answer: { fields, denied, masked },
  titleOf,
}: {
  answer: ViewAnswer;
  /** Of fields that are not in the answer. */
  titleOf: (name: string) => string | undefined;
}) {
  const named = (all: readonly Withheld[]) =>
    all.map(({ field, reason }) => {
      const [name = '', ...inner] = field.split('.');
      const title = fields[name]?.title ?? titleOf(name) ?? toWords(name);
      return { field: inner.length > 0 ? `${title}: ${toWords(inner.join('.'))}` : title, reason };
    });
  return (
    <>
      <MaskedFields masked={named(masked)} />
      <HiddenFields denied={named(denied)} />
    </>
  );
}
