// A purpose while it is being written: what the form holds, and what is published of it.
import type { PurposeBody } from './purposes-query.ts';

export const LEGAL_BASES = [
  'consent',
  'contract',
  'legitimate_interest',
  'legal_obligation',
  'vital_interests',
  'public_task',
] as const;
export const CONSENT_MODELS = ['none', 'notice', 'opt_out', 'opt_in', 'explicit'] as const;
export const PROCESSING_KINDS = [
  'collect',
  'link',
  'profile',
  'activate',
  'send',
  'share',
  'sell',
  'train',
] as const;
export const CHANNELS = ['email', 'sms', 'push', 'phone', 'post', 'ads'] as const;
export const GPP_OPT_OUTS = ['sale', 'sharing', 'targeted_advertising'] as const;
export const AGE_BOUNDS = { min: 0, max: 21 };

/** What a new purpose starts from: it asks, and covers what names and reaches a person. */
export const NEW_PURPOSE: PurposeBody = {
  name: '',
  description: '',
  legal_basis: 'consent',
  consent_model: 'opt_in',
  jurisdictions: {},
  data_categories: ['user.contact', 'user.name', 'user.unique_id'],
  processing_kinds: ['collect'],
  recipients: [],
  special_categories: false,
  covers_past_data: false,
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

/** All that is published of a purpose, without what the server adds to it. */
export function toBody(purpose: PurposeBody): PurposeBody {
  const fields = Object.keys(NEW_PURPOSE) as (keyof PurposeBody)[];
  return Object.fromEntries(fields.map((field) => [field, purpose[field]])) as PurposeBody;
}

/** Consent is the ground of what people opt in to, and of nothing else: what silence may mean on a ground. */
export const modelsFor = (basis: string): (typeof CONSENT_MODELS)[number][] =>
  CONSENT_MODELS.filter((model) => (basis === 'consent') === (model === 'opt_in' || model === 'explicit'));

/** The same on another ground: what silence means follows where it must, and people keep the say that a ground gives them. */
export function withBasis<G extends { legal_basis: string; consent_model: string }>(
  ground: G,
  legal_basis: string,
): G {
  const models: string[] = modelsFor(legal_basis);
  // GDPR, Article 21: on these two a person may object.
  const mayObject = legal_basis === 'legitimate_interest' || legal_basis === 'public_task';
  const usual = mayObject ? 'opt_out' : (models[0] ?? ground.consent_model);
  const stays = models.includes(ground.consent_model) && !(mayObject && ground.consent_model === 'none');
  return { ...ground, legal_basis, consent_model: stays ? ground.consent_model : usual };
}

/** As it was, where only the order differs: another order is no other meaning. */
export function inOldOrder<T>(before: readonly T[], after: readonly T[]): T[] {
  const kept = before.filter((one) => after.includes(one));
  return [...kept, ...after.filter((one) => !before.includes(one))];
}

/** What is published: without space around words, and with lists in the order that they had. */
export function toPublished(before: PurposeBody, draft: PurposeBody): PurposeBody {
  return {
    ...draft,
    name: draft.name.trim(),
    description: draft.description.trim(),
    data_categories: inOldOrder(before.data_categories, draft.data_categories),
    processing_kinds: inOldOrder(before.processing_kinds, draft.processing_kinds),
    recipients: inOldOrder(before.recipients, draft.recipients),
    gpp_opt_outs: inOldOrder(before.gpp_opt_outs, draft.gpp_opt_outs),
  };
}

/** `a, b` as a list, each once. */
export const toList = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,\n，、]/)
      .map((one) => one.trim())
      .filter(Boolean),
  ),
];

export type DraftFault =
  | 'slug'
  | 'name'
  | 'description'
  | 'data_categories'
  | 'processing_kinds'
  | 'jurisdictions'
  | 'retention'
  | 'tcf_purposes'
  | 'translations';

/** What is missing or wrong, before the server is asked. `slug` is absent where the purpose has one already. */
export function faultsOf(slug: string | undefined, draft: PurposeBody): DraftFault[] {
  const faults: [DraftFault, boolean][] = [
    ['slug', slug !== undefined && !(slug.length <= 64 && SLUG.test(slug))],
    ['name', draft.name.trim() === ''],
    ['description', draft.description.trim() === ''],
    ['data_categories', draft.data_categories.length === 0],
    ['processing_kinds', draft.processing_kinds.length === 0],
    ['jurisdictions', Object.keys(draft.jurisdictions).some((place) => toPlace(place) !== place)],
    ['retention', draft.retention !== null && !DURATION.test(draft.retention)],
    ['tcf_purposes', draft.tcf_purposes.some((each) => !(Number.isInteger(each) && each >= 1 && each <= 24))],
    [
      'translations',
      Object.values(draft.translations).some(
        ({ name, description }) => name.trim() === '' || description.trim() === '',
      ),
    ],
  ];
  return faults.flatMap(([fault, isThere]) => (isThere ? [fault] : []));
}

const SLUG = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/;
const DURATION = /^P(?:\d+W|(?=\d)(\d+Y)?(\d+M)?(\d+D)?)$/;

/** Members of the European Union and the European Economic Area: the law of each stands below that of `EU`. */
const UNION = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
);

/** A jurisdiction as purposes name it, `EU`, `EU-DE`, `US` or `US-CA`, out of what was typed; undefined for what is none. */
export function toPlace(text: string): string | undefined {
  const place = text.trim().toUpperCase();
  const [country = ''] = place.split('-');
  if (UNION.has(country)) return `EU-${country}`;
  return /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(place) ? place : undefined;
}
