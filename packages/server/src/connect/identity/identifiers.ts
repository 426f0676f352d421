// Which identifiers a message names, and their normal form.
import type { Message } from '@rapport/protocol';

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

/**
 * The identifiers of a message, the deciding one first: what an account knows (user_id) before what a device says
 * (anonymous_id) before what a person typed (email). Empty only for messages that `parseMessage` refuses.
 */
export function listIdentifiers(message: Message): Identifier[] {
  const found: Identifier[] = [];
  if (message.userId !== undefined) found.push(toIdentifier('user_id', message.userId));
  if (message.type === 'alias') found.push(...toPreviousIdentifiers(message));
  if (message.anonymousId !== undefined) found.push(toIdentifier('anonymous_id', message.anonymousId));
  if (message.type === 'identify') {
    const email = toEmail(message.traits.email);
    if (email !== undefined) found.push(email);
  }
  return found;
}

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

/**
 * The spec does not say what kind of id `previousId` is: clients send the anonymous id of the visitor, in whatever form
 * the site gives it, or an older user id. Where the message does not say it itself, both are meant: to choose by what is
 * known already would make the graph depend on the order of arrival, and to choose by the form would lose people.
 */
function toPreviousIdentifiers({ previousId, anonymousId }: Message): Identifier[] {
  if (previousId === undefined || previousId === anonymousId) return [];
  return [toIdentifier('user_id', previousId), toIdentifier('anonymous_id', previousId)];
}
