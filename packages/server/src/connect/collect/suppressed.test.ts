// What is taken out of a request, and what is left: for any batch, fit or not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { NamedBy, Suppressions } from '../../respect/suppression/index.ts';
import { openIdentifierReader, openWholeReader, type RulesInForce, toRules } from '../identity/index.ts';
import { openWithholding } from './suppressed.ts';

type Fields = Record<string, unknown>;
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const rules = toRules({});
const rulesOf = async (): Promise<RulesInForce> => ({
  ...{ version: 0, input: {}, rules, read: openIdentifierReader(rules) },
  readAll: openWholeReader(rules),
});

/** Whoever is called so is suppressed. */
const word = 'canary';
const counted: number[] = [];
const suppressions: Pick<Suppressions, 'stopsAny' | 'findStopped' | 'counts'> = {
  stopsAny: () => true,
  findStopped(_workspaceId, named) {
    const stopped = named.map((names: readonly NamedBy[]) =>
      names.some(({ value }) => value.includes(word)) ? ('no_collect' as const) : undefined,
    );
    return stopped.some((scope) => scope !== undefined) ? Promise.resolve(stopped) : undefined;
  },
  counts: { add: (_workspace, _source, scopes) => void counted.push(scopes.length), write: async () => {} },
};
const withholding = openWithholding(suppressions, { rulesOf });
const at = { workspaceId: 1, sourceId: 1 };

const id = fc.constantFrom('neha', 'sarah', 'canary', ' canary ', 5, '', null, {});
const mail = fc.constantFrom('neha@example.com', ' Canary@Example.com', 'sarah@example.com', 7);
const traits = fc.oneof(
  fc.record({ email: mail, plan: fc.constantFrom('basic', 'pro') }, { requiredKeys: [] }),
  fc.constantFrom(null, 'text', []),
);
const context = fc.record(
  {
    locale: fc.constantFrom('pl-PL', 'de-DE'),
    traits,
    device: fc.record({ id, token: id }, { requiredKeys: [] }),
    externalIds: fc.array(fc.record({ id: mail, type: fc.constantFrom('email', 'shoe') }), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);
const integrations = fc.record(
  {
    CRM: fc.boolean(),
    GA4: fc.record({ clientId: id }, { requiredKeys: [] }),
    'Google Analytics': fc.record({ clientId: id }),
  },
  { requiredKeys: [] },
);
const message = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record(
      {
        type: fc.constantFrom('track', 'identify', 'page', 'alias', 'group', 'charge', 5),
        event: fc.constantFrom('Order Completed', '', 5),
        ...{ userId: id, anonymousId: id, previousId: id, groupId: id },
        ...{ traits, context: fc.oneof(context, fc.constant('text')), integrations },
      },
      { requiredKeys: [] },
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(null, 'text', 5, []) },
);
const batch = fc.record(
  {
    batch: fc.array(message, { maxLength: 6 }),
    context,
    integrations,
    sentAt: fc.constant('2026-01-01T00:00:00Z'),
  },
  { requiredKeys: ['batch'] },
);

/** A message as the pipeline will have it. */
function whole(value: unknown, { context: shared, integrations: all }: Fields): unknown {
  if (!isObject(value)) return value;
  const own = value.context ?? {};
  return {
    ...value,
    context: isObject(own) ? { ...(shared as Fields | undefined), ...own } : own,
    integrations: { ...(all as Fields | undefined), ...(value.integrations as Fields | undefined) },
  };
}

const says = (value: unknown): boolean => JSON.stringify(value).toLowerCase().includes(word);

test('Nothing of a suppressed person is left, and all of everybody else', async () => {
  await fc.assert(
    fc.asyncProperty(batch, async (given) => {
      const body = JSON.parse(JSON.stringify(given)) as Fields & { batch: unknown[] };
      counted.length = 0;
      const rest = await withholding.findRest({ ...at, kind: 'batch', body });
      assert.deepEqual(body, JSON.parse(JSON.stringify(given)), 'what came in is not changed');
      const left = rest === undefined ? body : (JSON.parse(rest.json.toString()) as typeof body);
      const clean = body.batch.filter((value) => !says(whole(value, body)));
      const kept = left.batch.map((value) => whole(value, left));
      for (const value of clean) assert.ok(kept.some((one) => isDeepStrictEqual(one, whole(value, body))));
      assert.equal(rest?.messageCount ?? body.batch.length, left.batch.length);
      assert.equal(counted[0] ?? 0, body.batch.length - left.batch.length);
      // Asked again, nobody of those that are left is suppressed.
      assert.equal(await withholding.findRest({ ...at, kind: 'batch', body: left }), undefined);
      // Nor by what the batch gives to its messages, for somebody who brings nothing of their own.
      const somebody = { ...left, batch: [{ type: 'track', event: 'E', userId: 'neha' }] };
      if (rest !== undefined)
        assert.equal(await withholding.findRest({ ...at, kind: 'batch', body: somebody }), undefined);
      if (rest !== undefined && left.batch.length === 0) assert.equal(rest.json.toString(), '{"batch":[]}');
    }),
    { numRuns: 2000 },
  );
});

test('A single call is left as it is, or nothing is left of it', async () => {
  const single = (body: Fields) => withholding.findRest({ ...at, kind: 'identify', body });
  assert.equal(
    await single({ userId: 'neha', traits: { email: 'neha@example.com', note: word } }),
    undefined,
  );
  const rest = await single({ userId: 'neha', traits: { email: 'CANARY@example.com' } });
  assert.deepEqual([rest?.messageCount, rest?.json.toString()], [0, '{"batch":[]}']);
});

test('What is nested too deep to be written again goes with those that are taken out', async () => {
  const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as unknown;
  const body = {
    batch: [
      { type: 'track', userId: word },
      { type: 'track', userId: 'neha', deep },
      { type: 'track', userId: 'sarah' },
    ],
  };
  const rest = await withholding.findRest({ ...at, kind: 'batch', body });
  assert.ok(rest?.messageCount === 1 || rest?.messageCount === 2);
  assert.match(rest.json.toString(), /"sarah"/);
});
