// How a person is called on screen: by the name they gave, else by what identifies them.
import type { Identifier, PersonItem } from './people-query.ts';

/** `undefined` when nothing but an anonymous id is known. */
export function personName(person: Pick<PersonItem, 'display_name' | 'identifiers'>): string | undefined {
  if (person.display_name) return person.display_name;
  return person.identifiers.find((each) => !isAnonymous(each))?.value;
}

export function isAnonymous(identifier: Identifier): boolean {
  return identifier.type === 'anonymous_id';
}

/** Known identifiers first: what a reader recognises a person by. */
export function byTelling<Named extends Identifier>(identifiers: Named[]): Named[] {
  return identifiers.toSorted((a, b) => Number(isAnonymous(a)) - Number(isAnonymous(b)));
}

/** Two letters for the round mark; one for scripts that do not abbreviate. */
export function initials(name: string): string {
  const words = name.split(/[\s@._-]+/).filter(Boolean);
  const first = [...(words[0] ?? '?')][0] ?? '?';
  const second = words.length > 1 ? ([...(words[1] ?? '')][0] ?? '') : '';
  const both = /\p{Script=Latin}/u.test(first) ? first + second : first;
  return both.toUpperCase();
}

/** A machine's id short enough for a line: `92cf39df…dd36`. What people can read stays whole. */
export function shortId(value: string): string {
  return /^[0-9a-f-]{20,}$/i.test(value) ? `${value.slice(0, 8)}…${value.slice(-4)}` : value;
}
