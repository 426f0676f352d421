// The label that a name alone gives.
import { guessCategory } from './guess.ts';
import type { Label, LabelSubject } from './model.ts';
import { taxonomy } from './taxonomy.ts';

const labels: ReadonlyMap<string, Label> = new Map(
  taxonomy.map(({ key }) => [key, { category: key, state: 'guessed', reason: 'name' }]),
);

/** Undefined where the name says nothing. */
export function guessLabel(subject: LabelSubject, name: string): Label | undefined {
  const category = guessCategory(subject, name);
  return category === undefined ? undefined : labels.get(category);
}
