// Why the gate permits or denies, in the reader's language; a reason this console does not know, in the gate's words.
import { useTranslation } from '../../language/index.ts';

export type Reason = string | { code: string; message: string };

const KNOWN = [
  'basis_contract',
  'basis_legitimate_interest',
  'basis_legal_obligation',
  'basis_vital_interests',
  'basis_public_task',
  'consent_given',
  'consent_unknown',
  'consent_refused',
  'consent_withdrawn',
  'consent_objected',
  'consent_opted_out',
  'consent_expired',
  'consent_unproven',
  'consent_version_stale',
  'consent_on_device_only',
  'restricted',
  'opt_out_signal',
  'needs_explicit',
  'needs_parent',
  'needs_refresh',
  'category_not_covered',
  'recipient_unmapped',
  'suppressed_no_contact',
  'suppressed_bounce',
  'suppressed_complaint',
  'suppressed_no_sale_share',
  'not_collected_for_purpose',
  'never_disclosed',
  'masked',
  'masked_unlabelled',
] as const;

/** A reason as a sentence. */
export function useDecisionWords(): (reason: Reason) => string {
  const { t } = useTranslation();
  return (reason) => {
    if (typeof reason === 'string') return reason;
    const known = KNOWN.find((code) => code === reason.code);
    return known ? t(`purposes.reason.${known}`) : reason.message;
  };
}
