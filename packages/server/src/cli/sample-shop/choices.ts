// What customers of the shop expressed about how they are contacted and what their data is used for, as the shop's own systems had
// recorded it: who asked for the newsletter, who had enough of it, who likes recommendations, Neha, whose telephone shows
// offers, and Sarah, who does not want to be phoned.
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

/** What stands beside the box of the registration form, and in the app. */
export const recommendationsNotice = {
  slug: 'recommendations',
  language: 'en',
  title: 'Recommendations in Sample Shop',
  text:
    'We choose what we show and offer you by what you look at and buy with us. Nobody else gets it. You can switch this off in your ' +
    'account at any time, and you can shop without it.',
  purposes: ['personalisation'],
};

/** What the app asks before it asks the telephone. */
export const pushNotice = {
  slug: 'push',
  language: 'en',
  title: 'Offers on your telephone',
  text: 'The app tells you of offers that end soon, now and then in the evening. You can stop that in its settings.',
  purposes: ['marketing.push'],
};

export const notices = {
  newsletter: newsletterNotice,
  calls: callsNotice,
  recommendations: recommendationsNotice,
  push: pushNotice,
};

/** Hashes of the notices, as the server keeps them. */
export type NoticeHashes = Record<keyof typeof notices, string>;

export function* listChoices(messages: Iterable<Message>, hashes: NoticeHashes): Generator<Choice> {
  for (const message of messages) {
    const choice = toChoice(message, hashes);
    if (choice !== undefined) yield choice;
  }
}

/** What a message tells of consent; undefined for nearly all. */
function toChoice(message: Message, hashes: NoticeHashes): Choice | undefined {
  const { userId, messageId, timestamp } = message;
  if (message.type !== 'track' || userId === undefined) return undefined;
  const from = { subject: { type: 'user_id', value: userId }, event_time: timestamp } as const;
  const evidence = { message_id: messageId };
  // Imported, since it was said before this Rapport was there; the notice proves it.
  const given = (purpose: string, notice: keyof NoticeHashes): Choice => ({
    ...{ ...from, purpose, state: 'given', method: 'import', evidence },
    ...{ notice: hashes[notice], language: notices[notice].language },
  });
  switch (message.event) {
    case 'Newsletter Subscribed':
      return given('marketing.email', 'newsletter');
    case 'Recommendations Switched On':
      return given('personalisation', 'recommendations');
    case 'Push Notifications Allowed':
      return given('marketing.push', 'push');
    case 'Unsubscribed':
      return { ...from, purpose: 'marketing.email', state: 'withdrawn', method: 'import', evidence };
    case 'Contact Preference Stated':
      return {
        ...from,
        ...{ purpose: 'marketing.phone', state: 'refused', method: 'email', evidence },
        ...{ notice: hashes.calls, language: callsNotice.language },
        reason: 'She works nights, and calls wake her.',
      };
    default:
      return undefined;
  }
}
