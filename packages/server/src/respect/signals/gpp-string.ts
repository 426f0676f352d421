// GPP strings of the IAB's Global Privacy Platform: what people of the states of the USA opted out of.
//
// The library of the IAB decodes the sections. The header is read here: in the library, a header of forty characters can
// name more sections than there are atoms to count them with.
import { createRequire } from 'node:module';
import { type Bits, openBits, Unreadable } from './bits.ts';
import { openMemory } from './memory.ts';
import type { StringFaultCode } from './model.ts';
import { consentStringLengthMax } from './received.ts';

type Library = typeof import('@iabgpp/cmpapi');
let library: Library | undefined;
/** On first use: it takes longer to load than everything else here. */
const openLibrary = (): Library => (library ??= createRequire(import.meta.url)('@iabgpp/cmpapi') as Library);

export type OptOut = 'sale' | 'sharing' | 'targeted_advertising';

export type GppReading = {
  optOuts: ReadonlySet<OptOut>;
  /** Global Privacy Control was on when the string was made. */
  gpc: boolean;
  /** The TC string that it carries. */
  tcString: string | undefined;
  /** Of sections that could not be read; the others count. */
  faults: readonly StringFaultCode[];
};

const headerType = 3;
const headerVersion = 1;
const sectionCountMax = 64;
const sectionTcf = 2;
const sectionTcfCanada = 5;
/** Every section begins with its version, under one of two names; that of the nation has a second one. */
const versionMax: Readonly<Record<string, number>> = { usnat: 2 };

const recall = openMemory<GppReading>(500);

export const readGppString = (text: string): GppReading =>
  text.length > consentStringLengthMax ? unreadable('oversize') : recall(text, decode);

const unreadable = (fault: StringFaultCode): GppReading => ({
  optOuts: new Set(),
  gpc: false,
  tcString: undefined,
  faults: [fault],
});

function decode(text: string): GppReading {
  try {
    const [header, ...sections] = text.split('~', sectionCountMax + 2) as [string, ...string[]];
    const bits = openBits(header);
    if (bits.take(6) !== headerType) return unreadable('malformed');
    if (bits.take(6) !== headerVersion) return unreadable('unknown_version');
    const ids = takeSectionIds(bits);
    if (ids.length !== sections.length) return unreadable('malformed');
    return join(ids.map((id, i) => decodeSection(id, sections[i] as string)));
  } catch {
    return unreadable('malformed');
  }
}

type Section = Partial<GppReading> | StringFaultCode;

function join(sections: readonly Section[]): GppReading {
  const read = sections.filter((section) => typeof section !== 'string');
  return {
    optOuts: new Set(read.flatMap(({ optOuts }) => [...(optOuts ?? [])])),
    gpc: read.some(({ gpc }) => gpc === true),
    tcString: read.find(({ tcString }) => tcString !== undefined)?.tcString,
    faults: [...new Set(sections.filter((section) => typeof section === 'string'))],
  };
}

function decodeSection(id: number, text: string): Section {
  if (text === '') return 'malformed';
  if (id === sectionTcf) return { tcString: text };
  if (id === sectionTcfCanada) return {};
  const { GppModel, Sections } = openLibrary();
  const name = Sections.SECTION_ID_NAME_MAP.get(id) as string | undefined;
  if (name === undefined) return 'unknown_version';
  try {
    const model = new GppModel();
    model.decodeSection(name, text);
    return toOptOuts(name, model.getSection(name) as Record<string, unknown>);
  } catch {
    return 'malformed';
  }
}

/** 1: opted out; 2: not; 0: it does not apply. In the older string of the USA they are letters. */
function toOptOuts(name: string, fields: Record<string, unknown>): Section {
  const version = (fields.Version ?? fields.MspaVersion) as number;
  if (!(version >= 1 && version <= (versionMax[name] ?? 1))) return 'unknown_version';
  const said: [OptOut, boolean][] = [
    ['sale', fields.SaleOptOut === 1 || fields.OptOutSale === 'Y'],
    ['sharing', fields.SharingOptOut === 1],
    ['targeted_advertising', fields.TargetedAdvertisingOptOut === 1],
  ];
  return {
    optOuts: new Set(said.flatMap(([optOut, isOut]) => (isOut ? [optOut] : []))),
    gpc: fields.Gpc === true,
  };
}

/** Numbers of sections, ascending: each, or both ends of a range, as the distance from the one before. */
function takeSectionIds(bits: Bits): number[] {
  const ids: number[] = [];
  let last = 0;
  const groups = bits.take(12);
  for (let i = 0; i < groups; i += 1) {
    const isRange = bits.take(1) === 1;
    const from = last + takeFibonacci(bits);
    last = isRange ? from + takeFibonacci(bits) : from;
    if (ids.length + last - from >= sectionCountMax) throw new Unreadable('too many sections');
    for (let id = from; id <= last; id += 1) ids.push(id);
  }
  if (!bits.isDone()) throw new Unreadable('more than its parts');
  return ids;
}

/** A sum of Fibonacci numbers, the smallest first; two ones end it. Up to 1,000 or so: there are no more sections. */
function takeFibonacci(bits: Bits): number {
  let [sum, number, next, before] = [0, 1, 2, 0];
  while (number < 1000) {
    const bit = bits.take(1);
    if (bit === 1 && before === 1) return sum;
    sum += bit * number;
    [number, next, before] = [next, number + next, bit];
  }
  throw new Unreadable('no section');
}
