// Looks for something personal in the value of an attribute or property, whatever is nested in it.
import { detect, type Finding, kinds, textLengthMax, textLengthMin } from './detect.ts';
import { guessCategory } from './guess.ts';
import { findCategory } from './model.ts';

/** Something personal, or what only has its form; `field` is a field inside whose name speaks of something that is shown masked. */
export type Sighting = Finding | { kind: 'field'; certainty: 'certain' };

const nodesMax = 100;
const depthMax = 5;
const charactersMax = 4 * textLengthMax;
/** Smaller whole numbers are shorter than any that is given to a person. */
const numberMin = 1e10;

/** Whether there is anything to look for: most values are flags, small numbers and short words. */
export const isWorthLooking = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.length >= textLengthMin
    : typeof value === 'number'
      ? value >= numberMin
      : typeof value === 'object' && value !== null;

/** The most certain of what is in there. Looks at 100 values, five levels deep, and 8,000 characters at most. Never throws. */
export function lookInto(value: unknown): Sighting | undefined {
  const left = { nodes: nodesMax, characters: charactersMax };
  let best: Sighting | undefined;
  const visit = (one: unknown, depth: number): boolean => {
    left.nodes -= 1;
    if (left.nodes < 0 || left.characters <= 0 || depth > depthMax || !isWorthLooking(one)) return false;
    if (typeof one === 'object' && one !== null) return visitInside(one, depth);
    const text = String(one);
    left.characters -= Math.min(text.length, textLengthMax);
    const finding = detect(text);
    if (finding !== undefined && (best === undefined || rank[finding.certainty] > rank[best.certainty]))
      best = finding;
    return finding?.certainty === 'certain';
  };
  const visitInside = (holder: object, depth: number): boolean => {
    if (Array.isArray(holder)) return holder.slice(0, nodesMax).some((inner) => visit(inner, depth + 1));
    for (const name in holder) {
      if (left.nodes < 0) return false;
      const category = guessCategory('property', name);
      if (category !== undefined && findCategory(category)?.masked === true) {
        best = { kind: 'field', certainty: 'certain' };
        return true;
      }
      if (visit((holder as Record<string, unknown>)[name], depth + 1)) return true;
    }
    return false;
  };
  visit(value, 0);
  return best;
}

const rank = { shape: 0, likely: 1, certain: 2 };

/** Why something is labelled as it is: codes, and the sentence for each. */
export const labelReasons: Readonly<Record<string, string>> = {
  name: 'Its name says what it holds.',
  nothing_found: 'Nothing personal was seen in it.',
  field: 'It holds fields whose names speak of something personal.',
  ...Object.fromEntries(
    Object.entries(kinds).map(([kind, { called }]) => [kind, `Values look like ${called}.`]),
  ),
  not_seen: 'It has not been looked at.',
  not_kept: 'Its name is too long to be kept, or there are too many names.',
};

/** The category that a reason speaks for, if it does. */
export const suggestedBy = (reason: string | null): string | null =>
  reason !== null && Object.hasOwn(kinds, reason) ? kinds[reason as keyof typeof kinds].category : null;
