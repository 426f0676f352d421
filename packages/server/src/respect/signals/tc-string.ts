// TC strings of the IAB's Transparency and Consent Framework: to which of its purposes a person consented.
//
// The library of the IAB decodes them, but not as they come. It takes a later core segment for the first one, and a string of
// a few thousand characters can have it note a hundred million vendors one by one. So the whole string is walked through
// here, to see that it is complete, and the library is given the part that is asked for, without the lists of vendors.
import { createRequire } from 'node:module';
import { type Bits, openBits, Unreadable } from './bits.ts';
import { openMemory } from './memory.ts';
import type { StringFaultCode } from './model.ts';
import { consentStringLengthMax } from './received.ts';

type Library = typeof import('@iabtechlabtcf/core');
let library: Library | undefined;
/** On first use: it takes longer to load than everything else here. */
const openLibrary = (): Library =>
  (library ??= createRequire(import.meta.url)('@iabtechlabtcf/core') as Library);

export type TcReading = { consents: ReadonlySet<number> } | { fault: StringFaultCode };

/** Strings made from then on have to say which vendors were shown (TCF 2.3). */
const disclosingSinceMs = Date.UTC(2026, 1, 28);
const versionRead = 2;
/** Bits before the lists of vendors, from the version to the country of the publisher; all of fixed length. */
const fixedBits = 213;
const segmentCore = 0;
const segmentDisclosedVendors = 1;
const segmentAllowedVendors = 2;
const segmentPublisher = 3;
/** The core, and each of the others once. */
const segmentCountMax = 4;

const recall = openMemory<TcReading>(500);

/** Legitimate interest is not read: it is no consent. */
export const readTcString = (text: string): TcReading =>
  text.length > consentStringLengthMax ? { fault: 'oversize' } : recall(text, decode);

function decode(text: string): TcReading {
  try {
    const segments = text.split('.', segmentCountMax + 1);
    if (openBits(segments[0] as string).take(6) !== versionRead) return { fault: 'unknown_version' };
    const types = checkSegments(segments);
    const { TCString } = openLibrary();
    const model = TCString.decode(withoutVendors(segments[0] as string));
    if (!model.isServiceSpecific) return { fault: 'global_scope' };
    const madeMs = Math.max(model.created.getTime(), model.lastUpdated.getTime());
    if (madeMs >= disclosingSinceMs && !types.includes(segmentDisclosedVendors))
      return { fault: 'no_disclosed_vendors' };
    return { consents: new Set(model.purposeConsents.values()) };
  } catch {
    // Whatever the library does with what somebody made up: it could not be read.
    return { fault: 'malformed' };
  }
}

/** The same core, with empty lists. 35 characters are 210 bits; `A` is six zeros. */
function withoutVendors(core: string): string {
  const bits = openBits(core.slice(0, 36));
  bits.skip(fixedBits - 3);
  return core.slice(0, 35) + lettersOfThreeBits[bits.take(3)] + 'A'.repeat(12);
}

/** Three bits, then three zeros. */
const lettersOfThreeBits = 'AIQYgow4';

/** The types of the segments: the core first, each at most once. @throws Unreadable */
function checkSegments(segments: readonly string[]): number[] {
  const types = segments.map((segment, i) => {
    const bits = openBits(segment);
    const type = i === 0 ? segmentCore : bits.take(3);
    if (i === 0) checkCore(bits);
    else if (type === segmentDisclosedVendors || type === segmentAllowedVendors) checkVendors(bits);
    else if (type === segmentPublisher) checkPublisher(bits);
    else throw new Unreadable('an unknown segment');
    if (!bits.isDone()) throw new Unreadable('more than its parts');
    return type;
  });
  if (new Set(types).size !== types.length) throw new Unreadable('a segment twice');
  return types;
}

function checkCore(bits: Bits): void {
  bits.skip(fixedBits);
  checkVendors(bits);
  checkVendors(bits);
  const restrictions = bits.take(12);
  for (let i = 0; i < restrictions; i += 1) {
    const [purpose, kind] = [bits.take(6), bits.take(2)];
    if (purpose === 0 || kind === 3) throw new Unreadable('a restriction of nothing');
    checkRanges(bits);
  }
}

function checkVendors(bits: Bits): void {
  const maxId = bits.take(16);
  if (bits.take(1) === 1) checkRanges(bits);
  else bits.skip(maxId);
}

function checkRanges(bits: Bits): void {
  const ranges = bits.take(12);
  for (let i = 0; i < ranges; i += 1) {
    const isRange = bits.take(1) === 1;
    const from = bits.take(16);
    const to = isRange ? bits.take(16) : from;
    if (from === 0 || to < from) throw new Unreadable('no vendor');
  }
}

/** What the publisher may do for itself, on consent and on legitimate interest, and purposes of its own. */
function checkPublisher(bits: Bits): void {
  bits.skip(48);
  bits.skip(2 * bits.take(6));
}
