// GPP strings opt out, and give nothing whatever they hold.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GppModel } from '@iabgpp/cmpapi';
import fc from 'fast-check';
import { readGppString } from './gpp-string.ts';
import { codesOf, readContext, statesOf, tell } from './test-rules.ts';
import { inBits, toGppHeader, toLetters, toTcCore } from './test-strings.ts';

const someStates = ['usva', 'usco', 'usut', 'usct', 'usfl', 'usmt', 'usor', 'ustx', 'usde', 'usia', 'usne'];
const moreStates = ['usnh', 'usnj', 'ustn', 'usmn', 'usmd', 'usin', 'usky', 'usri'];

const encode = (section: string, fields: Record<string, unknown>): string => {
  const model = new GppModel();
  for (const [name, value] of Object.entries(fields)) model.setFieldValue(section, name, value);
  return model.encode();
};
const readGpp = (gpp: unknown) => readContext({ consent: { gpp } });

describe('Opt-outs', () => {
  test('1 opts out; 2 and 0 say nothing', () => {
    for (const value of [0, 1, 2]) {
      const { optOuts, gpc, faults } = readGppString(encode('usnat', { SaleOptOut: value }));
      assert.deepEqual([[...optOuts], gpc, faults], [value === 1 ? ['sale'] : [], false, []]);
    }
    assert.deepEqual(tell(readGpp(encode('usnat', { SaleOptOut: 1 }))), ['sale: opted_out by gpp']);
    assert.deepEqual(tell(readGpp(encode('usnat', { SaleOptOut: 2, SharingOptOut: 2 }))), []);
    assert.deepEqual(tell(readGpp(encode('usca', { SharingOptOut: 1 }))), [
      'ads: opted_out by gpp',
      'sharing: opted_out by gpp',
    ]);
  });

  test('of every state', () => {
    for (const state of [...someStates, ...moreStates]) {
      const read = readGpp(encode(state, { SaleOptOut: 1, TargetedAdvertisingOptOut: 1 }));
      assert.deepEqual(tell(read), ['ads: opted_out by gpp', 'sale: opted_out by gpp'], state);
      assert.deepEqual(codesOf(read), [], state);
    }
    assert.deepEqual(tell(readGpp(encode('uspv1', { OptOutSale: 'Y' }))), ['sale: opted_out by gpp']);
    for (const OptOutSale of ['N', '-']) assert.deepEqual(tell(readGpp(encode('uspv1', { OptOutSale }))), []);
  });

  test('Global Privacy Control in a sub-section', () => {
    for (const section of ['usnat', 'usca', 'usco', 'usnj']) {
      const read = readGpp(encode(section, { Gpc: true }));
      assert.deepEqual(statesOf(read), { ads: 'opted_out', retargeting: 'opted_out', sale: 'opted_out' });
      assert.deepEqual(tell(readGpp(encode(section, { Gpc: false }))), []);
    }
  });

  test('a TC string inside refuses, and gives nothing', () => {
    const carried = (consents: number[]) => `${toGppHeader([2])}~${toTcCore({ consents })}`;
    assert.deepEqual(tell(readGpp(carried([3, 4]))), ['analytics: refused by gpp']);
    assert.deepEqual(tell(readGpp(carried([3, 4, 8]))), []);
    const broken = readGpp(`${toGppHeader([2])}~CPXXX`);
    assert.deepEqual([tell(broken), codesOf(broken)], [[], ['gpp malformed']]);
  });

  test('a section that cannot be read does not silence the others', () => {
    const good = encode('usca', { SaleOptOut: 1 }).split('~')[1];
    const read = readGpp(`${toGppHeader([7, 8])}~!!!~${good}`);
    assert.deepEqual([tell(read), codesOf(read)], [['sale: opted_out by gpp'], ['gpp malformed']]);
    const unknown = readGpp(`${toGppHeader([4, 8])}~BAAA~${good}`);
    assert.deepEqual(
      [tell(unknown), codesOf(unknown)],
      [['sale: opted_out by gpp'], ['gpp unknown_version']],
    );
  });
});

describe('Made up GPP strings', () => {
  const section = encode('usca', { SaleOptOut: 1 }).split('~')[1] as string;

  test('headers that are wrong', () => {
    for (const [text, code] of [
      ['', 'malformed'],
      ['~', 'malformed'],
      [section, 'malformed'],
      [toTcCore({ consents: [3, 4, 8] }), 'malformed'],
      [toGppHeader([8]), 'malformed'],
      [`${toGppHeader([8])}~${section}~${section}`, 'malformed'],
      [`${toGppHeader([7, 8])}~${section}`, 'malformed'],
      [`${toGppHeader([8])}B~${section}`, 'malformed'],
      [`${toGppHeader([8], { type: 2 })}~${section}`, 'malformed'],
      [`${toGppHeader([8], { version: 2 })}~${section}`, 'unknown_version'],
      [`${toGppHeader([8])}~${section}${'A'.repeat(8192)}`, 'oversize'],
      ['D'.repeat(1_000_000), 'oversize'],
      ['~'.repeat(8000), 'malformed'],
      ['DBABLA~', 'malformed'],
      ['隐私', 'malformed'],
    ] as const) {
      const read = readGpp(text);
      assert.deepEqual([tell(read), codesOf(read)], [[], [`gpp ${code}`]], text.slice(0, 80));
    }
  });

  test('a range of sections without end takes no time', () => {
    const header = inBits(3, 6) + inBits(1, 6) + inBits(1, 12);
    for (const group of [`1011${'0'.repeat(200)}11`, `1011${'0'.repeat(12)}11`, `0${'0'.repeat(5000)}`]) {
      const started = performance.now();
      assert.deepEqual(codesOf(readGpp(`${toLetters(header + group)}~${section}`)), ['gpp malformed']);
      assert.ok(performance.now() - started < 500);
    }
  });

  test('any letters changed, any garbage: it never throws and never gives', () => {
    const whole = `${encode('usnat', { SaleOptOut: 1, SharingOptOut: 2, Gpc: false })}`;
    const letter = fc.constantFrom(...'ABCDIQUYZaghoqwxz0189-_.~', 'é', '同');
    const changed = fc
      .tuple(fc.nat(whole.length), letter, fc.nat(3))
      .map(([at, by, drop]) => whole.slice(0, at) + by + whole.slice(at + drop));
    const garbage = fc.oneof(changed, fc.string({ unit: letter, maxLength: 60 }), fc.string());
    const prefixed = fc.oneof(
      garbage,
      garbage.map((text) => `DBAB${text}`),
    );
    fc.assert(
      fc.property(prefixed, (text) => {
        assert.ok(readGpp(text).statements.every(({ state }) => state !== 'given'));
      }),
      { numRuns: 2000 },
    );
  });
});
