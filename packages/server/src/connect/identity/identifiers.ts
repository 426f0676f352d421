// Identifiers and their normal form.
export type Identifier = {
  type: string;
  /** Normalised: equal for two spellings of the same thing. */
  value: string;
  /** As it was sent, where that differs. */
  original: string | null;
};

/** Text that two identifiers share exactly when they are the same. */
export const keyOf = (identifier: Pick<Identifier, 'type' | 'value'>): string =>
  `${identifier.type}\0${identifier.value}`;

/** Normal form of a value that somebody asks for, for instance in a path of the API. */
export function toIdentifier(type: string, original: string): Identifier {
  const value = type === 'email' ? normaliseEmail(original) : original.trim().normalize('NFC');
  return { type, value, original: value === original ? null : original };
}

/** Upper and lower case mean the same mailbox everywhere in practice; sub-addresses (`+tag`) are kept apart. */
const normaliseEmail = (email: string): string => email.trim().normalize('NFC').toLowerCase();

const emailLengthMax = 320;

export function toEmail(value: unknown): Identifier | undefined {
  if (typeof value !== 'string' || value.length > emailLengthMax) return undefined;
  const identifier = toIdentifier('email', value);
  const at = identifier.value.lastIndexOf('@');
  const plausible = at > 0 && at < identifier.value.length - 1 && !/[\s\0]/.test(identifier.value);
  return plausible ? identifier : undefined;
}
