// Labels in words: why something is labelled as it is, and whose it is.
import { useTranslation } from '../../language/index.ts';
import type { Label } from './categories-query.ts';

const REASONS = [
  'name',
  'nothing_found',
  'field',
  'payment_card',
  'iban',
  'us_ssn',
  'national_id',
  'email',
  'phone',
  'ip_address',
  'not_seen',
  'not_kept',
] as const;

export function useLabelWords() {
  const { t } = useTranslation();
  return {
    /** A reason that this console does not know, in the server's words. */
    reason: ({ reason }: Label): string => {
      const known = REASONS.find((code) => code === reason?.code);
      return known ? t(`labels.reason.${known}`) : (reason?.message ?? '');
    },
    /** What has it: people, one event, or every event. */
    owner: ({ subject, event }: Label): string => {
      if (subject === 'attribute') return t('labels.ofPeople');
      return event === null ? t('labels.ofEveryEvent') : event;
    },
  };
}
