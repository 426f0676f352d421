// What customers of the shop expressed about how they are contacted, as the shop's own systems had recorded it: who asked for the
// newsletter, who had enough of it, and Sarah, who does not want to be phoned.
import type { Message } from './message.ts';

export type Choice = {
  subject: { type: 'user_id'; value: string };
  purpose: string;
  state: 'given' | 'withdrawn' | 'refused';
  method: string;
  event_time: string;
  notice?: string;
  language?: string;
  reason?: string;
  evidence: Record<string, unknown>;
};

/** What people saw beside the field for their address. */
export const newsletterNotice = {
  slug: 'newsletter',
  language: 'en',
  title: 'Sample Shop news',
  text:
    'Leave your e-mail address, and we send you our news and offers about every fourth week. You can stop them at any time: ' +
    'each of them has a link for that, and so has your account.',
  purposes: ['marketing.email'],
};

export function* listChoices(messages: Iterable<Message>, noticeHash: string): Generator<Choice> {
  for (const message of messages) {
    const choice = toChoice(message, noticeHash);
    if (choice !== undefined) yield choice;
  }
}

/** What a message tells of consent; undefined for nearly all. */
function toChoice(message: Message, noticeHash: string): Choice | undefined {
  const { userId, messageId, timestamp } = message;
  if (message.type !== 'track' || userId === undefined) return undefined;
  const from = { subject: { type: 'user_id', value: userId }, event_time: timestamp } as const;
  const evidence = { message_id: messageId };
  switch (message.event) {
    case 'Newsletter Subscribed':
      // Imported, since it was said before this Rapport was there; the notice proves it.
      return {
        ...from,
        ...{ purpose: 'marketing.email', state: 'given', method: 'import', evidence },
        ...{ notice: noticeHash, language: newsletterNotice.language },
      };
    case 'Unsubscribed':
      return { ...from, purpose: 'marketing.email', state: 'withdrawn', method: 'import', evidence };
    case 'Contact Preference Stated':
      return {
        ...from,
        ...{ purpose: 'marketing.phone', state: 'refused', method: 'email', evidence },
        reason: 'She works nights, and calls wake her.',
      };
    default:
      return undefined;
  }
}
