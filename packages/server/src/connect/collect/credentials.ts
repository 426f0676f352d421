// The write key of a request, in all the places where clients put it.
import type { IncomingMessage } from 'node:http';

/**
 * Header first: `Basic base64(key:)`, `X-Write-Key`; else the query's `writeKey`. The body's `writeKey` is known only
 * after parsing. Jitsu's clients send `key:***`.
 */
export function findWriteKey(request: IncomingMessage, search: string): string | undefined {
  const { authorization } = request.headers;
  const fromHeader = authorization === undefined ? undefined : parseAuthorization(authorization);
  if (fromHeader !== undefined) return fromHeader;
  const own = request.headers['x-write-key'];
  if (typeof own === 'string' && own !== '') return own.split(':')[0];
  return search === '' ? undefined : (new URLSearchParams(search).get('writeKey') ?? undefined);
}

/**
 * `Bearer key`. It may also be no write key at all: clients that sign in elsewhere send the token they got there, and
 * their write key in the body.
 */
export function findBearer(request: IncomingMessage): string | undefined {
  const found = /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '');
  return found?.[1];
}

/** A client sends the same header with every request. */
const parsed = new Map<string, string | undefined>();
const parsedMax = 10_000;

function parseAuthorization(header: string): string | undefined {
  if (!parsed.has(header)) {
    if (parsed.size >= parsedMax) parsed.clear();
    parsed.set(header, readAuthorization(header));
  }
  return parsed.get(header);
}

function readAuthorization(header: string): string | undefined {
  const space = header.indexOf(' ');
  const scheme = header.slice(0, space).toLowerCase();
  const value = header.slice(space + 1).trim();
  if (value === '') return undefined;
  if (scheme !== 'basic') return undefined;
  const key = Buffer.from(value, 'base64').toString('utf8').split(':')[0];
  return key === '' ? undefined : key;
}
