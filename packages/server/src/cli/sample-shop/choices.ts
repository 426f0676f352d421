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

/** What the page about returns says of calls; Sarah read it before she wrote. */
export const callsNotice = {
  slug: 'calls',
  language: 'en',
  title: 'Calls from Sample Shop',
  text:
    'Our shop may phone you, about what you ordered and about offers. If you do not want calls about offers, tell us in any way ' +
    'you like: it holds from that moment, and costs you nothing.',
  purposes: ['marketing.phone'],
};

/** Hashes of the notices, as the server keeps them. */
export type NoticeHashes = { newsletter: string; calls: string };

export function* listChoices(messages: Iterable<Message>, notices: NoticeHashes): Generator<Choice> {
  for (const message of messages) {
    const choice = toChoice(message, notices);
    if (choice !== undefined) yield choice;
  }
}

/** What a message tells of consent; undefined for nearly all. */
function toChoice(message: Message, notices: NoticeHashes): Choice | undefined {
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
        ...{ notice: notices.newsletter, language: newsletterNotice.language },
      };
    case 'Unsubscribed':
      return { ...from, purpose: 'marketing.email', state: 'withdrawn', method: 'import', evidence };
    case 'Contact Preference Stated':
      return {
        ...from,
        ...{ purpose: 'marketing.phone', state: 'refused', method: 'email', evidence },
        ...{ notice: notices.calls, language: callsNotice.language },
        reason: 'She works nights, and calls wake her.',
      };
    default:
      return undefined;
  }
}
