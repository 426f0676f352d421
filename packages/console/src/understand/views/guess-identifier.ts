// What kind of identifier somebody typed, by how it looks.
import type { Identifier } from '../people/people-query.ts';

export function guessIdentifier(typed: string): Identifier {
  const value = typed.trim();
  if (/^\S+@\S+$/.test(value)) return { type: 'email', value };
  if (/^\+[\d\s().-]{6,}$/.test(value)) return { type: 'phone', value: value.replace(/[\s().-]/g, '') };
  return { type: 'user_id', value };
}
