// English: the words of the preference centre.
import type { Texts } from './texts.ts';

export const en: Texts = {
  language: 'en',
  self: 'English',
  languages: 'Language',
  title: 'Your choices',
  intro: 'You decide what we may use what we know of you for. What you choose here holds at once.',
  contact: 'This page is about {contact}.',
  messages: 'What we may send you',
  uses: 'What we may use your data for',
  always: 'What we need for what you ordered, or must do by law',
  on: 'On',
  off: 'Off',
  unasked: 'You were not asked yet.',
  since: 'since {at}',
  notice: 'You had read “{title}”.',
  saidBy: {
    consented: 'You agreed.',
    refused: 'You refused.',
    withdrawn: 'You withdrew your consent.',
    objected: 'You objected.',
    signal: 'Your browser says so for you.',
    other: 'It was said for you.',
  },
  basis: 'We rely on a legitimate interest. You may object at any time.',
  allow: 'Allow',
  stop: 'Stop',
  refuse: 'Refuse',
  allowOf: 'Allow: {purpose}',
  stopOf: 'Stop: {purpose}',
  refuseOf: 'Refuse: {purpose}',
  saved: 'Saved. It holds from now on.',
  changed: 'The text of this choice was changed in the meantime. Read it again and choose.',
  ended: 'This link does not open anything',
  endedWords: 'It has ended, or is not complete. Take the link of a newer message, or ask for a new one.',
  unsubscribe: 'Stop these messages',
  unsubscribeWords: 'Press once, and we stop: {purpose}.',
  unsubscribeAll: 'Stop all advertising',
  unsubscribed: 'Done. We have stopped it.',
  toAll: 'All your choices',
  purposes: {
    service: {
      name: 'Help with what you bought',
      description: 'We answer you and help you with what you bought or asked for.',
    },
    'message.transactional': {
      name: 'Messages about your orders',
      description: 'Receipts, deliveries, your account.',
    },
    'identity.link': {
      name: 'Recognising you on your devices',
      description: 'We see what you do on your telephone, your computer and in our shops as one.',
    },
    analytics: {
      name: 'Counting how our offers are used',
      description: 'We measure what is looked at and bought, to make it better.',
    },
    personalisation: {
      name: 'Suggestions that fit you',
      description: 'We choose what we show and offer you by what you did before.',
    },
    'marketing.email': {
      name: 'Offers by e-mail',
      description: 'We write to you about offers and news.',
    },
    'marketing.sms': {
      name: 'Offers by text message',
      description: 'We send you text messages about offers and news.',
    },
    'marketing.push': {
      name: 'Offers on your devices',
      description: 'Our app and our pages tell you of offers and news.',
    },
    'marketing.phone': {
      name: 'Calls about offers',
      description: 'We phone you about offers.',
    },
    'marketing.ads': {
      name: 'Advertising elsewhere',
      description: 'We choose the advertisements of ours that you see on other sites and in other apps.',
    },
    sharing: {
      name: 'Sharing with partners',
      description: 'We give data about you to partners for their own use.',
    },
    sale: {
      name: 'Selling data',
      description: 'We give data about you to others for money or another advantage.',
    },
    compliance: {
      name: 'What the law asks of us',
      description: 'We keep and show what we must, such as when you ask what we know of you.',
    },
  },
};
