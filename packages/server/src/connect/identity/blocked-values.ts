// Values that name nobody: what programs and people write where an identifier should be.
//
// The shipped list is that of everyday accidents: a variable that was never set, an object printed as text, zeros, a
// template that nobody filled in, the addresses and numbers that people type to get past a form. Two visitors with such
// a value are two visitors. A workspace adds its own, literal or as a pattern. Whoever may change the rules could stop
// the pipeline by a pattern that takes for ever on one value; so own patterns have no groups, and one repeated or
// optional part, or two when they begin with `^`. Trying all ways then takes at most the square of the length: about a
// millisecond for a value of 512 characters.
import { hash } from 'node:crypto';
import { z } from 'zod';

/** Written in any case, with or without quotes around. */
const literals = [
  ...[
    '',
    'null',
    'undefined',
    'none',
    'nil',
    'nan',
    'na',
    'n/a',
    'n.a.',
    'unknown',
    'unset',
    'not set',
    '(not set)',
  ],
  ...[
    'anonymous',
    'anonymous_id',
    'anonymousid',
    'anon',
    'guest',
    'visitor',
    'not_authenticated',
    'unidentified',
  ],
  ...['id', 'user_id', 'userid', 'distinct_id', 'distinctid', 'device_id', 'deviceid', 'email'],
  ...[
    'true',
    'false',
    '[object object]',
    '[object undefined]',
    '[object null]',
    'function',
    '{}',
    '[]',
    '()',
  ],
  ...[
    '-1',
    '0',
    '?',
    '.',
    'infinity',
    '-infinity',
    'error',
    'default',
    'empty',
    'placeholder',
    'test',
    'xxx',
  ],
  // An Android that gave every device the same id; UUIDs of nobody (the one of zeros is in the patterns).
  ...['9774d56d682e549c', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '12345678-1234-1234-1234-123456789012'],
];

/** Who hashes whatever a form holds hashes these too; best known is the digest of nothing at all. */
const digests = new Set(
  [...literals, 'test@test.com', 'test@example.com', 'user@example.com', 'noemail@noemail.com'].map((text) =>
    hash('sha256', text),
  ),
);

const patterns = [
  /^[\s0_.-]*$/, // zeros and dashes: also the UUID of zeros, and a device that may not be tracked
  /^\{\{.*\}\}$|^\$\{.*\}$|^<%.*%>$|^%%.*%%$|^\{[a-z_.]+\}$/i, // templates that were never filled in
];

const emailPatterns = [
  /^(?:test|tests|tester|testing|user|name|email|mail|someone|nobody|none|na|no|noemail|no-email|null|unknown|fake|asdf|abc|aaa?|x+|123|1234)@(?:test|testing|example|domain|email|mail|none|na|no|noemail|nomail|null|unknown|fake|asdf|abc|aaa?|x+|123|1234)\.(?:com|net|org|co|test|example|invalid)$/,
  /^(?:no-?reply|do-?not-?reply|mailer-daemon)@/,
  /^(?:undefined|null|none|nan|anonymous|guest)@|@(?:undefined|null|none|nan|localhost)$/,
  /\.invalid$/, // reserved for what must not exist
];

const phonePatterns = [
  /^\+\d{1,3}(\d)\1{5,}$/, // one digit again and again
  /^\+\d{0,3}(?:12345678(?:90?)?|0123456789|98765432(?:10?)?)$/, // counting
];

/** Device-like ids of one repeated character; an account may well be number 11111111. */
const devicePatterns = [/^([0-9a-z])\1{7,}$/i];

const patternsOfType = new Map<string, readonly RegExp[]>([
  ['email', emailPatterns],
  ['phone', phonePatterns],
  ['device_id', devicePatterns],
  ['anonymous_id', devicePatterns],
  ['push_token', devicePatterns],
]);

const patternLengthMax = 200;

/** A pattern that no value can keep busy: letters, escapes and sets, each perhaps repeated; no groups, no `|`. */
function isQuickPattern(pattern: string): boolean {
  const part = String.raw`(?:\[(?:[^\]\\]|\\.)+\]|\\[^1-9kpPuxbBc]|[^\\[\](){}|*+?^$])(?:[*+?]|\{\d{1,3}(?:,\d{0,3})?\})?`;
  if (!new RegExp(`^\\^?(?:${part})*\\$?$`).test(pattern)) return false;
  const bare = pattern.replaceAll(/\\./g, 'x').replaceAll(/\[[^\]]*\]/g, 'x');
  if ((bare.match(/[*+?{]/g) ?? []).length > (pattern.startsWith('^') ? 2 : 1)) return false;
  try {
    new RegExp(pattern, 'iu');
    return true;
  } catch {
    return false;
  }
}

export const blockedValueSchema = z
  .strictObject({
    /** Blocked for identifiers of this type; for all when absent. */
    type: z.string().optional(),
    kind: z.enum(['value', 'pattern']),
    text: z.string().max(512),
  })
  .refine(
    ({ kind, text }) => kind === 'value' || (text.length <= patternLengthMax && isQuickPattern(text)),
    'must be a pattern of letters, \\escapes and [sets] with one *, +, ? or {…}, or two after ^, without groups and |',
  );
export type BlockedValue = z.output<typeof blockedValueSchema>;

/** The shipped list, as a workspace would write it. */
export const shippedBlockedValues: readonly BlockedValue[] = [
  ...literals.map((text) => ({ kind: 'value' as const, text })),
  ...patterns.map(({ source }) => ({ kind: 'pattern' as const, text: source })),
  ...[...patternsOfType].flatMap(([type, own]) =>
    own.map(({ source }) => ({ type, kind: 'pattern' as const, text: source })),
  ),
];

/** Case and quotes aside. */
const toBare = (value: string): string => {
  const lower = value.trim().toLowerCase();
  const isQuoted =
    lower.length > 1 && '"\'`'.includes(lower[0] as string) && lower.endsWith(lower[0] as string);
  return isQuoted ? toBare(lower.slice(1, -1)) : lower;
};

/** Answers whether a value in its normal form names nobody, by the shipped list and the workspace's own. */
export function openBlockedValues(own: readonly BlockedValue[]): (type: string, value: string) => boolean {
  const everywhere = new Set(literals);
  const ofType = new Set<string>();
  const ownPatterns: { type: string | undefined; pattern: RegExp }[] = [];
  for (const { type, kind, text } of own) {
    if (kind === 'pattern') ownPatterns.push({ type, pattern: new RegExp(text, 'iu') });
    else if (type === undefined) everywhere.add(toBare(text));
    else ofType.add(`${type}\0${toBare(text)}`);
  }
  return function isBlocked(type, value) {
    const bare = toBare(value);
    if (everywhere.has(bare) || ofType.has(`${type}\0${bare}`)) return true;
    if (type === 'email_sha256' && digests.has(bare)) return true;
    for (const pattern of patterns) if (pattern.test(bare)) return true;
    for (const pattern of patternsOfType.get(type) ?? []) if (pattern.test(bare)) return true;
    return ownPatterns.some((one) => (one.type === undefined || one.type === type) && one.pattern.test(bare));
  };
}
