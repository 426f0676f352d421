// Headers by which companies that send mails by SMTP tell us the id of a message again in what they report of it. They take them off.
import type { Vendor } from './settings.ts';

/** Under which name our id comes back. */
export const idName = 'rapport_id';

export function vendorHeaders(vendor: Vendor, id: string): [name: string, value: string][] {
  if (vendor === 'ses') return [['X-SES-MESSAGE-TAGS', `${idName}=${id}`]];
  if (vendor === 'sendgrid') return [['X-SMTPAPI', JSON.stringify({ unique_args: { [idName]: id } })]];
  if (vendor === 'mailgun') return [['X-Mailgun-Variables', JSON.stringify({ [idName]: id })]];
  if (vendor === 'postmark') return [[`X-PM-Metadata-${idName}`, id]];
  return [];
}
