// Requests that no reasonable client sends, and reasonable ones among them: input for the fuzz test of collect.
//
// Bodies are made as JSON text, not as values: only text can hold a key twice, half a surrogate pair, or 1e400.
import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { testWriteKey, toBasic } from './index.ts';

export type FuzzRequest = {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
  /** How many of its messages must be stored when it is accepted: their ids stand in the body as `idPlaceholder`. */
  valid: number;
};

/** Replaced by an id of its own before the request is sent; as long as the id. */
export const idPlaceholder = '@@fuzz-id-goes-here@@';

const quote = (text: string): string => JSON.stringify(text);
/** Escapes where a reader does not expect them: every character as \uXXXX. */
const escapeAll = (text: string): string =>
  `"${Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')}"`;

const oddKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'a.b',
  'a',
  '',
  ' ',
  '\u0000',
  '\ud800',
  '0',
  '-1',
  'length',
  '$ref',
  "'",
  '`',
  '漢',
  '😀',
];
const fieldKeys = [
  'type',
  'userId',
  'anonymousId',
  'previousId',
  'groupId',
  'event',
  'name',
  'messageId',
  'properties',
  'traits',
  'context',
  'integrations',
  'timestamp',
  'originalTimestamp',
  'sentAt',
  'receivedAt',
  'batch',
  'writeKey',
  'channel',
  '_metadata',
];
const key = fc.oneof(fc.constantFrom(...oddKeys), fc.string({ unit: 'binary', maxLength: 12 }));
const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800x',
    'x\udc00',
    '\ufeff',
    '\u2028',
    'null',
    'undefined',
    'NaN',
    '{w0:String}',
    "'; drop table events; --",
    '\\N',
    '\\',
    'عميل',
    '顧客',
    '👩🏽‍🛒',
  ),
  fc.nat(3).map((n) => 'long '.repeat(10 ** n)),
);
const oddNumber = fc.constantFrom(
  '0',
  '-0',
  '1e400',
  '-1e400',
  '5e-324',
  '1E+2',
  '0.1',
  '9007199254740993',
  '18446744073709551616',
  '-9223372036854775809',
  '123456789012345678901234567890',
  '1.7976931348623157e308',
);
const nested = fc
  .tuple(fc.constantFrom('{"a":', '[', '[{"":'), fc.constantFrom(1, 5, 40, 61, 63, 64, 65, 200, 3000))
  .map(([open, depth]) => {
    const close = open === '[' ? ']' : open === '[{"":' ? '}]' : '}';
    return `${open.repeat(depth)}1${close.repeat(depth)}`;
  });
const scalar = fc.oneof(
  oddText.map(quote),
  oddText.map(escapeAll),
  oddNumber,
  fc.double().map((n) => (Number.isFinite(n) ? String(n) : '0')),
  fc.constantFrom('true', 'false', 'null'),
);
const { value: anyJson } = fc.letrec<{ value: string; list: string; object: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    { weight: 5, arbitrary: scalar },
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('value'), { maxLength: 5 }).map((items) => `[${items.join(',')}]`),
  object: fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map(toObject),
}));
const wide = fc
  .constantFrom(100, 1000, 2000)
  .map((n) => toObject(Array.from({ length: n }, (_, i) => [`key ${i}`, String(i)])));
const json = fc.oneof(
  { weight: 12, arbitrary: anyJson },
  { weight: 1, arbitrary: nested },
  { weight: 1, arbitrary: wide },
);

function toObject(entries: [string, string][]): string {
  return `{${entries.map(([name, value]) => `${quote(name)}:${value}`).join(',')}}`;
}

