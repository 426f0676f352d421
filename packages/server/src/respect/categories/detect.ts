// Personal-looking values in text: numbers of cards, accounts and persons, addresses of people and devices.
//
// What it costs is bounded. Of a text longer than 2,000 characters only the first 1,500 and the last 500 are looked at, so a
// number in the middle of a long text is not found. Every pattern has an upper bound on each repetition and is tried once at
// each place, so the time grows with the length of what is looked at and with nothing else.
//
// What passes a check digit by chance: one in ten of the numbers that have the form of a card, and fewer of all others. A
// number that is written in groups, or that is checked twice over, is `certain`; one that is only digits is `likely`; and one
// that only has the form is told as `shape`, so that whoever sees many values can tell ids of orders from numbers of cards.
import { isIPv4, isIPv6 } from 'node:net';
import {
  findIbanLength,
  hasCardForm,
  isChineseId,
  isCodiceFiscale,
  isCpf,
  isDniOrNie,
  isIban,
  isNir,
  isPesel,
  isSteuerId,
  isTaiwanId,
  passesLuhn,
} from './check-digits.ts';

/** What can be found: its category, and how a sentence calls it. */
export const kinds = {
  payment_card: { category: 'user.financial.credit_card', called: 'numbers of payment cards' },
  iban: { category: 'user.financial.bank_account', called: 'bank accounts (IBAN)' },
  us_ssn: {
    category: 'user.government_id.national_identification_number',
    called: 'social security numbers of the USA',
  },
  national_id: {
    category: 'user.government_id.national_identification_number',
    called: 'national numbers of persons',
  },
  email: { category: 'user.contact.email', called: 'e-mail addresses' },
  phone: { category: 'user.contact.phone_number', called: 'telephone numbers' },
  ip_address: { category: 'user.device.ip_address', called: 'IP addresses' },
} as const;
export type Kind = keyof typeof kinds;

export type Certainty = 'certain' | 'likely' | 'shape';
export type Finding = { kind: Kind; certainty: Certainty };

export const textLengthMax = 2000;
const beginLength = 1500;
/** Nothing shorter is found. */
export const textLengthMin = 6;

/** What a text holds: the most certain, and of what is equally certain the worst. Never throws. */
export function detect(text: string): Finding | undefined {
  if (text.length < textLengthMin) return undefined;
  const read =
    text.length <= textLengthMax
      ? text
      : `${text.slice(0, beginLength)}\n${text.slice(beginLength - textLengthMax)}`;
  let best: Finding | undefined;
  for (const find of findersFor(read)) {
    const finding = find(read);
    if (finding === undefined) continue;
    if (finding.certainty === 'certain') return finding;
    if (best === undefined || (best.certainty === 'shape' && finding.certainty === 'likely')) best = finding;
  }
  return best;
}

type Finder = (text: string) => Finding | undefined;

/** Most texts hold no digit and no sign that could begin anything: one pass tells what is worth trying. */
function findersFor(text: string): readonly Finder[] {
  let [digits, colons, at] = [0, 0, false];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) digits += 1;
    else if (code === 58) colons += 1;
    else if (code === 64) at = true;
  }
  if (digits < digitsMin && !at && colons < 2) return [];
  return [
    ...(digits >= digitsMin ? numberFinders : []),
    ...(at ? [findEmail] : []),
    ...(colons >= 2 || digits >= 4 ? [findIpAddress] : []),
  ];
}
/** An IPv4 address has four, all other numbers seven and more. */
const digitsMin = 4;

const certain = (kind: Kind): Finding => ({ kind, certainty: 'certain' });

/** The first of the places that says what it is. `judge` gets what was found there, and the place. */
function findFirst(
  text: string,
  pattern: RegExp,
  judge: (found: string, at: number) => Finding | undefined,
): Finding | undefined {
  let best: Finding | undefined;
  for (const { 0: found, index } of text.matchAll(pattern)) {
    const finding = judge(found, index);
    if (finding?.certainty === 'certain' || finding?.certainty === 'likely') return finding;
    best ??= finding;
  }
  return best;
}

const cardPattern = /(?<![\w.,+-])\d(?:[ -]?\d){12,18}(?!\w|[.,-]\w)/g;
const cardGroups = /^(?:\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{4,5})$/;

const findCard: Finder = (text) =>
  findFirst(text, cardPattern, (found) => {
    const digits = found.replace(/\D/g, '');
    if (!hasCardForm(digits)) return undefined;
    if (!passesLuhn(digits)) return { kind: 'payment_card', certainty: 'shape' };
    return { kind: 'payment_card', certainty: cardGroups.test(found) ? 'certain' : 'likely' };
  });

const ibanBegin = /(?<!\w)[A-Za-z]{2}\d{2}(?=[ -]?[A-Za-z0-9])/g;

