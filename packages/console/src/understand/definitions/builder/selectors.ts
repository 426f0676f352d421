// How a selector names its events: by a name, by its beginning, by a type; by several of them, too.
import type { Draft } from './kinds.ts';

export const eventTypes = ['page', 'screen', 'track', 'identify', 'group', 'alias'] as const;
export const namings = ['name', 'name_starts_with', ...eventTypes] as const;
type Naming = (typeof namings)[number];
/** The first that is given stands in the line, the others below. */
export const namingKeys = ['name', 'name_starts_with', 'type'] as const;
export type NamingKey = (typeof namingKeys)[number];

export const firstKey = (selector: Draft): NamingKey =>
  namingKeys.find((key) => selector[key] !== undefined) ?? 'name';

export function namingOf(selector: Draft): Naming {
  const key = firstKey(selector);
  return key === 'type' ? (eventTypes.find((one) => one === selector.type) ?? 'track') : key;
}

/** The same events named in another way first; a name that was given begins the other one, too. */
export function named(selector: Draft, naming: Naming): Draft {
  const key = firstKey(selector);
  const { [key]: given, ...rest } = selector;
  if (naming !== 'name' && naming !== 'name_starts_with') return { ...rest, type: naming };
  return { [naming]: key === 'type' ? '' : given, ...rest };
}
