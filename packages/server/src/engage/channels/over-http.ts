// Handing a message over by one HTTP request, and what each answer means. Channels say only what their other side says differently.
import { type Answered, type Asked, type Outbound, OutboundFault } from '../../platform/outbound/index.ts';
import type { Hand } from './channel.ts';
import { CredentialsInvalid, Misconfigured, Rejected, RetryLater, Unanswered } from './faults.ts';

type Ways = {
  /** Whether the other side knows a message by its id. */
  isIdempotent: boolean;
  /** Who named the address: of settings nothing more goes through the account; of a person only this message fails. */
  addressOf: 'settings' | 'person';
  nowMs(): number;
  /** What the other side says in its own words; returns where it says nothing of its own. */
  read?(answered: Answered): void;
};

/** Returns a good answer. Throws a `DeliveryFault`. */
export async function handOver(
  outbound: Outbound,
  asked: Omit<Asked, 'hand'>,
  hand: Hand | undefined,
  ways: Ways,
): Promise<Answered> {
  const answered = await ask(outbound, hand === undefined ? asked : { ...asked, hand }, ways);
  if (answered.status >= 200 && answered.status < 300) return answered;
  ways.read?.(answered);
  throw toFault(answered, ways);
}

/** Whether the other side is there; nothing is written. Throws a `DeliveryFault`. */
export async function probe(outbound: Outbound, url: string, ways: Ways): Promise<void> {
  try {
    await outbound.connect(url);
  } catch (error) {
    throw ofConnection(error, ways);
  }
}

async function ask(outbound: Outbound, asked: Asked, ways: Ways): Promise<Answered> {
  try {
    return await outbound.request(asked);
  } catch (error) {
    throw ofConnection(error, ways);
  }
}

function ofConnection(error: unknown, { isIdempotent, addressOf }: Ways): unknown {
  if (!(error instanceof OutboundFault)) return error;
  const { message, kind } = error;
  const options = { cause: error };
  if (kind === 'forbidden')
    return addressOf === 'settings' ? new Misconfigured(message, options) : new Rejected(message, options);
  if (kind === 'unanswered' && !isIdempotent)
    return new Unanswered(`It may have been taken, but nobody said so. ${message}`, options);
  return new RetryLater(message, options);
}

/** 408, 421, 425 and 429 say of themselves that a later try may do. */
const laterStatuses = new Set([408, 421, 425, 429]);

function toFault(answered: Answered, { nowMs, addressOf }: Ways): Error {
  const { status, body, headers } = answered;
  const said = `The other side answered ${status}${tell(body)}`;
  if (status >= 500 || laterStatuses.has(status))
    return new RetryLater(said, { afterMs: toAfterMs(headers['retry-after'], nowMs()) });
  if (status === 401 || status === 403) return new CredentialsInvalid(said);
  if (status < 400 && addressOf === 'settings')
    return new Misconfigured(`${said}: it sends us elsewhere. Name the address where it is.`);
  return new Rejected(said);
}

const toldMax = 200;

/** Where it is text. */
function tell(body: Buffer): string {
  const text = body
    .toString('utf8')
    .replaceAll(/[^\P{C}\n]|\s+/gu, ' ')
    .trim();
  return text === '' ? '' : `: ${text.slice(0, toldMax)}`;
}

const afterMsMax = 86_400_000;

/** `Retry-After` has seconds or a date. Undefined: it says nothing that can be read. */
function toAfterMs(told: string | undefined, now: number): number | undefined {
  const text = told?.trim() ?? '';
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), afterMsMax);
}
