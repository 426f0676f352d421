// The purposes that Rapport comes with, in the words that they ship with: only where a company left those is the
// reader's own language shown instead.

/** `key` stands in the catalogues, where dots would be read as steps. */
const STARTER = {
  service: {
    key: 'service',
    name: 'Customer service',
    description: 'Answer and help customers with what they bought or asked for.',
  },
  'message.transactional': {
    key: 'messageTransactional',
    name: 'Transactional messages',
    description: 'Messages that belong to an order or an account, such as receipts.',
  },
  'identity.link': {
    key: 'identityLink',
    name: 'Recognise across devices',
    description: 'Link what one person did on several devices and channels.',
  },
  analytics: {
    key: 'analytics',
    name: 'Analytics',
    description: 'Count and measure how our offers are used.',
  },
  personalisation: {
    key: 'personalisation',
    name: 'Personalisation',
    description: 'Choose content and offers by what a person did before.',
  },
  'marketing.email': {
    key: 'marketingEmail',
    name: 'Marketing by e-mail',
    description: 'Send offers and news by e-mail.',
  },
  'marketing.sms': {
    key: 'marketingSms',
    name: 'Marketing by SMS',
    description: 'Send offers and news by text message.',
  },
  'marketing.push': {
    key: 'marketingPush',
    name: 'Marketing by push',
    description: 'Send offers and news to devices.',
  },
  'marketing.phone': { key: 'marketingPhone', name: 'Marketing by phone', description: 'Call with offers.' },
  'marketing.ads': {
    key: 'marketingAds',
    name: 'Advertising',
    description: 'Choose the advertisements that a person sees elsewhere.',
  },
  sharing: { key: 'sharing', name: 'Sharing', description: 'Give data to partners for their own use.' },
  sale: { key: 'sale', name: 'Sale', description: 'Give data to others for money or another advantage.' },
  compliance: {
    key: 'compliance',
    name: 'Compliance',
    description: 'Fulfil legal duties, such as answering requests about personal data.',
  },
} as const;

export type StarterPurpose = (typeof STARTER)[keyof typeof STARTER];

export const findStarter = (slug: string): StarterPurpose | undefined =>
  Object.hasOwn(STARTER, slug) ? STARTER[slug as keyof typeof STARTER] : undefined;
