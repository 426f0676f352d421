// Sends mails by SMTP: to a relay of the company or of a sending service.
import type { SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import type { Hand, Outgoing, Provider, Sender, Sent } from '../../channel.ts';
import { Unanswered } from '../../faults.ts';
import { readAnswers } from '../answers/index.ts';
import type { RenderedMail } from '../content.ts';
import { type Connections, openConnections } from './connections.ts';
import { toDkimKey } from './dkim.ts';
import { toFault } from './faults.ts';
import { HeldLetter } from './held-letter.ts';
import { type Letter, writeLetter } from './mime.ts';
import { type SmtpSettings, smtpSecrets, smtpSettings } from './settings.ts';

const closeMsMax = 5_000;
const openMsMax = 10_000;

export const smtp: Provider<SmtpSettings, RenderedMail> = {
  slug: 'smtp',
  settings: smtpSettings,
  secrets: smtpSecrets,
  open: async (settings, { patienceMs }) => openSmtp(settings, patienceMs ?? 30_000),
  answers: readAnswers,
  isIdempotent: false,
  concurrency: 20,
};

function openSmtp(settings: SmtpSettings, patienceMs: number): Sender<RenderedMail> {
  const { user, password, dkim_domain, dkim_selector, dkim_private_key } = settings;
  const login = user === undefined || password === undefined ? undefined : { user, pass: password };
  const dkim =
    dkim_domain && dkim_selector && dkim_private_key
      ? toDkimKey(dkim_domain, dkim_selector, dkim_private_key)
      : undefined;
  const connections = openConnections(toOptions(settings, patienceMs), login, settings.connections);
  return {
    send: async (outgoing: Outgoing<RenderedMail>, hand) =>
      sendLetter(connections, await writeLetter(outgoing, settings, dkim), hand),
    async probe() {
      await connections.probe().catch((error: unknown) => {
        throw toFault(error);
      });
    },
    close: () => connections.close(closeMsMax),
  };
}

function toOptions(settings: SmtpSettings, patienceMs: number): SMTPConnectionOptions {
  const { host, port, security, certificate_authority: ca } = settings;
  const openMs = Math.min(openMsMax, patienceMs);
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(ca === undefined ? {} : { tls: { ca } }),
    dnsTimeout: openMs,
    connectionTimeout: openMs,
    greetingTimeout: openMs,
    socketTimeout: patienceMs,
    socketCloseTimeout: 1_000,
  };
}

async function sendLetter(connections: Connections, letter: Letter, hand: Hand): Promise<Sent> {
  let held: HeldLetter | undefined;
  const make = () => {
    held = new HeldLetter(letter.bytes, hand);
    return held;
  };
  try {
    const answer = await connections.carry({ from: letter.from, to: letter.to }, make);
    return { providerId: idIn(answer) ?? letter.messageId };
  } catch (error) {
    // What the connection says counts only when it is known what was decided in the meantime.
    await held?.asked;
    if (held?.refusal !== undefined) throw held.refusal;
    if (held?.isHanded && (error as { responseCode?: number }).responseCode === undefined) {
      throw new Unanswered('The server did not say whether it took the mail.', { cause: error });
    }
    throw toFault(error);
  }
}

/** What the server calls it, where it says so: `250 2.0.0 Ok: queued as 4XyZ`, `250 Ok 0102018e…` of Amazon SES. */
function idIn(answer: string): string | undefined {
  return (
    /queued as <?([\w.@=+-]{6,})>?/i.exec(answer)?.[1] ??
    /^250 Ok ([0-9a-f]+(?:-[0-9a-f]+)+)$/.exec(answer.trim())?.[1]
  );
}
