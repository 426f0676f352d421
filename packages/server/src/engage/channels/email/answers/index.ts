// What comes back from mails that were sent by SMTP: web hooks of sending services, and mails.
import type { Answer, AnswerRequest } from '../../channel.ts';
import { CredentialsInvalid, Misconfigured } from '../../faults.ts';
import type { SmtpSettings, Vendor } from '../smtp/settings.ts';
import { readMail } from './mail.ts';
import { readMailgun } from './mailgun.ts';
import { readPostmark } from './postmark.ts';
import { readSendgrid } from './sendgrid.ts';
import { readSes } from './ses.ts';
import { isSame } from './signed.ts';

type Reader = (request: AnswerRequest, secret: string) => Promise<Answer[]>;

const readers: Record<Exclude<Vendor, 'none'>, Reader> = {
  ses: (request, secret) => readSes(request, secret),
  sendgrid: async (request, secret) => readSendgrid(request, secret),
  mailgun: async (request, secret) => readMailgun(request, secret),
  postmark: async (request, secret) => readPostmark(request, secret),
};

export async function readAnswers(request: AnswerRequest, settings: SmtpSettings): Promise<Answer[]> {
  if (/^message\/rfc822\b/i.test(request.headers['content-type'] ?? ''))
    return readInbound(request, settings);
  const { answers_from: vendor, answers_secret: secret } = settings;
  if (vendor === 'none' || secret === undefined) {
    throw new Misconfigured('The account does not say whose answers come to this address.');
  }
  return readers[vendor](request, secret);
}

async function readInbound(request: AnswerRequest, settings: SmtpSettings): Promise<Answer[]> {
  const { inbound_secret: secret } = settings;
  if (secret === undefined) throw new Misconfigured('The account takes no mails back.');
  if (!isSame(request.headers.authorization ?? '', `Bearer ${secret}`)) {
    throw new CredentialsInvalid('Whoever brings a mail says the secret of the account as a bearer token.');
  }
  return readMail(request.body, secret, request.at);
}
