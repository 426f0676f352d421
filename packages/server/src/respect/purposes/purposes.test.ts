// The registry of purposes: the starter set, its bits, and versions.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isAppError } from '@rapport/protocol';
import { standingClock } from '../../platform/clock/index.ts';
import { ensureDefaultWorkspace, type Scope } from '../../platform/workspaces/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { isKnown } from '../categories/index.ts';
import { bitMax, bitOf, includesPurpose, starterPurposes, unrefusedMark } from './model.ts';
import { ensureStarterPurposes } from './publish.ts';
import { getPurpose, listPurposes } from './store.ts';

const clock = standingClock(new Date('2026-01-01T00:00:00Z'));
let database: TestDatabase;
let scope: Scope;
before(async () => {
  database = await createTestDatabase();
  scope = { db: database.db, workspaceId: (await ensureDefaultWorkspace(database.db, clock)).id };
});
after(() => database.drop());

describe('The starter set', () => {
  test('Its names and bits, which must never move', async () => {
    await ensureStarterPurposes(scope, clock);
    const purposes = await listPurposes(scope);
    assert.deepEqual(
      purposes.map(({ slug, bit, version, consent_model }) => [slug, bit, version, consent_model]),
      [
        ['service', 0, 1, 'none'],
        ['message.transactional', 1, 1, 'none'],
        ['identity.link', 2, 1, 'opt_out'],
        ['analytics', 3, 1, 'opt_out'],
        ['personalisation', 4, 1, 'opt_in'],
        ['marketing.email', 5, 1, 'opt_in'],
        ['marketing.sms', 6, 1, 'opt_in'],
        ['marketing.push', 7, 1, 'opt_in'],
        ['marketing.phone', 8, 1, 'opt_in'],
        ['marketing.ads', 9, 1, 'opt_in'],
        ['sharing', 10, 1, 'opt_in'],
        ['sale', 11, 1, 'opt_in'],
        ['compliance', 12, 1, 'none'],
      ],
    );
  });

  test('Each names categories of data that there are', () => {
    const named = starterPurposes.flatMap(({ data_categories: own }) => own ?? []);
    assert.deepEqual(
      named.filter((key) => !isKnown(key)),
      [],
    );
  });

  test('A second start changes nothing, also not what a company changed', async () => {
    await scope.db.query(
      `insert into purposes (workspace_id, slug, version, bit, name, description, legal_basis, consent_model, published_at)
       select workspace_id, slug, 2, bit, name, description, 'consent', 'opt_in', published_at from purposes where slug = 'analytics'`,
    );
    await ensureStarterPurposes(scope, clock);
    const analytics = await getPurpose(scope, 'analytics');
    assert.deepEqual([analytics.version, analytics.consent_model, analytics.bit], [2, 'opt_in', 3]);
    assert.equal((await listPurposes(scope)).length, starterPurposes.length);
  });

  test('A retired purpose is gone, and its older version does not come back', async () => {
    await scope.db.query(`update purposes set retired_at = $1 where slug = 'sale'`, [clock.now()]);
    assert.ok(!(await listPurposes(scope)).some(({ slug }) => slug === 'sale'));
    await assert.rejects(
      getPurpose(scope, 'sale'),
      (error) => isAppError(error) && error.code === 'purpose_unknown',
    );
  });

  test('Only a name that exists is a purpose', async () => {
    for (const slug of [undefined, '', null, 5, ['service']]) {
      await assert.rejects(
        getPurpose(scope, slug),
        (error) => isAppError(error) && error.code === 'purpose_required',
      );
    }
    for (const slug of ['Service', 'service ', '%', '__proto__', 'x'.repeat(1000)]) {
      await assert.rejects(
        getPurpose(scope, slug),
        (error) => isAppError(error) && error.message.length < 200,
      );
    }
  });

  test('Another workspace has none of these', async () => {
    assert.deepEqual(await listPurposes({ ...scope, workspaceId: scope.workspaceId + 1 }), []);
  });
});

test('Each bit is a set of its own, up to the last', () => {
  for (let bit = 0; bit <= bitMax; bit += 1) {
    for (let other = 0; other <= bitMax; other += 1) {
      assert.equal(includesPurpose(bitOf({ bit }), { bit: other }), bit === other);
    }
    assert.ok(!includesPurpose(unrefusedMark, { bit }));
  }
});
