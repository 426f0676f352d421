// Recipients that purposes name are listed whether they are recorded or not, and those that need somebody come first.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toRows } from './recipient-rows.ts';
import type { Recipient, Refused } from './recipients-query.ts';

test('recorded, named or both: one row each, with who names it and whose data it may not get', () => {
  const recorded = (slug: string, country: string | null): Recipient => ({
    ...{ slug, name: slug.toUpperCase(), country, mechanism: 'scc', safeguards: null },
    ...{ version: 1, changed_at: '2026-01-01', changed_by: 'member:m1' },
  });
  const purpose = (slug: string, ...recipients: string[]) => ({ slug, recipients });
  const refused: Refused = {
    ...{ recipient: 'printer', jurisdiction: 'EU', reason: 'recipient_country_unknown', already: true },
  };
  const rows = toRows(
    [recorded('carrier', 'CA'), recorded('former', null)],
    [purpose('delivery', 'carrier', 'printer'), purpose('service', 'printer')],
    [refused],
  );
  assert.deepEqual(
    rows.map(({ name, country, purposes }) => [name, country, purposes]),
    [
      ['printer', null, ['delivery', 'service']],
      ['CARRIER', 'CA', ['delivery']],
      ['FORMER', null, []],
    ],
  );
  assert.deepEqual(rows[0]?.refused, [refused]);
});
