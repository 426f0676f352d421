// TC strings give what their consent bits say, and nothing when anything about them is wrong.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TCString } from '@iabtechlabtcf/core';
import fc from 'fast-check';
import { readTcString } from './tc-string.ts';
import {
  allowedVendors,
  consentBitsOf,
  disclosedVendors,
  inBits,
  publisherConsents,
  type TcParts,
  toBits,
  toLetters,
  toTcCore,
} from './test-strings.ts';

const consentsOf = (text: string): number[] => {
  const reading = readTcString(text);
  return 'consents' in reading ? [...reading.consents].sort((x, y) => x - y) : [];
};
const faultOf = (text: string): string | undefined => {
  const reading = readTcString(text);
  return 'fault' in reading ? reading.fault : undefined;
};

const someTcParts: fc.Arbitrary<TcParts> = fc.record({
  consents: fc.uniqueArray(fc.integer({ min: 1, max: 24 })),
  interests: fc.uniqueArray(fc.integer({ min: 1, max: 24 })),
});

describe('What a TC string says', () => {
  test('consent bits are read, and legitimate interests are not', () => {
    fc.assert(
      fc.property(someTcParts, (parts) => {
        const expected = [...(parts.consents ?? [])].sort((x, y) => x - y);
        assert.deepEqual(consentsOf(toTcCore(parts)), expected);
        assert.deepEqual(consentsOf(`${toTcCore(parts)}.${disclosedVendors}`), expected);
      }),
    );
  });

  test('other segments change nothing, in any order', () => {
    const core = toTcCore({ consents: [3, 4] });
    for (const rest of [
      [disclosedVendors, publisherConsents],
      [publisherConsents, disclosedVendors, allowedVendors],
      [publisherConsents],
    ])
      assert.deepEqual(consentsOf([core, ...rest].join('.')), [3, 4]);
  });

  test('what the library of the IAB reads of the whole string is the same', () => {
    fc.assert(
      fc.property(someTcParts, fc.nat(20), (parts, restrictions) => {
        const core = toTcCore({ ...parts, restrictions, vendorRanges: [[1, 40]] });
        const text = `${core}.${disclosedVendors}.${publisherConsents}`;
        const expected = [...TCString.decode(text).purposeConsents.values()].sort((x, y) => x - y);
        assert.deepEqual(consentsOf(text), expected);
      }),
      { numRuns: 50 },
    );
  });
});

describe('What a TC string must have', () => {
  const consents = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

  test('the segment DisclosedVendors, since 28 February 2026', () => {
    const before = toTcCore({ consents, created: '2026-02-27T00:00:00Z' });
    assert.deepEqual(consentsOf(before), consents);
    for (const created of ['2026-02-28T00:00:00Z', '2026-11-26T00:00:00Z']) {
      const since = toTcCore({ consents, created });
      assert.equal(faultOf(since), 'no_disclosed_vendors');
      assert.equal(faultOf(`${since}.${publisherConsents}.${allowedVendors}`), 'no_disclosed_vendors');
      assert.deepEqual(consentsOf(`${since}.${publisherConsents}.${disclosedVendors}`), consents);
    }
    const updated = toTcCore({ consents, created: '2025-01-01', updated: '2026-03-01' });
    assert.equal(faultOf(updated), 'no_disclosed_vendors');
  });

  test('version 2, one site, and a banner that made it', () => {
    for (const version of [0, 1, 3, 4, 63])
      assert.equal(faultOf(toTcCore({ consents, version })), 'unknown_version');
    assert.equal(faultOf(toTcCore({ consents, isServiceSpecific: false })), 'global_scope');
    assert.equal(faultOf(toTcCore({ consents, cmpId: 0 })), 'malformed');
  });

  test('one core, first, and each other segment once', () => {
    const [none, all] = [toTcCore(), toTcCore({ consents })];
    const extras = [disclosedVendors, allowedVendors, publisherConsents];
    for (const text of [
      `${none}.${all}`,
      `${all}.${all}`,
      `${disclosedVendors}.${all}`,
      `${all}.${disclosedVendors}.${disclosedVendors}`,
      `${all}.${extras.join('.')}.${all}`,
      `${all}.${extras.join('.')}.${extras.join('.')}`,
      `${all}.${toLetters(`100${inBits(2, 16)}011`)}`,
      `${all}.`,
      `.${all}`,
      `${all}..${disclosedVendors}`,
    ])
      assert.equal(consentsOf(text).length, 0, text);
  });

  test('its end: cut off anywhere it gives nothing', () => {
    const whole = toTcCore({ consents, vendorRanges: [[1, 700]], restrictions: 3 });
    // The last letters only fill up the last bytes.
    const filling = /A*$/.exec(whole)?.[0].length ?? 0;
    for (let length = 0; length < whole.length - filling; length += 1) {
      assert.equal(consentsOf(whole.slice(0, length)).length, 0, `${length} letters`);
      assert.notEqual(faultOf(whole.slice(0, length)), undefined);
    }
    const recent = `${toTcCore({ consents, created: '2026-06-01' })}.`;
    for (let length = 0; length < disclosedVendors.length; length += 1)
      assert.equal(consentsOf(recent + disclosedVendors.slice(0, length)).length, 0);
    assert.equal(consentsOf(`${whole}B`).length, 0, 'more than its parts');
  });
});

