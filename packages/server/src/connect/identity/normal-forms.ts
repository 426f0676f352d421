// When two spellings are the same identifier, by type. What was sent is kept beside the normal form.
import { hash } from 'node:crypto';
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { type Identifier, toEmail, toIdentifier } from './identifiers.ts';
import type { Rules } from './rules.ts';

const valueBytesMax = 2000;
const valueLengthMax = 512;
const phoneLengthMax = 40;

/** The identifier that a value names; undefined where it cannot be one. Never throws. */
export function parseIdentifier(
  type: string,
  told: unknown,
  rules: Pick<Rules, 'defaultCountry'>,
): Identifier | undefined {
  const isId = typeof told === 'string' || (typeof told === 'number' && Number.isFinite(told));
  if (!isId) return undefined;
  const original = String(told);
  if (original.length > valueLengthMax) return undefined;
  if (type === 'email') return toEmail(original);
  if (type === 'phone') return toPhone(original, rules.defaultCountry);
  const identifier = toIdentifier(type, original);
  if (type === 'email_sha256' || type === 'phone_sha256') return toDigest(identifier);
  const isFit = identifier.value !== '' && !identifier.value.includes('\0') && isStorable(identifier.value);
  return isFit ? identifier : undefined;
}

/** The identifier that somebody asks for, for instance in a path of the API, in whatever spelling. */
export const toAsked = (type: string, value: string): Identifier =>
  parseIdentifier(type, value, { defaultCountry: undefined }) ?? toIdentifier(type, value);

const isStorable = (value: string): boolean =>
  value.isWellFormed() && (value.length * 3 <= valueBytesMax || Buffer.byteLength(value) <= valueBytesMax);

/**
 * E.164, with an extension as RFC 3966 has it: colleagues behind one number are not one person. A number that is
 * written without a country names nobody, unless a default country says where it is. Numbers that could be dialled
 * count, whether or not the plan of their country has them today: plans change faster than libraries.
 */
function toPhone(original: string, defaultCountry: string | undefined): Identifier | undefined {
  if (original.length > phoneLengthMax) return undefined;
  const number = parsePhoneNumberFromString(original.normalize('NFKC'), {
    ...(defaultCountry === undefined ? {} : { defaultCountry: defaultCountry as CountryCode }),
    extract: false,
  });
  if (number?.isPossible() !== true) return undefined;
  const value = number.ext === undefined ? number.number : `${number.number};ext=${number.ext}`;
  return { type: 'phone', value, original: value === original ? null : original };
}

function toDigest({ type, value }: Identifier): Identifier | undefined {
  const digest = value.toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(digest)) return undefined;
  return { type, value: digest, original: digest === value ? null : value };
}

/** The hashed form of an address in its normal form: other systems know the customer by that alone. */
export const toHashedEmail = (email: string): Identifier => ({
  type: 'email_sha256',
  value: hash('sha256', email),
  original: null,
});

/** The hashed form of an address or a number, by which other systems know the same person; undefined for what has none. */
export const toHashedForm = ({ type, value }: Pick<Identifier, 'type' | 'value'>): Identifier | undefined => {
  if (type === 'email') return toHashedEmail(value);
  return type === 'phone' ? { ...toHashedEmail(value), type: 'phone_sha256' } : undefined;
};

/** With the form under which it may come as well. */
export function withHashedForm({ type, value }: Pick<Identifier, 'type' | 'value'>) {
  const hashed = toHashedForm({ type, value });
  return hashed === undefined
    ? { type, value }
    : { type, value, hashed: { type: hashed.type, value: hashed.value } };
}
