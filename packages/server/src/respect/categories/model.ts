// Categories of data, and what it means that something is labelled with one.
import { type Category, taxonomy } from './taxonomy.ts';

const byKey: ReadonlyMap<string, Category> = new Map(taxonomy.map((category) => [category.key, category]));

export const findCategory = (key: string): Category | undefined => byKey.get(key);

/** Whether there is a category of this key. */
export const isKnown = (key: string): boolean => byKey.has(key);

/** A category covers itself and all below it: `user.contact` covers `user.contact.email`, and not `user.contacts`. */
export const covers = (category: string, asked: string): boolean =>
  asked === category || (asked.startsWith(category) && asked.charCodeAt(category.length) === dot);
const dot = 46;

const specials = taxonomy.filter(({ gdpr_special: special }) => special).map(({ key }) => key);
const isBelowSpecial = (category: string): boolean => specials.some((special) => covers(special, category));
const specialKeys = new Set(taxonomy.map(({ key }) => key).filter(isBelowSpecial));

/** Of a special category (GDPR, Article 9), by itself or by what it lies under. */
export const isSpecial = (category: string): boolean =>
  specialKeys.has(category) || (!byKey.has(category) && isBelowSpecial(category));

/** The same, or one of a special category lies below: whoever asks for `user` asks for its health too. */
export const includesSpecial = (category: string): boolean =>
  isSpecial(category) || specials.some((special) => covers(category, special));

/** Attributes are told about people, properties belong to one kind of event. */
export const labelSubjects = ['attribute', 'property'] as const;
export type LabelSubject = (typeof labelSubjects)[number];

export const labelStates = ['confirmed', 'guessed', 'unlabelled'] as const;
/**
 * `confirmed`: a member said it. `guessed`: the name says it, or nothing personal was seen. `unlabelled`: it looks personal and
 * its name does not say what it is, or nobody has looked at it.
 */
export type LabelState = (typeof labelStates)[number];

/** What an attribute or property holds. */
export type Label = {
  /** Null: nothing personal when `confirmed`, nothing personal that was seen when `guessed`, unknown when `unlabelled`. */
  readonly category: string | null;
  readonly state: LabelState;
  /** What led to it: a code of `labelReasons`. Null where a member labelled what had not been seen. */
  readonly reason: string | null;
};

/** Whether it may leave Rapport at all: what looks personal may not until a member says what it is. */
export const mayActivate = ({ state }: Label): boolean => state !== 'unlabelled';

/** Longer names, and names that PostgreSQL cannot hold, are not kept: nobody could review them, so they stay unlabelled. */
export const labelNameLengthMax = 255;
export const isFitToKeep = (text: string): boolean =>
  text.length <= labelNameLengthMax && !text.includes('\0');
