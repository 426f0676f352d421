// What holds for people comes from what they said, however that arrived and whoever they were taken for meanwhile.
//
// Each case lives twice among ids of its own, the same choices arriving in two orders. What is stored must be the same; and when
// the two people of a case are tied together and taken apart again, which puts what is stored together anew from the consent
// events, it must be what it was before.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { anIdentify, startTestServer, type TestServer } from '../../testing/index.ts';

const casesCount = 24;
const dayMs = 86_400_000;

let server: TestServer;
let startMs: number;
before(async () => {
  server = await startTestServer();
  startMs = Date.parse(
    (await server.api<{ now: string }>('POST', '/api/test/clock', { advance: 'PT1S' })).body.now,
  );
  // What was said lies between: not before there were purposes, and not in the future.
  await server.advance('P40D');
});
after(() => server.stop());

type Choice = { by: 'user_id' | 'anonymous_id'; purpose: string; state: string; day: number };
const choice: fc.Arbitrary<Choice> = fc.record({
  by: fc.constantFrom('user_id', 'anonymous_id'),
  purpose: fc.constantFrom('marketing.email', 'personalisation', 'analytics', 'sale'),
  state: fc.constantFrom('given', 'given', 'withdrawn', 'refused', 'objected'),
  day: fc.integer({ min: 1, max: 4 }),
});
const choices = fc.array(choice, { minLength: 1, maxLength: 6 });
/** Said in one moment, so that nothing but the order of arrival tells them apart. */
const atOnce: Choice[] = (['withdrawn', 'refused'] as const).map((state) => ({
  ...{ by: 'user_id', purpose: 'personalisation', state, day: 3 },
}));
const cases = fc.sample(
  choices.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
  casesCount,
);
cases.push([atOnce, atOnce.toReversed()]);
/** Of the case `i` in its first or second order. */
const copies = cases.flatMap((orders, i) => orders.map((list, order) => ({ list, id: `${i}-${order}` })));

const idsOf = (id: string) => ({
  userId: `user-${id}`,
  anonymousId: `device-${id}`,
  email: `case-${id}@shop.example`,
});

async function express({ by, purpose, state, day }: Choice, id: string): Promise<number> {
  const { userId, anonymousId } = idsOf(id);
  const { status } = await server.api('POST', '/api/consents', {
    subject: { type: by, value: by === 'user_id' ? userId : anonymousId },
    ...{ purpose, state, method: 'form', event_time: new Date(startMs + day * dayMs).toISOString() },
  });
  return status;
}

type Permissions = Record<
  string,
  { decision: string; reason: { code: string; consent_event?: { state: string; event_time: string } } }
>;

/** What both people of a copy permit, and why, without the numbers of records. */
async function read(id: string) {
  const { userId, anonymousId } = idsOf(id);
  const paths = [`user_id/${userId}`, `anonymous_id/${anonymousId}`];
  return Promise.all(
    paths.map(async (path) => {
      const { status, body, text } = await server.api<{ permissions: Permissions }>(
        'GET',
        `/api/profiles/${path}/permissions?purpose=service`,
      );
      assert.equal(status, 200, text);
      return Object.entries(body.permissions).map(([slug, { decision, reason }]) => {
        const { state, event_time: time } = reason.consent_event ?? {};
        return [slug, decision, reason.code, state, time];
      });
    }),
  );
}

test('in any order of arrival, and after people were one for a while, the same holds', async () => {
  await server.send(
    copies.flatMap(({ id }) => {
      const { userId, anonymousId, email } = idsOf(id);
      return [
        anIdentify({ userId, traits: { email } }),
        anIdentify({ userId: undefined, anonymousId, traits: {} }),
      ];
    }),
  );
  await server.settle();
  let accepted = 0;
  for (const { list, id } of copies)
    for (const one of list) accepted += (await express(one, id)) === 201 ? 1 : 0;
  assert.ok(accepted > casesCount * 2, `${accepted} choices were taken`);
  const stored = await Promise.all(copies.map(({ id }) => read(id)));
  for (let i = 0; i < copies.length; i += 2)
    assert.deepEqual(stored[i], stored[i + 1], JSON.stringify(cases[i / 2]));

  await server.send(
    copies.map(({ id }) =>
      anIdentify({
        userId: undefined,
        anonymousId: idsOf(id).anonymousId,
        traits: { email: idsOf(id).email },
      }),
    ),
  );
  await server.settle();
  const joined = await Promise.all(copies.map(({ id }) => read(id)));
  assert.notDeepEqual(joined, stored, 'being one changes what holds for some of them');
  for (const { id } of copies) {
    const { anonymousId, email } = idsOf(id);
    const [a, b] = [
      { type: 'anonymous_id', value: anonymousId },
      { type: 'email', value: email },
    ];
    const { status, text } = await server.api('POST', '/api/identity/unlink', { a, b });
    assert.equal(status, 200, text);
  }
  for (const [i, { id }] of copies.entries())
    assert.deepEqual(await read(id), stored[i], JSON.stringify(copies[i]));
});
