// Definitions that mean harm: too large, too deep, of odd shapes, circles. All are refused with a sentence, and soon.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readCondition, type SegmentDefinition } from './definitions.ts';
import { isZone } from './names.ts';
import { findCircle, listReferences } from './references.ts';

const nested = (levels: number): object => {
  let condition: object = { everyone: true };
  for (let level = 1; level < levels; level += 1) condition = { not: condition };
  return condition;
};
const faultOf = (given: unknown): string => {
  const result = readCondition(given);
  return 'faults' in result ? (result.faults[0]?.message ?? '') : '';
};

describe('Limits', () => {
  test('16 levels are taken, 17 and 100,000 are not', () => {
    assert.equal(faultOf(nested(16)), '');
    assert.match(faultOf(nested(17)), /at most 16 levels/);
    assert.match(faultOf(nested(100_000)), /at most 16 levels/);
  });

  test('500 objects are taken, 501 are not', () => {
    const everybody = (count: number) => ({ any: Array.from({ length: count }, () => ({ everyone: true })) });
    assert.equal(faultOf(everybody(499)), '');
    assert.match(faultOf(everybody(500)), /at most 500 objects/);
  });

  test('1,000 values are taken, 1,001 are not', () => {
    const oneOf = (count: number) => ({
      attribute: 'a',
      is_one_of: Array.from({ length: count }, (_, n) => n),
    });
    assert.equal(faultOf(oneOf(1000)), '');
    assert.match(faultOf(oneOf(1001)), /at most 1000 values/);
  });

  test('64 kB are counted in bytes', () => {
    const wide = {
      attribute: 'a',
      is_one_of: Array.from({ length: 100 }, (_, n) => `${n}${'漢'.repeat(400)}`),
    };
    assert.match(faultOf(wide), /within 64 kB/);
  });
});

describe('Odd shapes', () => {
  test('names of the prototype', () => {
    assert.match(faultOf(JSON.parse('{"__proto__": {"everyone": true}}')), /__proto__/);
    assert.match(faultOf(JSON.parse('{"not": {"__proto__": 1, "everyone": true}}')), /__proto__/);
    assert.match(faultOf(JSON.parse('{"everyone": true, "constructor": 1}')), /Remove `constructor`/);
    assert.equal(faultOf({ attribute: '__proto__', exists: true }), '');
  });

  test('large wrong definitions are refused soon', () => {
    const wrong = Array.from({ length: 160 }, () => ({ events: { name: 'x', where: [] }, sum: 1, is: {} }));
    const started = performance.now();
    assert.notEqual(faultOf({ all: wrong }), '');
    assert.notEqual(faultOf({ any: Array.from({ length: 1000 }, () => 'x') }), '');
    assert.notEqual(faultOf({ not: nested(14), all: [nested(14)] }), '');
    // Some hundred milliseconds; a choice that is tried anew at each level would take minutes.
    assert.ok(performance.now() - started < 5000);
  });

  test('anything at all gets an answer', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 6 }), (given) => {
        const result = readCondition(given);
        return 'definition' in result || result.faults.every(({ message }) => message.length > 5);
      }),
      { numRuns: 1000 },
    );
  });

  test('injection stays a text', () => {
    const texts = ["'; drop table events; --", '{x:String}', '\\', '`', '\u0000', '\ud800'];
    for (const is of texts) {
      const given = { attribute: 'plan', is };
      assert.deepEqual(readCondition(given), { definition: given });
    }
  });
});

describe('Circles', () => {
  const segment = (name: string, definition: SegmentDefinition['definition']): SegmentDefinition => ({
    name,
    purpose: 'service',
    title: name,
    definition,
  });

  test('what a definition asks is found wherever it stands', () => {
    const given = {
      all: [{ segment: 'a' }, { not: { trait: 'b', is: 'segment' } }, { attribute: 'segment', is: 'c' }],
    };
    assert.deepEqual(listReferences(given), ['segment:a', 'trait:b']);
  });

  test('a segment of itself, and by way of a trait', () => {
    assert.deepEqual(findCircle([segment('a', { not: { segment: 'a' } })], []), ['segment:a', 'segment:a']);
    const trait = { name: 't', purpose: 'service', title: 't', definition: { add: [{ trait: 't' }, 1] } };
    assert.deepEqual(findCircle([segment('a', { trait: 't', exists: true })], [trait]), [
      'trait:t',
      'trait:t',
    ]);
    const [a, b] = [
      segment('a', { segment: 'b' }),
      segment('b', { any: [{ segment: 'c' }, { segment: 'a' }] }),
    ];
    assert.deepEqual(findCircle([a, b], []), ['segment:a', 'segment:b', 'segment:a']);
  });

  test('two ways to one segment are no circle', () => {
    const diamond = [
      segment('a', { all: [{ segment: 'b' }, { segment: 'c' }] }),
      segment('b', { segment: 'd' }),
      segment('c', { segment: 'd' }),
      segment('d', { everyone: true }),
    ];
    assert.equal(findCircle(diamond, []), undefined);
  });
});

test('only a name of the database is a zone: what a person tells as theirs reaches the event store', () => {
  for (const zone of ['Europe/Warsaw', 'UTC', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires'])
    assert.ok(isZone(zone), zone);
  for (const zone of [
    '+05:00',
    '-0800',
    'europe/warsaw',
    'Mars/Base',
    '',
    "UTC'; drop table events",
    'UTC\0',
  ])
    assert.ok(!isZone(zone), zone);
});
