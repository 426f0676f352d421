// Whether messages may link identifiers at all: linking is a use of personal data, and has a purpose of its own.
//
// What somebody did before signing in is put to their account only where that is permitted. Where it is not, a message
// counts for the identifier that decides whose it is, and for no other: nobody is found by the others, and no pair is kept
// that could join people later. The event keeps what was sent. What is permitted is the permission snapshot of the message,
// which is stored with its event, so that each event says why it linked nothing.
import type { NamedIdentifier } from './named-identifiers.ts';

export const linkPurpose = 'identity.link';

/** The message as one that names nothing but the identifier that decides whose it is. */
export const withoutLinks = <Message extends { named: readonly NamedIdentifier[] }>(
  message: Message,
): Message => (message.named.length > 1 ? { ...message, named: message.named.slice(0, 1) } : message);
