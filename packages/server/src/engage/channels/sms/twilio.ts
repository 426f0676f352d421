// Twilio's API for messages, also where another company answers to it.
import { z } from 'zod';
import { type Answered, openOutbound } from '../../../platform/outbound/index.ts';
import type { Outgoing, Provider, SenderDeps } from '../channel.ts';
import { CredentialsInvalid, Misconfigured, Rejected } from '../faults.ts';
import { handOver } from '../over-http.ts';
import { readAnswers } from './answers.ts';
import type { Rendered } from './channel.ts';

const settings = z
  .strictObject({
    base_url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .default('https://api.twilio.com')
      .describe('Another company with the same API has another address.'),
    account_sid: z
      .string()
      .regex(/^[\w-]{1,64}$/, 'must be letters and digits')
      .describe('The name of the account.'),
    auth_token: z
      .string()
      .min(8)
      .max(200)
      .meta({ secret: true })
      .describe('Its password; answers are signed with it.'),
    from: z
      .string()
      .regex(
        /^(\+[1-9]\d{4,14}|\d{3,8}|[A-Za-z0-9 ]{1,11})$/,
        'must be a number such as +15550100, or up to 11 letters',
      )
      .optional()
      .describe('The number or name that it comes from.'),
    messaging_service_sid: z
      .string()
      .regex(/^[\w-]{1,64}$/, 'must be letters and digits')
      .optional()
      .describe('Chooses the number, in place of one.'),
  })
  .refine(
    ({ from, messaging_service_sid }) => (from === undefined) !== (messaging_service_sid === undefined),
    {
      path: ['from'],
      message: 'name either a number, or a messaging service',
    },
  );
export type Settings = z.infer<typeof settings>;

/** What the API takes at most. */
const textLengthMax = 1600;

/** Nobody is at this number: it is none, or not one for text messages. */
const nobodyCodes = new Set([21211, 21214, 21217, 21614, 21635]);
/** What we send from is not ours, or not for this. */
const wrongFromCodes = new Set([21212, 21603, 21606, 21611, 21659, 21660, 21661, 21703, 21705]);

function toRequest(
  { id, to, rendered }: Outgoing<Rendered>,
  account: Settings,
  answersUrl: string | undefined,
) {
  const form = new URLSearchParams({ To: to.value, Body: rendered.text });
  if (account.from !== undefined) form.set('From', account.from);
  if (account.messaging_service_sid !== undefined)
    form.set('MessagingServiceSid', account.messaging_service_sid);
  // Comes back with each status, also where the answer to this request got lost.
  if (answersUrl !== undefined) form.set('StatusCallback', withMessage(answersUrl, id));
  return form.toString();
}

function withMessage(answersUrl: string, id: string): string {
  const url = new URL(answersUrl);
  url.searchParams.set('message', id);
  return url.href;
}

async function open(account: Settings, { nowMs, allowedNetworks, patienceMs, answersUrl }: SenderDeps) {
  const outbound = openOutbound({ allowedNetworks, ...(patienceMs && { timeoutMs: patienceMs }) });
  const ways = { isIdempotent: false, addressOf: 'settings', nowMs, read: readFault } as const;
  const base = `${account.base_url.replace(/\/$/, '')}/2010-04-01/Accounts/${account.account_sid}`;
  const secret = Buffer.from(`${account.account_sid}:${account.auth_token}`).toString('base64');
  const authorization = `Basic ${secret}`;
  return {
    async send(outgoing: Outgoing<Rendered>, hand: Parameters<typeof handOver>[2]) {
      if (outgoing.rendered.text === '') throw new Rejected('It says nothing.');
      if (outgoing.rendered.text.length > textLengthMax)
        throw new Rejected(`It is longer than ${textLengthMax} signs, which is the most that is taken.`);
      const body = toRequest(outgoing, account, answersUrl);
      const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
      // A connection of its own: whether one that was used before is still read from cannot be known, and nothing is sent twice.
      const asked = { method: 'POST', url: `${base}/Messages.json`, headers, body, reuse: false } as const;
      const { sid } = read(await handOver(outbound, asked, hand, ways));
      return { providerId: sid ?? null };
    },
    async probe() {
      const asked = { method: 'GET', url: `${base}.json`, headers: { authorization } } as const;
      await handOver(outbound, asked, undefined, { ...ways, isIdempotent: true });
    },
    close: async () => outbound.close(),
  };
}

const said = z.object({
  sid: z.string().min(1).max(200).optional().catch(undefined),
  code: z.number().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
});

function read({ body }: Answered): z.infer<typeof said> {
  try {
    return said.parse(JSON.parse(body.toString('utf8')));
  } catch {
    // It was taken or refused all the same, as its status says.
    return {};
  }
}

function readFault(answered: Answered): void {
  const { code, message } = read(answered);
  if (code === undefined) return;
  const told = `${message?.slice(0, 200) ?? 'Not taken'} (${code})`;
  if (code === 20003) throw new CredentialsInvalid(told);
  if (code === 21610) throw new Rejected(`They answered STOP to this number. ${told}`);
  if (nobodyCodes.has(code)) throw new Rejected(told, { bounce: true });
  if (wrongFromCodes.has(code)) throw new Misconfigured(told);
}

export const twilio: Provider<Settings, Rendered> = {
  slug: 'twilio',
  settings,
  secrets: ['auth_token'],
  isIdempotent: false,
  concurrency: 20,
  open,
  async answers(request, { auth_token: token }) {
    return readAnswers(request, token);
  },
};