const time = fc.oneof(
  fc
    .date({ min: new Date('1990-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
    .map((date) => quote(date.toISOString())),
  fc.constantFrom(
    '"1997-01-12"',
    '1700000000000',
    '1700000000',
    '"2026-02-30T00:00:00Z"',
    '"tomorrow"',
    '"9999-12-31T00:00:00.000Z"',
    '-1',
    '1e300',
    '{}',
  ),
);
const types = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const;

/** A message in which any field may be anything, absent, or there twice. */
const looseMessage = fc
  .array(
    fc.oneof(
      fc.constantFrom(...types).map((type): [string, string] => ['type', quote(type)]),
      fc.tuple(fc.constantFrom('timestamp', 'originalTimestamp', 'sentAt'), time),
      fc.tuple(fc.constantFrom('userId', 'anonymousId', 'groupId', 'previousId', 'event', 'name'), scalar),
      fc.tuple(fc.constantFrom(...fieldKeys), json),
      fc.tuple(key, json),
    ),
    { maxLength: 10 },
  )
  .map(toObject);

const id = fc.oneof(
  fc.nat(30).map((n) => quote(`person ${n}`)),
  fc.nat(30).map(String),
  oddText.map((text) => quote(`id ${text.slice(0, 100)}`)),
);
const smallJson = anyJson.filter((text) => text.length < 5000);
/** `name` among the properties of a page names the page, and must be text. */
const told = fc
  .array(
    fc.tuple(
      key.filter((name) => name !== 'name'),
      smallJson,
    ),
    { maxLength: 6 },
  )
  .map(toObject);

/** A message that must be stored, whatever it carries. */
const validMessage = fc
  .record({ type: fc.constantFrom(...types), userId: id, other: id, told, extra: smallJson, email: oddText })
  .map(({ type, userId, other, told: carried, extra, email }) =>
    toObject([
      ['type', quote(type)],
      ['messageId', quote(idPlaceholder)],
      ['userId', userId],
      ...((type === 'track' ? [['event', quote('Fuzzed')]] : []) as [string, string][]),
      ...((type === 'group' ? [['groupId', other]] : []) as [string, string][]),
      ...((type === 'alias' ? [['previousId', other]] : []) as [string, string][]),
      ...((type === 'identify'
        ? [
            ['anonymousId', other],
            [
              'traits',
              toObject([
                ['email', quote(email.slice(0, 50))],
                ['told', carried],
              ]),
            ],
          ]
        : [['properties', carried]]) as [string, string][]),
      ['extra', extra],
    ]),
  );

type Content = { text: string; valid: number; path: string };

const single: fc.Arbitrary<Content> = validMessage.map((text) => {
  const type = /^\{"type":"(\w+)"/.exec(text)?.[1] as string;
  return { text, valid: 1, path: `/v1/${type}` };
});
const batch: fc.Arbitrary<Content> = fc
  .tuple(
    fc.array(fc.oneof(validMessage, looseMessage, json), { maxLength: 8 }),
    fc.array(
      fc.tuple(
        fc.constantFrom('context', 'integrations', 'sentAt', 'writeKey', 'extra'),
        fc.oneof(json, time),
      ),
      { maxLength: 2 },
    ),
    fc.constantFrom('/v1/batch', '/v1/b/', '/v1/import', '/beacon/v1/batch'),
  )
  .map(([messages, rest, path]) => {
    const text = toObject([['batch', `[${messages.join(',')}]`], ...rest]);
    // Defaults of the batch may make any of its messages too deep, too large or ahead of time.
    const harmless = rest.every(([name]) => name === 'extra' || name === 'writeKey');
    return { text, valid: harmless ? text.split(quote(idPlaceholder)).length - 1 : 0, path };
  });
const garbage: fc.Arbitrary<Content> = fc
  .tuple(
    fc.oneof(
      looseMessage,
      json,
      batch.map(({ text }) => text),
      fc.string({ unit: 'binary', maxLength: 200 }),
    ),
    fc.constantFrom(
      '/v1/track',
      '/v1/t',
      '/v1/identify',
      '/v1/i',
      '/v1/p',
      '/v1/s',
      '/v1/group',
      '/v1/a',
      '/v1/batch',
      '/v1/b',
      '/v1/import',
      '/api/s/track',
      '/api/s/s2s/page',
      '/v1/m',
      '/v1/nothing',
      '/v1/%ff',
      '//v1//track',
    ),
  )
  .map(([text, path]) => ({ text, path, valid: 0 }));

/** What the way may do to bytes. `undefined` leaves them whole. */
type Damage = 'cut' | 'flip' | 'zip' | 'zip and cut' | 'zip and flip' | 'deflate' | 'repeat' | undefined;

function damage(bytes: Buffer, how: Damage, at: number): Buffer {
  if (how === undefined) return bytes;
  if (how === 'zip') return gzipSync(bytes);
  if (how === 'deflate') return deflateSync(bytes);
  if (how === 'repeat') return Buffer.concat([bytes, bytes]);
  const whole = how.startsWith('zip') ? gzipSync(bytes) : Buffer.from(bytes);
  const place = Math.floor(at * whole.length);
  if (how.endsWith('cut')) return whole.subarray(0, place);
  if (whole.length > 0) whole[place] = (whole[place] as number) ^ 0xff;
  return whole;
}

const latin = fc.string({
  unit: fc
    .integer({ min: 0x21, max: 0xff })
    .filter((c) => c < 0x7f || c > 0xa0)
    .map((c) => String.fromCharCode(c)),
  minLength: 1,
  maxLength: 40,
});
const oddHeaders = fc.array(
  fc.oneof(
    fc.tuple(
      fc.constantFrom(
        'content-type',
        'origin',
        'user-agent',
        'x-retry-count',
        'sec-gpc',
        'anonymousid',
        'cookie',
        'referer',
      ),
      latin,
    ),
    fc.constantFrom<[string, string][]>(
      ['content-type', 'text/plain'],
      ['content-type', 'application/json'],
      ['sec-gpc', '1'],
      ['origin', 'https://shop.example'],
      ['origin', 'null'],
      ['user-agent', 'Mozilla/5.0'],
    ),
  ),
  { maxLength: 4 },
);
const badCredentials = fc.oneof(
  latin.map((text): [string, string] => ['authorization', text]),
  latin.map((text): [string, string] => ['authorization', `Basic ${text}`]),
  latin.map((text): [string, string] => ['x-write-key', text]),
  fc.constantFrom<[string, string][]>(
    ['authorization', 'Basic'],
    ['authorization', 'Bearer '],
    ['authorization', toBasic('nobody')],
    ['x-nothing', '1'],
  ),
);

export const fuzzRequest: fc.Arbitrary<FuzzRequest> = fc
  .record({
    content: fc.oneof(
      { weight: 4, arbitrary: single },
      { weight: 3, arbitrary: batch },
      { weight: 5, arbitrary: garbage },
    ),
    how: fc.oneof(
      { weight: 8, arbitrary: fc.constant(undefined) },
      {
        weight: 4,
        arbitrary: fc.constantFrom<Damage[]>(
          'cut',
          'flip',
          'zip',
          'zip and cut',
          'zip and flip',
          'deflate',
          'repeat',
        ),
      },
    ),
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    encoding: fc.oneof(
      { weight: 9, arbitrary: fc.constant(undefined) },
      {
        weight: 1,
        arbitrary: fc.oneof(fc.constantFrom('gzip', 'x-gzip', 'identity', 'br', 'deflate'), latin),
      },
    ),
    headers: oddHeaders,
    credentials: fc.option(badCredentials, { freq: 1, nil: undefined }),
    method: fc.oneof(
      { weight: 30, arbitrary: fc.constant('POST') },
      { weight: 1, arbitrary: fc.constantFrom('GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD') },
    ),
    goodKey: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ content, how, at, encoding, headers, credentials, method, goodKey }) => {
    const trusted = credentials === undefined || goodKey > 0;
    const own: [string, string] = trusted
      ? ['authorization', toBasic(testWriteKey)]
      : (credentials as [string, string]);
    const untouched =
      method === 'POST' &&
      trusted &&
      (how === undefined || how === 'zip') &&
      [undefined, 'gzip', 'x-gzip', 'identity'].includes(encoding);
    return {
      method,
      path: content.path,
      headers: Object.fromEntries([
        ...headers,
        own,
        ...(encoding === undefined ? [] : ([['content-encoding', encoding]] as [string, string][])),
      ]),
      body: damage(Buffer.from(content.text), how, at),
      valid: untouched ? content.valid : 0,
    };
  });
