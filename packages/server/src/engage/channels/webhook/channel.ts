// Webhooks: each message is a signed POST of JSON to an address of the company.
import { z } from 'zod';
import { type Answered, openOutbound } from '../../../platform/outbound/index.ts';
import type { Channel, Outgoing, Provider } from '../channel.ts';
import { Misconfigured, Rejected } from '../faults.ts';
import { handOver, probe } from '../over-http.ts';
import { readAnswers } from './answers.ts';
import { bodyField, fillBody, type Json } from './body.ts';
import { secretForm, toSignedHeaders } from './signing.ts';

const content = z.strictObject({
  body: bodyField
    .optional()
    .describe(
      'JSON whose texts may hold variables. Left out: the id of the message, whom it is about, and its links.',
    ),
});
type Content = z.infer<typeof content>;
/** Null: what every webhook says. */
export type Rendered = { body: Json | null };

const settings = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .describe('Where it is sent.'),
  secret: z
    .string()
    .regex(secretForm, 'must be whsec_ and at least 24 bytes in base64')
    .meta({ secret: true })
    .describe('Signs each request (Standard Webhooks).'),
  authorization: z
    .string()
    .regex(/^[\x20-\x7e]{1,1000}$/, 'must be text that fits into a header')
    .optional()
    .meta({ secret: true })
    .describe('Sent as the header Authorization, where the other side wants one.'),
});
export type Settings = z.infer<typeof settings>;

const bodyBytesMax = 262_144;

function toBody({ id, to, rendered, links, language, brand, at }: Outgoing<Rendered>): string {
  if (rendered.body !== null) return JSON.stringify(rendered.body);
  const data = { message: id, to, language, brand, links };
  return JSON.stringify({ type: 'message', timestamp: new Date(at).toISOString(), data });
}

/** One address for all: where nobody is there, it is of no use to try it with the next message. */
function refuseNobody({ status }: Answered): void {
  if (status === 404 || status === 405 || status === 410)
    throw new Misconfigured(`The other side answered ${status}: nobody takes webhooks at this address.`);
}

const post: Provider<Settings, Rendered> = {
  slug: 'http',
  settings,
  secrets: ['secret', 'authorization'],
  isIdempotent: true,
  concurrency: 20,
  async open({ url, secret, authorization }, { nowMs, allowedNetworks, patienceMs }) {
    const outbound = openOutbound({ allowedNetworks, ...(patienceMs && { timeoutMs: patienceMs }) });
    const ways = { isIdempotent: true, addressOf: 'settings', nowMs, read: refuseNobody } as const;
    return {
      async send(outgoing, hand) {
        const body = toBody(outgoing);
        if (Buffer.byteLength(body) > bodyBytesMax)
          throw new Rejected(`What it says is longer than ${bodyBytesMax} bytes.`);
        const headers = {
          'content-type': 'application/json',
          ...(authorization === undefined ? {} : { authorization }),
          ...toSignedHeaders(secret, { id: outgoing.id, atMs: nowMs(), body }),
        };
        await handOver(outbound, { method: 'POST', url, headers, body }, hand, ways);
        return { providerId: null };
      },
      probe: () => probe(outbound, url, ways),
      close: async () => outbound.close(),
    };
  },
  async answers(request, { secret }) {
    return readAnswers(request, secret);
  },
};

export const webhook: Channel<Content, Rendered> = {
  slug: 'webhook',
  preference: null,
  reaches: ['user_id', 'email', 'phone', 'anonymous_id'],
  content,
  async render({ content: { body }, fill }) {
    return { body: body === undefined ? null : await fillBody(body, (text) => fill(text, 'text')) };
  },
  providers: [post],
};
