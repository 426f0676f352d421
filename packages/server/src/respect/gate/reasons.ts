// What the gate says: a code for programs and a sentence for people, which names what was expressed, when and how.
import type { ConsentState, Statement } from '../consents/index.ts';
import type { Purpose } from '../purposes/index.ts';
import type { Destination, ResidencyRule } from '../recipients/index.ts';

export type Reason = {
  code: string;
  message: string;
  /** The statement that decided, where one did. */
  consent_event?: {
    id: string;
    state: ConsentState;
    event_time: string;
    method: string;
    expressed_by: string;
    notice: { hash: string; title: string; language: string } | null;
  };
};

/** Why a value is withheld that may be used now: the second question. */
export const notCollectedFor = ({ name }: Pick<Purpose, 'name'>): Reason => ({
  code: 'not_collected_for_purpose',
  message: `This was collected when "${name}" was not permitted.`,
});

const verbs: Partial<Record<ConsentState, string>> = {
  given: 'consented',
  renewed: 'renewed their consent',
  opted_in: 'opted in',
  refused: 'refused',
  withdrawn: 'withdrew their consent',
  objected: 'objected',
  opted_out: 'opted out',
  restricted: 'asked for its restriction',
};

const speakers: Partial<Record<NonNullable<Statement['b']>, string>> = {
  parent: 'a parent',
  agent: 'an agent of the person',
  operator: 'the person, recorded by an operator,',
  user_agent: 'the person’s browser',
  system: 'the system',
};

/** `on 26 November 2026 at 10:12 UTC`. */
function toMoment(ms: number): string {
  const iso = new Date(ms).toISOString();
  return `on ${iso.slice(0, 10)} at ${iso.slice(11, 16)} UTC`;
}

function describe({ s, t, b, m, n }: Statement): string {
  const who = speakers[b ?? 'subject'] ?? 'the person';
  const notice = n === undefined ? '' : `, having seen the notice "${n[1]}" (${n[2]}, ${n[0].slice(0, 12)})`;
  return `${who} ${verbs[s] ?? s} ${toMoment(t)} by ${m}${notice}`;
}

const toConsentEvent = ({ e, s, t, m, b, n }: Statement): NonNullable<Reason['consent_event']> => ({
  id: String(e),
  state: s,
  event_time: new Date(t).toISOString(),
  method: m,
  expressed_by: b ?? 'subject',
  notice: n === undefined ? null : { hash: n[0], title: n[1], language: n[2] },
});

const about = (purpose: Purpose, code: string, sentence: string, by?: Statement): Reason => ({
  code,
  message: `"${purpose.name}" ${sentence}.`,
  ...(by === undefined ? {} : { consent_event: toConsentEvent(by) }),
});

/** Why it is permitted. */
export const tell = {
  basis: (purpose: Purpose, basis: string) =>
    about(purpose, `basis_${basis}`, `rests on ${basis.replaceAll('_', ' ')}; nobody objected`),
  given: (purpose: Purpose, by: Statement) =>
    about(purpose, 'consent_given', `is permitted: ${describe(by)}`, by),
};

const codeOf = ({ s, b }: Statement): string =>
  b === 'user_agent' ? 'opt_out_signal' : s === 'restricted' ? 'restricted' : `consent_${s}`;

/** Why it is denied. */
export const denials = {
  expressed: (purpose: Purpose, by: Statement) =>
    about(purpose, codeOf(by), `is denied: ${describe(by)}`, by),
  unknown: (purpose: Purpose) => about(purpose, 'consent_unknown', 'needs consent, and none was given'),
  expired: (purpose: Purpose, by: Statement) =>
    about(
      purpose,
      'consent_expired',
      `needs consent: ${describe(by)}, which held until ${toMoment(by.u ?? by.t).slice(3)}`,
      by,
    ),
  unproven: (purpose: Purpose, by: Statement) =>
    about(purpose, 'consent_unproven', `needs consent: ${describe(by)}, but nothing proves it`, by),
  notExplicit: (purpose: Purpose, by: Statement) =>
    about(purpose, 'needs_explicit', `needs consent that is expressed explicitly: ${describe(by)}`, by),
  needsParent: (purpose: Purpose) =>
    about(
      purpose,
      'needs_parent',
      `needs the consent of a parent: the person is below ${purpose.minimum_age}`,
    ),
  grownUp: (purpose: Purpose, by: Statement) =>
    about(purpose, 'needs_refresh', `needs the person’s own consent by now: ${describe(by)}`, by),
  stale: (purpose: Purpose, by: Statement) =>
    about(
      purpose,
      'consent_version_stale',
      `means more than what was consented to: ${describe(by)}, to version ${by.v}, and this is version ${purpose.version}`,
      by,
    ),
  onDeviceOnly: (purpose: Purpose, by: Statement) =>
    about(
      purpose,
      'consent_on_device_only',
      `needs the person’s consent: ${describe(by)} on a device, not signed in`,
      by,
    ),
  category: (purpose: Purpose, category: string) =>
    about(purpose, 'category_not_covered', `does not cover data of the category ${category.slice(0, 80)}`),
  recipient: (purpose: Purpose, recipient: string) =>
    about(purpose, 'recipient_unmapped', `names no recipient ${recipient.slice(0, 80)}`),
  transfer: (
    purpose: Purpose,
    { slug, country, mechanism }: Destination,
    { jurisdiction, within, mechanisms }: ResidencyRule,
  ) => {
    const who = slug.slice(0, 80);
    const whose = jurisdiction === '*' ? 'everybody' : `people of ${jurisdiction}`;
    if (country === null)
      return about(
        purpose,
        'recipient_country_unknown',
        `may not go to ${who}: there is a rule of residency for ${whose}, and no country is recorded for this recipient`,
      );
    const asked = [...within, ...mechanisms].join(', ') || 'no transfer at all';
    return about(
      purpose,
      'transfer_not_permitted',
      `may not go to ${who} in ${country} (${mechanism}): the rule of residency for ${whose} permits ${asked}`,
    );
  },
  suppressed: (purpose: Purpose, { scope, channel }: { scope: string; channel: string }) =>
    about(
      purpose,
      `suppressed_${scope}`,
      scope === 'no_sale_share'
        ? 'is denied: this identifier is not to be sold or shared'
        : `is denied: this identifier is not to be contacted (${scope.replaceAll('_', ' ')}, ${channel === '*' ? 'any channel' : channel})`,
    ),
};
