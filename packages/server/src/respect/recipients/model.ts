// Where recipients are, what makes it lawful to send data there, and where the data of whom has to stay.
import { isInUnion } from '@rapport/protocol';

/** Why data may go to a country that is not among those where it has to stay. */
export const mechanisms = ['adequacy', 'scc', 'bcr', 'derogation', 'none'] as const;
/** A decision that the country protects data well enough, standard clauses, binding corporate rules, an exception, nothing. */
export type Mechanism = (typeof mechanisms)[number];

export type Recipient = {
  slug: string;
  /** ISO 3166; null: nobody has said. */
  country: string | null;
  mechanism: Mechanism;
};

/** For people who live there the data stays `within`, unless one of the `mechanisms` is recorded for the recipient. */
export type ResidencyRule = {
  /** `EU`, `US`, `US-CA`; `*` is everybody, also those of whom nobody knows where they live. */
  jurisdiction: string;
  /** Countries; `EU` is all of the European Economic Area. */
  within: readonly string[];
  mechanisms: readonly Mechanism[];
};

/** A recipient together with the rules of the workspace: what the gate has to know. */
export type Destination = Recipient & { residency: readonly ResidencyRule[] };

/** What everybody knows of a recipient that has no record. */
export const toDestination = (
  recipients: readonly Recipient[],
  residency: readonly ResidencyRule[],
  slug: string,
): Destination => ({
  ...(recipients.find((one) => one.slug === slug) ?? { slug, country: null, mechanism: 'none' }),
  residency,
});

/**
 * The first rule that keeps the data of somebody who lives there from going to the recipient. All rules that are about them
 * have to be kept; where none is, it may go anywhere.
 */
export const findBrokenRule = (
  { country, mechanism, residency }: Destination,
  jurisdictions: readonly string[],
): ResidencyRule | undefined =>
  residency.find(
    (rule) =>
      isAbout(rule, jurisdictions) &&
      (country === null || !(isWithin(country, rule) || rule.mechanisms.includes(mechanism))),
  );

/** A recipient that a rule keeps data from, in the gate's words for why. */
export type RefusedTransfer = {
  recipient: string;
  jurisdiction: string;
  reason: 'recipient_country_unknown' | 'transfer_not_permitted';
};

/** What these rules keep from these recipients: so that whoever sets them sees it before they hold. */
export const listRefused = (
  recipients: readonly Recipient[],
  rules: readonly ResidencyRule[],
): RefusedTransfer[] =>
  rules.flatMap((rule) =>
    recipients
      .filter((one) => findBrokenRule({ ...one, residency: [rule] }, [rule.jurisdiction]) !== undefined)
      .map(({ slug, country }) => ({
        recipient: slug,
        jurisdiction: rule.jurisdiction,
        reason: country === null ? 'recipient_country_unknown' : 'transfer_not_permitted',
      })),
  );

const isAbout = ({ jurisdiction }: ResidencyRule, jurisdictions: readonly string[]): boolean =>
  jurisdiction === '*' ||
  jurisdictions.some((one) => one === jurisdiction || one.startsWith(`${jurisdiction}-`));

const isWithin = (country: string, { within }: ResidencyRule): boolean =>
  within.some((one) => one === country || (one === 'EU' && isInUnion(country)));