describe('Made up TC strings', () => {
  test('any letters changed: no more is given than what its own bits consent to', () => {
    const whole = toTcCore({ consents: [2, 7], interests: [8, 9], vendorRanges: [[1, 90]] });
    const text = `${whole}.${disclosedVendors}`;
    const change = fc.tuple(fc.nat(text.length - 1), fc.integer({ min: 1, max: 63 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const changed = [...text];
        for (const [at, by] of changes) {
          if (changed[at] === '.') continue;
          const value = Number.parseInt(toBits(changed[at] as string), 2) ^ by;
          changed[at] = toLetters(inBits(value, 6));
        }
        const made = changed.join('');
        const given = consentsOf(made);
        const bits = consentBitsOf(made.split('.')[0] as string);
        assert.ok(given.length === 0 || given.join() === bits.join(), made);
      }),
      { numRuns: 2000 },
    );
  });

  test('garbage gives nothing and is a fault', () => {
    const garbage = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 100 }),
      fc.string({ unit: fc.constantFrom(...'ABCPOxyz019-_.'), maxLength: 200 }),
    );
    fc.assert(
      fc.property(garbage, (text) => {
        assert.notEqual(faultOf(text), undefined);
      }),
      { numRuns: 1000 },
    );
  });

  test('other alphabets, standard base64, spaces and percent signs are not read', () => {
    const text = toTcCore({ consents: [1, 2, 3] });
    for (const wrong of [
      ` ${text}`,
      `${text}\n`,
      `${text}=`,
      text.replace('A', '+'),
      text.replace('A', '/'),
      text.replace('A', 'А'),
      text.replace('A', '%41'),
      text.replace('A', '𝐀'),
      '同意',
      'موافقة',
      'Zgoda na wszystko żółć',
      '\0',
      '\uD800',
    ])
      assert.equal(faultOf(wrong), 'malformed', wrong);
  });

  test('long ones are not read, and none takes long', () => {
    const consents = [1, 2, 3];
    assert.equal(faultOf(toTcCore({ consents }) + 'A'.repeat(8192)), 'oversize');
    assert.equal(faultOf('C'.repeat(1_000_000)), 'oversize');
    assert.equal(faultOf('.'.repeat(8192)), 'malformed');
    const everybody = Array.from({ length: 1400 }, () => [1, 65_535] as const);
    const started = performance.now();
    assert.deepEqual(consentsOf(toTcCore({ consents, vendorRanges: everybody })), consents);
    assert.ok(performance.now() - started < 500, 'vendors are not noted one by one');
  });
});
