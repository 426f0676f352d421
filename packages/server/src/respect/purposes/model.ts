// Purposes: what each means, on which legal basis it stands, and its place in permission bit sets.
//
// A purpose is a promise: for this, on this ground, with this data, to these recipients. Whoever consented consented to that
// and to nothing else. So a version is never edited; what changes its meaning makes a new one, and a consent goes on to
// count only for what the version said that it was given to (`respect/gate`). A better wording is a new version of the same
// meaning (`meaning_version`): nobody has to be asked again.
import { isDeepStrictEqual } from 'node:util';

export const consentModels = ['none', 'notice', 'opt_out', 'opt_in', 'explicit'] as const;
/** How a person has a say, the freest first: not at all, by being told, by objecting, by consenting, by saying so expressly. */
export type ConsentModel = (typeof consentModels)[number];

export const legalBases = [
  'consent',
  'contract',
  'legal_obligation',
  'vital_interests',
  'public_task',
  'legitimate_interest',
] as const;
export type LegalBasis = (typeof legalBases)[number];

export const processingKinds = [
  'collect',
  'link',
  'profile',
  'activate',
  'send',
  'share',
  'sell',
  'train',
] as const;

export const channels = ['email', 'sms', 'push', 'phone', 'post', 'ads'] as const;

/** What a purpose means. Another meaning is another thing to consent to. */
export type Meaning = {
  legal_basis: string;
  consent_model: ConsentModel;
  /** Where another basis holds, by jurisdiction: `EU`, `US-CA`. */
  jurisdictions: Record<string, { legal_basis: string; consent_model: ConsentModel }>;
  /** What data it may use; a category covers those below it. */
  data_categories: readonly string[];
  processing_kinds: readonly string[];
  /** Who may get the data: slugs of destinations or of classes of them. Empty: nobody outside. */
  recipients: readonly string[];
  /** Special categories (GDPR 9) may be used without an express consent, because the legal basis covers them. */
  special_categories: boolean;
  /** Its consent also covers what was lawfully collected before it was given. */
  covers_past_data: boolean;
};

/** What else is known of a purpose: how it is carried out. */
export type Handling = {
  /** A denial of the parent is one of this too; a grant is not. */
  parent: string | null;
  /** How long data is kept for it, ISO 8601; null until a rule says. */
  retention: string | null;
  /** The channel on which it reaches people, if it does. */
  channel: (typeof channels)[number] | null;
  /** What Global Privacy Control does to it. */
  gpc_effect: 'deny' | 'none';
  /** Purposes of the IAB's TCF, signals of Google's Consent Mode and opt-outs of the GPP that speak of it. */
  tcf_purposes: readonly number[];
  gcm_signals: readonly string[];
  gpp_opt_outs: readonly ('sale' | 'sharing' | 'targeted_advertising')[];
  /** Categories of a consent banner that speak of it: all of them must be allowed. */
  banner_categories: readonly string[];
  /** A person below this age needs a parent to consent. */
  minimum_age: number;
  /** Consents that were imported without proof count. */
  accepts_unproven: boolean;
  /** Where the balance of interests, or the assessment of impact, is written down. */
  lia_ref: string | null;
  dpia_ref: string | null;
  /** Name and description in other languages. */
  translations: Record<string, { name: string; description: string }>;
};

export type Purpose = Meaning &
  Handling & {
    slug: string;
    version: number;
    /** The version since which it means this. */
    meaning_version: number;
    /** Place in permission bit sets. */
    bit: number;
    /** When its first version was published. */
    since: Date;
    /** Bits of its parent, of that one's parent, and so on. */
    ancestors: readonly number[];
    name: string;
    description: string;
    /** What its older versions meant, by version. */
    earlier: Record<number, Meaning>;
  };

/** Purposes permitted, by bit. */
export type Permissions = bigint;

export const plainMeaning: Omit<Meaning, 'legal_basis' | 'consent_model'> = {
  jurisdictions: {},
  data_categories: ['user', 'system'],
  processing_kinds: ['collect'],
  recipients: [],
  special_categories: false,
  covers_past_data: false,
};

export const plainHandling: Handling = {
  parent: null,
  retention: null,
  channel: null,
  gpc_effect: 'none',
  tcf_purposes: [],
  gcm_signals: [],
  gpp_opt_outs: [],
  banner_categories: [],
  minimum_age: 16,
  accepts_unproven: false,
  lia_ref: null,
  dpia_ref: null,
  translations: {},
};

const meaningFields = ['legal_basis', 'consent_model', ...Object.keys(plainMeaning)] as (keyof Meaning)[];

const toMeaning = (of: Meaning): Partial<Meaning> =>
  Object.fromEntries(meaningFields.map((field) => [field, of[field]]));

export const meansTheSame = (one: Meaning, other: Meaning): boolean =>
  isDeepStrictEqual(toMeaning(one), toMeaning(other));

type Starter = Pick<Purpose, 'slug' | 'name' | 'description' | 'legal_basis' | 'consent_model'> &
  Partial<Meaning & Handling>;