const findIban: Finder = (text) =>
  findFirst(text, ibanBegin, (found, at) => {
    const length = findIbanLength(found.slice(0, 2).toUpperCase());
    const iban = length === undefined ? undefined : readCharacters(text, at, length);
    return iban !== undefined && isIban(iban) ? certain('iban') : undefined;
  });

/** So many letters and digits from a place on, in capitals, single spaces and dashes between them left out. */
function readCharacters(text: string, from: number, count: number): string | undefined {
  let read = '';
  let at = from;
  for (; read.length < count && at < text.length; at += 1) {
    const char = text[at] as string;
    if (/[A-Za-z0-9]/.test(char)) read += char.toUpperCase();
    else if (!/[ -]/.test(char) || /[ -]/.test(text[at - 1] ?? '')) return undefined;
  }
  return read.length === count && !/\w/.test(text[at] ?? '') ? read : undefined;
}

const ssnPattern = /(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/;
const findSsn: Finder = (text) => (ssnPattern.test(text) ? certain('us_ssn') : undefined);

const phonePattern = /(?<![\w+])\+[1-9](?:[ ()./-]{0,2}\d){7,14}(?!\d)/;
const findPhone: Finder = (text) => (phonePattern.test(text) ? certain('phone') : undefined);

/** Numbers that states give persons. Few others pass the checks of the first three; the rest are certain in groups only. */
const nationalForms: readonly { pattern: RegExp; passes: (text: string) => boolean; certainty: Certainty }[] =
  [
    { pattern: /(?<![\w.-])\d{17}[\dXx](?!\w)/g, passes: isChineseId, certainty: 'certain' },
    {
      pattern: /(?<!\w)[A-Za-z]{6}\d{2}[A-Za-z]\d{2}[A-Za-z]\d{3}[A-Za-z](?!\w)/g,
      passes: isCodiceFiscale,
      certainty: 'certain',
    },
    { pattern: /(?<!\w)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\w)/g, passes: isCpf, certainty: 'certain' },
    {
      pattern: /(?<!\w)[12] ?\d{2} ?\d{2} ?\d[\dABab] ?\d{3} ?\d{3} ?\d{2}(?!\w)/g,
      passes: isNir,
      certainty: 'likely',
    },
    { pattern: /(?<!\w)[A-Za-z][1289]\d{8}(?!\w)/g, passes: isTaiwanId, certainty: 'likely' },
    {
      pattern: /(?<![\w-])(?:\d{8}|[XYZxyz]-?\d{7})-?[A-Za-z](?!\w)/g,
      passes: isDniOrNie,
      certainty: 'likely',
    },
    {
      pattern: /(?<![\w.,+-])\d{11}(?!\w|[.,-]\w)/g,
      passes: (text) => isPesel(text) || isSteuerId(text),
      certainty: 'likely',
    },
  ];

const nationalFinders = nationalForms.map(
  ({ pattern, passes, certainty }): Finder =>
    (text) =>
      findFirst(text, pattern, (found) => {
        const isOne = passes(found.replace(/[ .-]/g, '').toUpperCase());
        if (isOne) return { kind: 'national_id', certainty: /[ .]/.test(found) ? 'certain' : certainty };
        return certainty === 'certain' ? undefined : { kind: 'national_id', certainty: 'shape' };
      }),
);

const numberFinders: readonly Finder[] = [findCard, findIban, findSsn, ...nationalFinders, findPhone];

const emailPattern =
  /(?<![\p{L}\p{N}])[\p{L}\p{N}][\p{L}\p{N}._%+'-]{0,63}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,8}\.(\p{L}{2,24})(?![\p{L}\p{N}])/gu;
/** `logo@2x.png` is a picture. */
const fileEnding = /^(?:png|jpe?g|gif|svg|webp|avif|ico|css|m?js|tsx?|json|pdf|mp4)$/i;

const findEmail: Finder = (text) => {
  for (const { 1: ending = '' } of text.matchAll(emailPattern))
    if (!fileEnding.test(ending)) return certain('email');
  return undefined;
};

const ipv4Pattern = /(?<![\w.-])(?:\d{1,3}\.){3}\d{1,3}(?!\w|[.-]\w)/g;
const ipv6Pattern = /(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\w:])/g;

/** Not those that name no device of anybody: this one (127, ::1), none (0), and groups (from 224 on). */
const findIpAddress: Finder = (text) =>
  findFirst(text, ipv4Pattern, (found) => {
    const first = Number(found.slice(0, found.indexOf('.')));
    return isIPv4(found) && first > 0 && first < 224 && first !== 127 ? certain('ip_address') : undefined;
  }) ??
  findFirst(text, ipv6Pattern, (found) =>
    found.replace(/[^0-9A-Fa-f]/g, '').length >= 4 && isIPv6(found) ? certain('ip_address') : undefined,
  );
