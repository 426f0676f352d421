// Check digits: whether a number can have been given out at all. Pure; each reads a fixed number of characters.

const digitsOf = (text: string): number[] => [...text].map(Number);

/** Sum of digits times weights. */
const weigh = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * (digits[i] ?? 0), 0);

/** The remainder of a decimal number of any length. */
const remainder = (digits: string, divisor: number): number => {
  let rest = 0;
  for (let i = 0; i < digits.length; i += 1) rest = (rest * 10 + digits.charCodeAt(i) - 48) % divisor;
  return rest;
};

/** The formula of payment cards (ISO/IEC 7812-1). */
export function passesLuhn(digits: string): boolean {
  const sum = digitsOf(digits)
    .reverse()
    .reduce((total, digit, i) => total + (i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0);
  return sum % 10 === 0;
}

/** First digits and lengths that card networks give out. */
const cardForms = [
  /^4(?:\d{12}|\d{15}|\d{18})$/, // Visa
  /^(?:5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12})$/, // Mastercard
  /^3[47]\d{13}$/, // American Express
  /^(?:6011|64[4-9]\d|65\d\d)\d{12}(?:\d{3})?$/, // Discover
  /^3(?:0[0-5]|[689]\d)\d{11}$/, // Diners Club
  /^35(?:2[89]|[3-8]\d)\d{12}$/, // JCB
  /^62\d{14,17}$/, // UnionPay
  /^(?:5018|5020|5038|5893|6304|6759|676[1-3])\d{8,15}$/, // Maestro
];

export const hasCardForm = (digits: string): boolean => cardForms.some((form) => form.test(digits));

/** Length of an account number by country, from the registry of IBANs. */
const ibanLengths = new Map(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18
   FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20
   LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31
   SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30`
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))] as const),
);

export const findIbanLength = (country: string): number | undefined => ibanLengths.get(country);

/** ISO 13616: the first four characters behind the others, letters as two digits, modulo 97. In capitals, without spaces. */
export const isIban = (iban: string): boolean =>
  iban.length === ibanLengths.get(iban.slice(0, 2)) &&
  /^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban) &&
  remainder(
    (iban.slice(4) + iban.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55)),
    97,
  ) === 1;

/** Whether there is such a day; months count from 1. */
const isDay = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();

const centuryOfPesel = [1900, 2000, 2100, 2200, 1800];

/** Poland: eleven digits, the date of birth first; its month tells the century. */
export function isPesel(digits: string): boolean {
  const [year, month, day] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2))) as [
    number,
    number,
    number,
  ];
  const century = centuryOfPesel[Math.floor(month / 20)] ?? 1900;
  return (
    isDay(century + year, month % 20, day) &&
    weigh(digitsOf(digits), [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0
  );
}

/** Germany, personal tax number: ISO 7064 mod 11,10; of the first ten digits exactly one occurs twice or three times. */
export function isSteuerId(digits: string): boolean {
  const first = digits.slice(0, 10);
  const repeated = Object.values(Object.groupBy(first, (digit) => digit)).filter(
    (group) => (group?.length ?? 0) > 1,
  );
  if (digits.startsWith('0') || repeated.length !== 1 || (repeated[0]?.length ?? 0) > 3) return false;
  let product = 10;
  for (const digit of digitsOf(first)) product = (((digit + product) % 10 || 10) * 2) % 11;
  return (11 - product) % 10 === Number(digits[10]);
}

const spanishLetters = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** Spain: DNI (eight digits and a letter), and NIE of foreigners (X, Y or Z, seven digits and a letter). */
export const isDniOrNie = (text: string): boolean =>
  spanishLetters[
    remainder(
      text.slice(0, 8).replace(/[XYZ]/, (letter) => String('XYZ'.indexOf(letter))),
      23,
    )
  ] === text[8];

/** The place of a letter in this row is its number from 10 on. */
const taiwaneseLetters = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';

/** Taiwan: a letter and nine digits, of citizens (1, 2) and of residents (8, 9). */
export function isTaiwanId(text: string): boolean {
  const letter = taiwaneseLetters.indexOf(text[0] as string) + 10;
  const digits = [Math.floor(letter / 10), letter % 10, ...digitsOf(text.slice(1))];
  return weigh(digits, [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1]) % 10 === 0;
}

/** China: region, date of birth, serial number; ISO 7064 mod 11-2, where X is ten. */
export function isChineseId(text: string): boolean {
  const born = [Number(text.slice(6, 10)), Number(text.slice(10, 12)), Number(text.slice(12, 14))] as const;
  if (born[0] < 1900 || born[0] > 2100 || !isDay(...born)) return false;
  const sum = weigh(digitsOf(text.slice(0, 17)), [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
  return '10X98765432'[sum % 11] === text[17];
}

/** Brazil: eleven digits, the last two are check digits; one digit repeated is given to nobody. */
export function isCpf(digits: string): boolean {
  if (/^(\d)\1*$/.test(digits)) return false;
  const all = digitsOf(digits);
  const checkOf = (count: number): number => {
    const weights = Array.from({ length: count }, (_, i) => count + 1 - i);
    return ((weigh(all, weights) * 10) % 11) % 10;
  };
  return checkOf(9) === all[9] && checkOf(10) === all[10];
}

/** France: sex, month of birth, place; the last two are 97 less the remainder of the others. Corsica has letters. */
export function isNir(text: string): boolean {
  const digits = text.replace(/^(.{5})2([AB])/, (_, born, letter) => `${born}${letter === 'A' ? 19 : 18}`);
  return (
    /^[12]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)\d{10}$/.test(digits) &&
    97 - remainder(digits.slice(0, 13), 97) === Number(digits.slice(13))
  );
}

/** What a character at an odd place of a codice fiscale counts. */
const oddValues = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

/** Italy, codice fiscale: sixteen characters, the last is a check letter. In capitals. */
export function isCodiceFiscale(text: string): boolean {
  const placeOf = (char: string): number => (/\d/.test(char) ? Number(char) : char.charCodeAt(0) - 65);
  const sum = [...text.slice(0, 15)].reduce(
    (total, char, i) => total + (i % 2 === 0 ? (oddValues[placeOf(char)] ?? 0) : placeOf(char)),
    0,
  );
  return String.fromCharCode(65 + (sum % 26)) === text[15];
}
