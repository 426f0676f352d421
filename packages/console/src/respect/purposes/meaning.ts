// What a change does to a purpose: is it still the same promise, and do consents that were given before still cover it?
// The server decides; this says the same beforehand, so that nobody finds out afterwards.
import { covers } from '../categories/categories.ts';
import type { Ground, Meaning, PurposeBody } from './purposes-query.ts';

/** Fields whose change is one of meaning, in the order in which they are told. */
export const MEANING_FIELDS = [
  'legal_basis',
  'consent_model',
  'jurisdictions',
  'data_categories',
  'processing_kinds',
  'recipients',
  'special_categories',
  'covers_past_data',
] as const satisfies readonly (keyof Meaning)[];

/** All other fields: how it is worded and carried out. */
export const HANDLING_FIELDS = [
  'name',
  'description',
  'parent',
  'retention',
  'channel',
  'gpc_effect',
  'tcf_purposes',
  'gcm_signals',
  'gpp_opt_outs',
  'banner_categories',
  'minimum_age',
  'accepts_unproven',
  'lia_ref',
  'dpia_ref',
  'translations',
] as const satisfies readonly (keyof PurposeBody)[];

export type ChangedField = (typeof MEANING_FIELDS)[number] | (typeof HANDLING_FIELDS)[number];

/** The fields in which two versions differ, those of meaning first. */
export const listChanges = (before: PurposeBody, after: PurposeBody): ChangedField[] =>
  [...MEANING_FIELDS, ...HANDLING_FIELDS].filter(
    (field) => canonical(before[field]) !== canonical(after[field]),
  );

export const isOfMeaning = (field: ChangedField): boolean =>
  MEANING_FIELDS.some((meaning) => meaning === field);

/** `handling`: the same promise, worded or carried out otherwise. */
export type ChangeKind = 'none' | 'handling' | 'meaning';

export function kindOfChange(changes: readonly ChangedField[]): ChangeKind {
  if (changes.length === 0) return 'none';
  return changes.some(isOfMeaning) ? 'meaning' : 'handling';
}

/** What silence comes to: whoever never said anything is permitted, or denied. */
export const silencePermits = ({ consent_model }: Ground): boolean =>
  consent_model !== 'opt_in' && consent_model !== 'explicit';

/** Somewhere it is permitted only by a consent. */
export const needsConsent = (meaning: Meaning): boolean =>
  [meaning, ...Object.values(meaning.jurisdictions)].some((ground) => !silencePermits(ground));

/** How much of what a purpose means now a consent covers that was given to what it meant then. */
export type Coverage =
  | 'whole'
  /** Only the data and the recipients that it was told of. */
  | 'part'
  | 'none';

/** As the gate reads it (`isStale` there). */
export function coverageOf(then: Meaning, now: Meaning): Coverage {
  const isNewUse = now.processing_kinds.some((kind) => !then.processing_kinds.includes(kind));
  if (then.legal_basis !== now.legal_basis || isNewUse) return 'none';
  const isTold =
    now.recipients.every((one) => then.recipients.includes(one)) &&
    now.data_categories.every((one) => then.data_categories.some((own) => covers(own, one)));
  return isTold ? 'whole' : 'part';
}

/** What follows from a change, each as a code for a sentence. */
export type Consequence =
  | 'kept'
  | 'covered'
  | 'part'
  | 'anew'
  | 'noConsent'
  | 'objectionsEnd'
  | 'expressly'
  | 'silenceDenies'
  | 'silencePermits'
  | 'unprovenEnd'
  | 'unprovenCount';

export function consequencesOf(before: PurposeBody, after: PurposeBody): Consequence[] {
  const kind = kindOfChange(listChanges(before, after));
  if (kind === 'none') return [];
  const consents = ({ whole: 'covered', part: 'part', none: 'anew' } as const)[coverageOf(before, after)];
  const was = before.consent_model;
  const is = after.consent_model;
  const told: [Consequence, boolean][] = [
    ['kept', kind === 'handling'],
    [consents, kind === 'meaning' && needsConsent(after)],
    ['noConsent', kind === 'meaning' && !needsConsent(after)],
    ['expressly', is === 'explicit' && was !== 'explicit'],
    ['silenceDenies', silencePermits(before) && !silencePermits(after)],
    ['silencePermits', !silencePermits(before) && silencePermits(after)],
    ['objectionsEnd', is === 'none' && was !== 'none'],
    ['unprovenEnd', before.accepts_unproven && !after.accepts_unproven],
    ['unprovenCount', !before.accepts_unproven && after.accepts_unproven],
  ];
  return told.flatMap(([consequence, follows]) => (follows ? [consequence] : []));
}

/** Equal for equal values, whatever the order of keys. The order of lists counts, as it does for the server. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a.localeCompare(b)))
      : inner,
  );
}
