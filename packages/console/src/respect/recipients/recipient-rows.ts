// One row for each recipient that is recorded or that a purpose names.
import type { Purpose } from '../purposes/purposes-query.ts';
import type { Mechanism, Recipient, Refused } from './recipients-query.ts';

export type RecipientRow = {
  slug: string;
  name: string;
  country: string | null;
  mechanism: Mechanism;
  safeguards: string | null;
  /** Slugs of the purposes that name it. */
  purposes: string[];
  /** Whose data the rules keep from it. */
  refused: Refused[];
  record: Recipient | undefined;
};

/** Those that need somebody first: named by a purpose, and no country recorded. */
export function toRows(
  recipients: readonly Recipient[],
  purposes: readonly Pick<Purpose, 'slug' | 'recipients'>[],
  refused: readonly Refused[],
): RecipientRow[] {
  const named = purposes.flatMap((purpose) => purpose.recipients);
  const slugs = [...new Set([...recipients.map(({ slug }) => slug), ...named])];
  return slugs
    .map((slug) => {
      const record = recipients.find((one) => one.slug === slug);
      return {
        slug,
        name: record?.name ?? slug,
        country: record?.country ?? null,
        mechanism: record?.mechanism ?? 'none',
        safeguards: record?.safeguards ?? null,
        purposes: purposes.filter((one) => one.recipients.includes(slug)).map((one) => one.slug),
        refused: refused.filter((one) => one.recipient === slug),
        record,
      };
    })
    .sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || a.name.localeCompare(b.name));
}

const isOpen = ({ country, purposes }: RecipientRow): boolean => country === null && purposes.length > 0;
