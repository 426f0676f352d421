// Purposes: what each means, on which legal basis it stands, and its place in permission bit sets.

export type ConsentModel = 'none' | 'notice' | 'opt_out' | 'opt_in' | 'explicit';

export type Purpose = {
  slug: string;
  version: number;
  /** Place in permission bit sets. */
  bit: number;
  name: string;
  description: string;
  legal_basis: string;
  consent_model: ConsentModel;
};

/** Purposes permitted, by bit. */
export type Permissions = bigint;

type Starter = Omit<Purpose, 'version' | 'bit'>;

const contract = { legal_basis: 'contract', consent_model: 'none' } as const;
const interest = { legal_basis: 'legitimate_interest', consent_model: 'opt_out' } as const;
const consent = { legal_basis: 'consent', consent_model: 'opt_in' } as const;
const duty = { legal_basis: 'legal_obligation', consent_model: 'none' } as const;

/** The starter set. The order gives the bits: add at the end only. */
export const starterPurposes: readonly Starter[] = [
  {
    slug: 'service',
    name: 'Customer service',
    description: 'Answer and help customers with what they bought or asked for.',
    ...contract,
  },
  {
    slug: 'message.transactional',
    name: 'Transactional messages',
    description: 'Messages that belong to an order or an account, such as receipts.',
    ...contract,
  },
  {
    slug: 'identity.link',
    name: 'Recognise across devices',
    description: 'Link what one person did on several devices and channels.',
    ...interest,
  },
  {
    slug: 'analytics',
    name: 'Analytics',
    description: 'Count and measure how our offers are used.',
    ...interest,
  },
  {
    slug: 'personalisation',
    name: 'Personalisation',
    description: 'Choose content and offers by what a person did before.',
    ...consent,
  },
  {
    slug: 'marketing.email',
    name: 'Marketing by e-mail',
    description: 'Send offers and news by e-mail.',
    ...consent,
  },
  {
    slug: 'marketing.sms',
    name: 'Marketing by SMS',
    description: 'Send offers and news by text message.',
    ...consent,
  },
  {
    slug: 'marketing.push',
    name: 'Marketing by push',
    description: 'Send offers and news to devices.',
    ...consent,
  },
  { slug: 'marketing.phone', name: 'Marketing by phone', description: 'Call with offers.', ...consent },
  {
    slug: 'marketing.ads',
    name: 'Advertising',
    description: 'Choose the advertisements that a person sees elsewhere.',
    ...consent,
  },
  { slug: 'sharing', name: 'Sharing', description: 'Give data to partners for their own use.', ...consent },
  {
    slug: 'sale',
    name: 'Sale',
    description: 'Give data to others for money or another advantage.',
    ...consent,
  },
  {
    slug: 'compliance',
    name: 'Compliance',
    description: 'Fulfil legal duties, such as answering requests about personal data.',
    ...duty,
  },
];

export const bitOf = (purpose: Pick<Purpose, 'bit'>): Permissions => 1n << BigInt(purpose.bit);

export const includesPurpose = (permissions: Permissions, purpose: Pick<Purpose, 'bit'>): boolean =>
  (permissions & bitOf(purpose)) !== 0n;
