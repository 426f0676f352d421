// What the answer of a mail server means for a mail, and for the account.
import { CredentialsInvalid, Misconfigured, Rejected, RetryLater } from '../../faults.ts';

type Failure = {
  code?: string;
  responseCode?: number;
  response?: string;
  command?: string;
  message: string;
};

const loginCodes = [530, 534, 535, 538];
/** Enhanced codes (RFC 3463) by which nobody is at the address: unknown, of a form nobody has, moved away, switched off, no mail. */
const nobody = /^5\.(?:1\.(?:1|2|3|6|10)|2\.1)$/;

export function toFault(error: unknown): Error {
  const failure = error as Failure;
  const text = failure.response ?? failure.message ?? String(error);
  const code = failure.responseCode;
  if (code !== undefined && code >= 400 && code < 500) return new RetryLater(text, { cause: error });
  if (code !== undefined && loginCodes.includes(code)) return new CredentialsInvalid(text, { cause: error });
  if (failure.code === 'EAUTH' || failure.code === 'ENOAUTH') {
    return code === undefined && isBroken(failure.message)
      ? new RetryLater(text, { cause: error })
      : new CredentialsInvalid(text, { cause: error });
  }
  if (code !== undefined && code >= 500) return toRefusal(failure, code, text);
  if (isWrongHost(failure) || isWrongTls(failure)) return new Misconfigured(text, { cause: error });
  // Nodemailer asked nobody: the address cannot be written into an envelope, or the mail is larger than the server takes.
  if (failure.code === 'EENVELOPE' || failure.code === 'EMESSAGE') {
    return new Rejected(text, { bounce: failure.code === 'EENVELOPE', cause: error });
  }
  return new RetryLater(text, { cause: error });
}

/** A refusal before a recipient was named is about our settings, except one of a mail that is too large. */
function toRefusal(failure: Failure, code: number, text: string): Error {
  const isAboutMail = failure.command === 'RCPT TO' || failure.command === 'DATA' || code === 552;
  if (!isAboutMail) return new Misconfigured(text, { cause: failure });
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1];
  const isUnknown = failure.command === 'RCPT TO' && [550, 551, 553].includes(code);
  return new Rejected(text, {
    bounce: enhanced === undefined ? isUnknown : nobody.test(enhanced),
    cause: failure,
  });
}

function isWrongHost({ code, message }: Failure): boolean {
  return code === 'EDNS'
    ? !/EAI_AGAIN|ETIMEOUT|ESERVFAIL|timed? ?out/i.test(message)
    : /ENOTFOUND/.test(message);
}

function isWrongTls({ code, message }: Failure): boolean {
  if (isBroken(message)) return false;
  return code === 'ETLS' || /certificate|altnames|SSL routines|wrong version number/i.test(message);
}

function isBroken(message: string): boolean {
  return /ECONNRESET|EPIPE|ETIMEDOUT|timeout|closed|hang up/i.test(message);
}
