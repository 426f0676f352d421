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
  if (message.type === 'alias' && message.previousId !== undefined) found.push(toPreviousIdentifier(message));
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

function toEmail(value: unknown): Identifier | undefined {
  if (typeof value !== 'string' || value.length > emailLengthMax) return undefined;
  const identifier = toIdentifier('email', value);
  const at = identifier.value.lastIndexOf('@');
  const plausible = at > 0 && at < identifier.value.length - 1 && !/[\s\0]/.test(identifier.value);
  return plausible ? identifier : undefined;
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The spec does not say what kind of id `previousId` is: clients send the anonymous id of the visitor, or an older
 * user id. To depend on nothing but the message: it is an anonymous id when the message says so itself or when it has
 * the form that all clients give to anonymous ids; otherwise a user id.
 */
function toPreviousIdentifier(message: Message): Identifier {
  const previous = message.previousId as string;
  const anonymous = previous === message.anonymousId || uuidPattern.test(previous);
  return toIdentifier(anonymous ? 'anonymous_id' : 'user_id', previous);
}