const contract = { legal_basis: 'contract', consent_model: 'none' } as const;
const interest = { legal_basis: 'legitimate_interest', consent_model: 'opt_out' } as const;
const consent = { legal_basis: 'consent', consent_model: 'opt_in' } as const;
/** What offers may be chosen by: nothing of money, papers, exact places or special categories. */
const offers = [
  'user.contact',
  'user.name',
  'user.unique_id',
  'user.behavior',
  'user.demographic',
  'user.location.imprecise',
  'user.device',
  'user.content',
  'user.account',
  'system',
];
const duty = { legal_basis: 'legal_obligation', consent_model: 'none' } as const;

/** The starter set. The order gives the bits: add at the end only. */
export const starterPurposes: readonly Starter[] = [
  {
    slug: 'service',
    name: 'Customer service',
    description: 'Answer and help customers with what they bought or asked for.',
    processing_kinds: ['collect', 'activate'],
    ...contract,
  },
  {
    slug: 'message.transactional',
    name: 'Transactional messages',
    description: 'Messages that belong to an order or an account, such as receipts.',
    processing_kinds: ['send'],
    ...contract,
  },
  {
    slug: 'identity.link',
    name: 'Recognise across devices',
    description: 'Link what one person did on several devices and channels.',
    processing_kinds: ['link'],
    ...interest,
  },
  {
    slug: 'analytics',
    name: 'Analytics',
    description: 'Count and measure how our offers are used.',
    processing_kinds: ['collect', 'profile'],
    tcf_purposes: [8],
    gcm_signals: ['analytics_storage'],
    banner_categories: ['Analytics'],
    ...interest,
  },
  {
    slug: 'personalisation',
    name: 'Personalisation',
    description: 'Choose content and offers by what a person did before.',
    data_categories: offers,
    processing_kinds: ['profile', 'activate'],
    tcf_purposes: [5, 6],
    gcm_signals: ['personalization_storage'],
    banner_categories: ['Personalization'],
    ...consent,
  },
  {
    slug: 'marketing.email',
    name: 'Marketing by e-mail',
    description: 'Send offers and news by e-mail.',
    data_categories: offers,
    processing_kinds: ['profile', 'send'],
    channel: 'email',
    ...consent,
  },
  {
    slug: 'marketing.sms',
    name: 'Marketing by SMS',
    description: 'Send offers and news by text message.',
    data_categories: offers,
    processing_kinds: ['profile', 'send'],
    channel: 'sms',
    ...consent,
  },
  {
    slug: 'marketing.push',
    name: 'Marketing by push',
    description: 'Send offers and news to devices.',
    data_categories: offers,
    processing_kinds: ['profile', 'send'],
    channel: 'push',
    ...consent,
  },
  {
    slug: 'marketing.phone',
    name: 'Marketing by phone',
    description: 'Call with offers.',
    data_categories: offers,
    processing_kinds: ['profile', 'send'],
    channel: 'phone',
    ...consent,
  },
  {
    slug: 'marketing.ads',
    name: 'Advertising',
    description: 'Choose the advertisements that a person sees elsewhere.',
    data_categories: offers,
    processing_kinds: ['profile', 'share'],
    channel: 'ads',
    gpc_effect: 'deny',
    tcf_purposes: [3, 4],
    gcm_signals: ['ad_storage', 'ad_user_data', 'ad_personalization'],
    gpp_opt_outs: ['targeted_advertising', 'sharing'],
    banner_categories: ['Advertising'],
    ...consent,
  },
  {
    slug: 'sharing',
    name: 'Sharing',
    description: 'Give data to partners for their own use.',
    data_categories: offers,
    processing_kinds: ['share'],
    gpc_effect: 'deny',
    gpp_opt_outs: ['sharing'],
    banner_categories: ['DataSharing'],
    ...consent,
  },
  {
    slug: 'sale',
    name: 'Sale',
    description: 'Give data to others for money or another advantage.',
    data_categories: offers,
    processing_kinds: ['sell'],
    gpc_effect: 'deny',
    gpp_opt_outs: ['sale'],
    ...consent,
  },
  {
    slug: 'compliance',
    name: 'Compliance',
    description: 'Fulfil legal duties, such as answering requests about personal data.',
    processing_kinds: ['collect'],
    ...duty,
  },
];

/** The last bit that a purpose may have. */
export const bitMax = 61;
/**
 * Stands in a permission snapshot where the message itself refused nothing. It is no purpose's bit. What was stored without it
 * is not opened by a later consent (`respect/gate/past.ts`).
 */
export const unrefusedBit = 62;
export const unrefusedMark: Permissions = 1n << BigInt(unrefusedBit);

export const bitOf = (purpose: Pick<Purpose, 'bit'>): Permissions => 1n << BigInt(purpose.bit);

export const includesPurpose = (permissions: Permissions, purpose: Pick<Purpose, 'bit'>): boolean =>
  (permissions & bitOf(purpose)) !== 0n;
