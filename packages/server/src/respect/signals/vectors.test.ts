// Consent strings of the IAB and of others, with what they mean.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { findSampleData, unlessSampleData } from '../../testing/sample-data.ts';
import { readGppString } from './gpp-string.ts';
import { readTcString } from './tc-string.ts';

const name = 'consent-strings';
const skip = unlessSampleData(name);
const load = <Vector>(file: string): Vector[] =>
  JSON.parse(readFileSync(join(findSampleData(name) as string, file), 'utf8'));

type TcVector = {
  tcString: string;
  decoded?: { isServiceSpecific: boolean; purposeConsents: number[] };
  error?: string;
};
type GppVector = { case: string; gpp: string; decoded: Record<string, Record<string, unknown>> };

describe('Strings of the consent-strings folder', () => {
  test('TC strings give their consents, and those with an error nothing', { skip }, () => {
    const vectors = load<TcVector>('tcf-vectors.json');
    assert.ok(vectors.length >= 23);
    for (const { tcString, decoded } of vectors) {
      const reading = readTcString(tcString);
      if (decoded === undefined) assert.ok('fault' in reading, tcString);
      else if (!decoded.isServiceSpecific) assert.deepEqual(reading, { fault: 'global_scope' }, tcString);
      else assert.deepEqual(reading, { consents: new Set(decoded.purposeConsents) }, tcString);
    }
  });

  test('cut off TC strings give no more than they said', { skip }, () => {
    for (const { tcString, decoded } of load<TcVector>('tcf-vectors.json')) {
      const consents = new Set(decoded?.purposeConsents ?? []);
      for (let length = 0; length < tcString.length; length += 1) {
        const reading = readTcString(tcString.slice(0, length));
        if ('consents' in reading) assert.ok(reading.consents.isSubsetOf(consents), tcString);
      }
    }
  });

  test('GPP strings opt out of what they say', { skip }, () => {
    const vectors = load<GppVector>('gpp-vectors.json');
    assert.ok(vectors.length >= 7);
    for (const vector of vectors) {
      const fields = Object.values(vector.decoded)[0] as Record<string, unknown>;
      const said = [
        ['sale', fields.SaleOptOut === 1 || fields.OptOutSale === 'Y'],
        ['sharing', fields.SharingOptOut === 1],
        ['targeted_advertising', fields.TargetedAdvertisingOptOut === 1],
      ].flatMap(([optOut, isOut]) => (isOut ? [optOut] : []));
      const { optOuts, gpc, faults } = readGppString(vector.gpp);
      assert.deepEqual([[...optOuts], gpc, faults], [said, fields.Gpc === true, []], vector.case);
    }
  });
});
