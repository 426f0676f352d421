// Mails that come back: bounces (RFC 3464), complaints of a feedback loop (RFC 5965), a click on "unsubscribe" by mail, and replies.
//
// Anybody can write to the address at which they arrive. So a mail tells something only when it names one of ours by its mark: in the
// address to which it was sent, or in a Message-ID that only those who got the mail can know.
import { hash } from 'node:crypto';
import type { ParsedMail } from 'mailparser';
import type { Answer } from '../../channel.ts';
import { Misconfigured } from '../../faults.ts';
import { type Purpose, readMessageId, readReturnAddress } from '../smtp/marks.ts';
import { withoutQuote } from './replied-text.ts';
import { isHardStatus, readFields, readReports } from './reports.ts';
import { pointOf, textMax } from './signed.ts';

type Subject = NonNullable<Answer['message']>;

export async function readMail(raw: Buffer, secret: string, at: number): Promise<Answer[]> {
  const mail = await parse(raw);
  const { delivery, feedback, returned } = readReports(mail);
  const sentTo = findAddress(mail, secret);
  const about = subjectOf(returned, secret) ?? (sentTo && { id: sentTo.id });
  if (delivery !== undefined) return about === undefined ? [] : toBounces(delivery, about, at);
  if (feedback !== undefined) return about === undefined ? [] : toComplaint(feedback, about, at);
  if (isWrittenByMachine(mail)) return sentTo?.purpose === 'bounce' ? toBareBounce(mail, sentTo.id, at) : [];
  if (sentTo?.purpose === 'unsubscribe') {
    const message = { id: sentTo.id };
    return [{ kind: 'unsubscribed', message, point: undefined, at, answerId: `mailto:${sentTo.id}` }];
  }
  const answered = subjectOf(namesOf(mail), secret);
  return answered === undefined ? [] : [toReply(mail, raw, answered, at)];
}

async function parse(raw: Buffer): Promise<ParsedMail> {
  // Loaded by the first mail that comes back.
  const { simpleParser } = await import('mailparser');
  try {
    return await simpleParser(raw, {
      keepDeliveryStatus: true,
      ignoreEmbedded: true,
      skipTextToHtml: true,
      skipImageLinks: true,
      maxHtmlLengthToParse: 500_000,
    });
  } catch (cause) {
    throw new Misconfigured('The body of the request is no mail.', { cause });
  }
}

/** Ours by its mark; or the name that Amazon SES gave it, which is long enough that nobody guesses it. */
function subjectOf(text: string, secret: string): Subject | undefined {
  for (const name of text.match(/<[^<>\s]{3,200}>/g) ?? []) {
    const id = readMessageId(name, secret);
    if (id !== undefined) return { id };
    const providerId = /^<([0-9a-f]{16}-[0-9a-f-]{20,60})@[\w-]+\.amazonses\.com>$/.exec(name)?.[1];
    if (providerId !== undefined) return { providerId };
  }
  return undefined;
}

function findAddress(mail: ParsedMail, secret: string): { purpose: Purpose; id: string } | undefined {
  const names = ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to'];
  for (const { key, line } of mail.headerLines) {
    if (!names.includes(key)) continue;
    for (const address of line.match(/[^\s<>,:;"]+@[^\s<>,;"]+/g) ?? []) {
      const read = readReturnAddress(address, secret);
      if (read !== undefined) return read;
    }
  }
  return undefined;
}

function namesOf({ inReplyTo, references }: ParsedMail): string {
  return [inReplyTo ?? '', references ?? []].flat().join(' ');
}

function toBounces(report: string, message: Subject, at: number): Answer[] {
  return readFields(report).flatMap((fields): Answer[] => {
    const action = fields.get('action')?.toLowerCase();
    // A delay is no bounce: it is still tried, and may arrive.
    const kind = action === 'delivered' ? 'delivered' : action === 'failed' ? 'bounced' : undefined;
    if (kind === undefined) return [];
    const status = fields.get('status') ?? '';
    const to = (fields.get('original-recipient') ?? fields.get('final-recipient'))?.replace(/^[^;]*;\s*/, '');
    const text = fields.get('diagnostic-code')?.replace(/^[^;]*;\s*/, '');
    return [
      {
        kind,
        message,
        point: pointOf(to?.replace(/^<|>$/g, '')),
        at,
        answerId: ['dsn', Object.values(message)[0], action, status, to].join(':'),
        ...(kind === 'bounced' ? { hard: isHardStatus(status) } : {}),
        ...(text ? { text: text.slice(0, textMax) } : {}),
      },
    ];
  });
}

/** A bounce in words alone. What they say nobody can know, so it is not taken to be for good. */
function toBareBounce(mail: ParsedMail, id: string, at: number): Answer[] {
  if (!/mailer-daemon|postmaster/i.test(mail.from?.text ?? '')) return [];
  const text = (mail.text ?? '').trim().slice(0, textMax);
  return [
    { kind: 'bounced', message: { id }, point: undefined, at, answerId: `bounce:${id}`, hard: false, text },
  ];
}

function toComplaint(report: string, message: Subject, at: number): Answer[] {
  const fields = new Map(readFields(report).flatMap((block) => [...block]));
  const type = fields.get('feedback-type')?.toLowerCase() ?? 'abuse';
  if (type === 'not-spam') return [];
  return [
    {
      kind: type === 'opt-out' ? 'unsubscribed' : 'complained',
      message,
      point: pointOf(fields.get('original-rcpt-to')?.replace(/^<|>$/g, '')),
      at,
      answerId: ['arf', Object.values(message)[0], type].join(':'),
      text: type,
    },
  ];
}

/** Holiday answers, lists, and reports: nobody sat down and wrote them (RFC 3834). */
function isWrittenByMachine({ headerLines }: ParsedMail): boolean {
  const headerOf = (name: string) =>
    headerLines
      .find(({ key }) => key === name)
      ?.line.replace(/^[^:]*:\s*/, '')
      .trim()
      .toLowerCase();
  const submitted = headerOf('auto-submitted');
  if (submitted !== undefined && !submitted.startsWith('no')) return true;
  if (/^(bulk|junk|list|auto_reply)$/.test(headerOf('precedence') ?? '')) return true;
  if (headerOf('return-path') === '<>') return true;
  if (/mailer-daemon@/.test(headerOf('from') ?? '')) return true;
  return ['x-autoreply', 'x-autorespond'].some((name) => headerOf(name) !== undefined);
}

function toReply(mail: ParsedMail, raw: Buffer, message: Subject, at: number): Answer {
  return {
    kind: 'replied',
    message,
    point: pointOf(mail.from?.value[0]?.address),
    at,
    answerId: `reply:${mail.messageId ?? hash('sha256', raw, 'hex')}`,
    text: withoutQuote(mail.text ?? '').slice(0, textMax),
  };
}
