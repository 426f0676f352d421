// Makes consent strings for tests, bit by bit as the specifications have them, so that any of them can be wrong.
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export const toLetters = (bits: string): string =>
  (bits.padEnd(Math.ceil(bits.length / 6) * 6, '0').match(/.{6}/g) ?? [])
    .map((six) => letters[Number.parseInt(six, 2)])
    .join('');

export const toBits = (text: string): string =>
  [...text].map((letter) => letters.indexOf(letter).toString(2).padStart(6, '0')).join('');

export const inBits = (value: number, count: number): string => value.toString(2).padStart(count, '0');

const inPlaces = (ids: readonly number[], count: number): string =>
  Array.from({ length: count }, (_, i) => (ids.includes(i + 1) ? '1' : '0')).join('');

export type TcParts = {
  version?: number;
  created?: string;
  updated?: string;
  cmpId?: number;
  isServiceSpecific?: boolean;
  consents?: readonly number[];
  interests?: readonly number[];
  /** Of vendors with consent: pairs of ids. */
  vendorRanges?: readonly (readonly [number, number])[];
  restrictions?: number;
};

export function toTcCore(parts: TcParts = {}): string {
  const { created = '2025-06-01T00:00:00Z', updated = created, vendorRanges, restrictions = 0 } = parts;
  const day = (text: string): string => inBits(Date.parse(text) / 100, 36);
  const ranges = (vendorRanges ?? []).map(([from, to]) => `1${inBits(from, 16)}${inBits(to, 16)}`);
  const inRanges = `${inBits(65_535, 16)}1${inBits(ranges.length, 12)}${ranges.join('')}`;
  const vendors = vendorRanges === undefined ? `${inBits(3, 16)}0101` : inRanges;
  return toLetters(
    inBits(parts.version ?? 2, 6) +
      day(created) +
      day(updated) +
      inBits(parts.cmpId ?? 31, 12) +
      inBits(1, 12) +
      inBits(1, 6) +
      inBits(4, 6) +
      inBits(13, 6) +
      inBits(120, 12) +
      inBits(5, 6) +
      (parts.isServiceSpecific === false ? '0' : '1') +
      '0' +
      inBits(0, 12) +
      inPlaces(parts.consents ?? [], 24) +
      inPlaces(parts.interests ?? [], 24) +
      '0' +
      inBits(4, 6) +
      inBits(18, 6) +
      vendors +
      inBits(0, 17) +
      inBits(restrictions, 12) +
      `${inBits(2, 6)}00${inBits(1, 12)}1${inBits(1, 16)}${inBits(1500, 16)}`.repeat(restrictions),
  );
}

/** Vendors 1 and 2 were shown. */
export const disclosedVendors = toLetters(`001${inBits(2, 16)}011`);
export const allowedVendors = toLetters(`010${inBits(2, 16)}011`);
/** The publisher may do everything for itself. */
export const publisherConsents = toLetters(`011${'1'.repeat(48)}${inBits(2, 6)}1111`);

/** The purposes whose consent bit is set, read without any library. */
export const consentBitsOf = (core: string): number[] =>
  [...toBits(core).slice(152, 176)].flatMap((bit, i) => (bit === '1' ? [i + 1] : []));

const fibonacci = ['', '11', '011', '0011', '1011', '00011', '10011', '01011', '000011', '100011'];

/** The header of a GPP string; sections up to 9. */
export function toGppHeader(ids: readonly number[], { type = 3, version = 1 } = {}): string {
  const distances = ids.map((id, i) => id - (ids[i - 1] ?? 0));
  const groups = distances.map((distance) => `0${fibonacci[distance]}`).join('');
  return toLetters(inBits(type, 6) + inBits(version, 6) + inBits(ids.length, 12) + groups);
}
