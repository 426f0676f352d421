// How often pages are given: per link where it opens something, and per address of the caller where it does not.
//
// Whoever holds a link can wear out nothing but their own. A link that opens nothing was guessed, cut or has ended: few of
// these come from one place. What mail programs send for people (RFC 8058) comes from few addresses, for many, and must not
// be lost: it is never limited.
import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AddressOf } from '../../platform/http/index.ts';
import { openRate, type Rate } from '../../respect/access/index.ts';
import { sendFault } from './fault-pages.ts';

export const perMinute = { link: 300, unknown: 30, newLinks: 6 } as const;

type ByToken = { Params: { token?: string } };
type Deps = {
  addressOf: AddressOf;
  /** Whether the token of this request opens something. */
  isOpen(request: FastifyRequest): boolean;
};

/** Before the body is read. */
export function limitPages(pages: FastifyInstance, { addressOf, isOpen }: Deps): Rate {
  const rate = openRate();
  pages.addHook<ByToken>('onRequest', async function limitPage(request, reply) {
    if (request.method === 'POST' && request.routeOptions.url === '/u/:token') return;
    const { token = '' } = request.params;
    const seconds = isOpen(request)
      ? rate.take(`link ${keyOf(token)}`, perMinute.link)
      : takeUnknown(rate, addressOf, request);
    if (seconds > 0) await sendFault(reply, request, { name: 'limited', status: 429, seconds });
  });
  return rate;
}

/** For a link that opens nothing: seconds until this caller may try another; 0: taken. */
export const takeUnknown = (rate: Rate, addressOf: AddressOf, request: FastifyRequest): number =>
  rate.take(`address ${placeOf(addressOf(request.raw))}`, perMinute.unknown);

/** What is remembered opens nothing. */
export const keyOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** One household or office has many addresses of the long kind, which begin alike. */
export function placeOf(address: string | undefined): string {
  if (address === undefined || !isIPv6(address)) return address ?? 'nobody';
  const { hostname } = new URL(`http://[${address}]`);
  const [head = '', tail] = hostname.slice(1, -1).split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}
