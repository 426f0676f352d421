// What somebody says of a mail server.
import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';

export const vendors = ['none', 'ses', 'sendgrid', 'mailgun', 'postmark'] as const;
export type Vendor = (typeof vendors)[number];

const domain = z
  .string()
  .regex(/^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'A domain, such as shop.example.');
const pem = z.string().max(20_000);

export const smtpSettings = z
  .strictObject({
    host: z.string().regex(/^[\w.:-]{1,253}$/, 'A host name or an IP address.'),
    port: z.int().min(1).max(65_535).default(587),
    /** `tls`: from the first byte, as port 465 wants it. */
    security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
    /** PEM; for a server whose certificate a company signed itself. */
    certificate_authority: pem.optional(),
    user: z.string().min(1).max(320).optional(),
    password: z.string().min(1).max(1000).meta({ secret: true }).optional(),
    from_address: z.email(),
    /** Undefined: the brand's. */
    from_name: z.string().min(1).max(200).optional(),
    /** So many mails are on their way at once. */
    connections: z.int().min(1).max(50).default(5),
    dkim_domain: domain.optional(),
    dkim_selector: z
      .string()
      .regex(/^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/i)
      .optional(),
    /** PEM, RSA. */
    dkim_private_key: pem.meta({ secret: true }).optional(),
    /** Whose web hook tells what became of the mails. */
    answers_from: z.enum(vendors).default('none'),
    /**
     * By which its requests are known: the ARN of the topic (SES), the public key of the signed event webhook (SendGrid), the
     * webhook signing key (Mailgun), `user:password` (Postmark).
     */
    answers_secret: z.string().min(1).max(2000).meta({ secret: true }).optional(),
    /** Mails to this address, and to it with a plus, come back to Rapport: bounces, complaints, replies. */
    inbound_address: z.email().optional(),
    /** By which whoever brings them is known. */
    inbound_secret: z.string().min(16).max(1000).meta({ secret: true }).optional(),
  })
  .superRefine((settings, check) => {
    const together = (names: readonly (keyof typeof settings)[], message: string) => {
      const missing = names.filter((name) => settings[name] === undefined);
      const isPart = missing.length > 0 && missing.length < names.length;
      if (isPart) for (const name of missing) check.addIssue({ code: 'custom', path: [name], message });
    };
    together(['user', 'password'], 'User and password go together.');
    together(
      ['dkim_domain', 'dkim_selector', 'dkim_private_key'],
      'DKIM needs a domain, a selector and a private key.',
    );
    together(['inbound_address', 'inbound_secret'], 'The address for bounces and its secret go together.');
    if (settings.answers_from !== 'none' && settings.answers_secret === undefined) {
      const message = 'Without it, anybody could tell what became of a mail.';
      check.addIssue({ code: 'custom', path: ['answers_secret'], message });
    }
    if (settings.dkim_private_key !== undefined && !isRsaKey(settings.dkim_private_key)) {
      check.addIssue({ code: 'custom', path: ['dkim_private_key'], message: 'This is no RSA key in PEM.' });
    }
  });
export type SmtpSettings = z.infer<typeof smtpSettings>;

export const smtpSecrets = ['password', 'dkim_private_key', 'answers_secret', 'inbound_secret'] as const;

function isRsaKey(key: string): boolean {
  try {
    return createPrivateKey(key).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
