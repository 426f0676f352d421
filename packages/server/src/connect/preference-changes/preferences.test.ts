// Preferences of a running server: what is said of an address holds at once, once, and all of it or nothing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startTestServer, type TestServer } from '../../testing/index.ts';
import {
  whyOf as follows,
  makeTopics,
  openPreferences,
  switchedOff as out,
  preferencesPath,
} from '../../testing/preferences.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  await makeTopics(server);
});
after(() => server.stop());

const { read, say, refused, now } = openPreferences(() => server);
type History = {
  items: { topic: string; state: string | null; source: string }[];
  next_cursor: string | null;
};

async function readHistory(value: string, query = ''): Promise<History> {
  const path = `${preferencesPath(value)}/history${query}`;
  const { status, body, text } = await server.api<History>('GET', path);
  assert.equal(status, 200, text);
  return body;
}
const count = async (): Promise<number> =>
  (await server.db.query<{ n: number }>('select count(*)::int as n from preference_events'))[0]?.n as number;

describe('Preferences of a contact point', () => {
  test('hold at once, in any spelling of the address, and tell since when and from where', async () => {
    assert.deepEqual((await read('anna@shop.example')).preferences, []);
    assert.equal(follows(await read('anna@shop.example'), 'offers'), 'topic_by_default');
    assert.equal(follows(await read('anna@shop.example'), 'news'), 'topic_not_chosen');
    const at = await now();
    const changed = await say(
      ' Anna@Shop.example ',
      [out('offers'), { channel: 'email', topic: 'news', state: 'in', frequency: 'weekly', language: 'pl' }],
      { source: 'preference_centre' },
    );
    const { kept_as, ...holding } = changed;
    assert.equal(kept_as, 'preferences');
    assert.deepEqual(holding, await read('ANNA@shop.example'));
    assert.deepEqual([holding.type, holding.value], ['email', 'anna@shop.example']);
    const [news, offers] = holding.preferences;
    assert.deepEqual([news?.topic, news?.state, news?.frequency], ['news', 'in', 'weekly']);
    assert.deepEqual([offers?.topic, offers?.state, offers?.source], ['offers', 'out', 'preference_centre']);
    assert.ok(Math.abs(Date.parse(offers?.since ?? '') - at) < 60_000);
    assert.deepEqual(
      [follows(holding, 'offers'), follows(holding, 'offers', 'sms'), follows(holding, 'news')],
      ['topic_off', 'topic_by_default', 'topic_chosen'],
    );
    assert.equal(follows(holding, 'old'), undefined);
    const digits = await say('+48 601 234 567', [out('*', 'sms')], {}, 'phone');
    assert.equal(digits.value, '+48601234567');
    // Nobody was made of it.
    assert.equal(await server.findPerson('email', 'anna@shop.example'), undefined);
  });

  test('know all topics, and those of one brand, which do not reach another', async () => {
    const brand = await say('bea@shop.example', [out('rowan.*')]);
    assert.deepEqual(
      [follows(brand, 'offers'), follows(brand, 'seeds')],
      ['channel_off', 'topic_by_default'],
    );
    const all = await say('bea@shop.example', [out('*'), { ...out('rowan.*'), state: 'default' }]);
    assert.deepEqual([follows(all, 'offers'), follows(all, 'seeds')], ['channel_off', 'channel_off']);
    const again = await say('bea@shop.example', [{ channel: 'email', topic: '*', state: 'in' }]);
    assert.deepEqual(
      [follows(again, 'offers'), follows(again, 'news')],
      ['topic_by_default', 'topic_not_chosen'],
    );
  });

  test('pause until a time comes, and go on by themselves', async () => {
    const until = new Date((await now()) + 86_400_000).toISOString();
    const paused = await say('cleo@shop.example', [{ channel: 'email', topic: '*', paused_until: until }]);
    assert.equal(follows(paused, 'offers'), 'paused_until');
    assert.equal(paused.preferences[0]?.paused_until, until);
    const short = new Date((await now()) + 3_600_000).toISOString();
    const change = { channel: 'email', topic: '*', paused_until: short };
    assert.equal((await say('cleo@shop.example', [change])).preferences[0]?.paused_until, until);
    const anew = await say('cleo@shop.example', [{ ...change, resume: true }]);
    assert.equal(anew.preferences[0]?.paused_until, short);
    await server.advance('PT2H');
    assert.equal(follows(await read('cleo@shop.example'), 'offers'), 'topic_by_default');
  });

  test('count by when they were said, not by when they came', async () => {
    const at = await now();
    const ago = (ms: number) => new Date(at - ms).toISOString();
    const value = 'dora@shop.example';
    await say(value, [{ ...out('offers'), at: ago(2000) }]);
    const late = await say(value, [{ channel: 'email', topic: 'offers', state: 'in', at: ago(5000) }]);
    assert.equal(follows(late, 'offers'), 'topic_off');
    const later = await say(value, [{ channel: 'email', topic: 'offers', state: 'in', at: ago(1000) }]);
    assert.equal(follows(later, 'offers'), 'topic_chosen');
    // A clock that is years behind does not make a no unheard.
    const behind = await say('emma@shop.example', [
      { channel: 'email', topic: 'offers', state: 'in', at: ago(3 * 86_400_000) },
    ]);
    assert.equal(follows(behind, 'offers'), 'topic_chosen');
    const heard = await say('emma@shop.example', [{ ...out('offers'), at: '2001-01-01T00:00:00Z' }]);
    assert.equal(follows(heard, 'offers'), 'topic_off');
    // Nor does a pause lift a yes that was said long ago above a no that came since.
    const paused_until = new Date(at + 3_600_000).toISOString();
    const old = { channel: 'email', topic: 'seeds', state: 'in', frequency: 'daily', paused_until };
    await say(value, [{ ...out('seeds'), at: ago(36 * 3_600_000) }]);
    const paused = await say(value, [{ ...old, at: ago(40 * 86_400_000) }]);
    assert.equal(follows(paused, 'seeds'), 'topic_off');
    const seeds = paused.preferences.find(({ topic }) => topic === 'seeds');
    assert.deepEqual([seeds?.state, seeds?.frequency, seeds?.paused_until], ['out', 'daily', paused_until]);
  });

  test('are said once, however often the request comes, and all of it or nothing', async () => {
    const changes = [out('offers'), out('news', 'sms')];
    const before = await count();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => say('fay@shop.example', changes, { request_id: 'form-1' })),
    );
    assert.equal((await count()) - before, 2);
    for (const one of answers) assert.deepEqual(one, answers[0]);
    for (const other of [[out('offers')], [...changes, out('seeds')]])
      assert.equal((await refused('fay@shop.example', other, { request_id: 'form-1' }))[1], 'conflict');
    // Nor is it looked at again: what it chose may be offered no more.
    const chosen = [{ channel: 'email', topic: 'tips', state: 'in' }];
    const tips = { brand: 'rowan', channels: ['email'], purpose: 'marketing.email', titles: { en: 'Tips' } };
    await server.api('POST', '/api/topics', { ...tips, slug: 'tips' });
    await say('fay@shop.example', chosen, { request_id: 'form-2' });
    await server.api('PUT', '/api/topics/tips', { ...tips, retired: true });
    await say('fay@shop.example', chosen, { request_id: 'form-2' });
    assert.equal((await refused('fay@shop.example', chosen))[1], 'preference_invalid');
    // The same id of another contact point is another request.
    await say('gia@shop.example', [out('offers')], { request_id: 'form-1' });
    const kept = await count();
    assert.equal((await refused('fay@shop.example', [out('seeds'), out('nowhere')]))[1], 'topic_unknown');
    assert.equal(await count(), kept);
    assert.deepEqual(
      (await read('fay@shop.example')).preferences.map(({ topic }) => topic),
      ['offers', 'tips', 'news'],
    );
  });

  test('are refused with the place of what is wrong', async () => {
    const value = 'hana@shop.example';
    const before = await count();
    const past = '2020-01-01T00:00:00Z';
    for (const [changes, expected] of [
      [
        [out('offers'), out('nowhere')],
        [422, 'topic_unknown', 'changes.1.topic'],
      ],
      [[out('nobody.*')], [422, 'topic_unknown', 'changes.0.topic']],
      [
        [out('offers'), out('offers')],
        [422, 'preference_invalid', 'changes.1'],
      ],
      [[{ ...out('old'), state: 'in' }], [422, 'preference_invalid', 'changes.0.topic']],
      [[{ ...out('offers', 'push'), state: 'in' }], [422, 'preference_invalid', 'changes.0.channel']],
      [[{ ...out('offers'), paused_until: past }], [422, 'preference_invalid', 'changes.0.paused_until']],
      [[{ ...out('offers'), at: '2999-01-01T00:00:00Z' }], [422, 'preference_invalid', 'changes.0.at']],
      [[{ channel: 'email', topic: 'offers' }], [400, 'invalid_request', 'changes.0']],
      [[{ ...out('offers'), frequency: 'hourly' }], [400, 'invalid_request', 'changes.0.frequency']],
      [[], [400, 'invalid_request', 'changes']],
      ['no list', [400, 'invalid_request', 'changes']],
    ] as const)
      assert.deepEqual(await refused(value, changes), expected, JSON.stringify(changes));
    assert.equal((await refused(value, [out('offers')], { source: 'a b' }))[2], 'source');
    for (const [type, wrong] of [
      ['email', 'no address'],
      ['phone', '601234567'],
      ['pigeon', 'x'],
      ['profile_id', '1'],
    ] as const)
      assert.equal((await refused(wrong, [out('offers')], {}, type))[1], 'preference_invalid', type);
    assert.equal(await count(), before);
  });

  test('tell what was said, page by page, the newest first', async () => {
    const value = 'ida@shop.example';
    for (const topic of ['offers', 'news', 'seeds']) await say(value, [out(topic)], { source: 'one_click' });
    const all = await readHistory(value);
    assert.deepEqual(
      all.items.map(({ topic, state, source }) => [topic, state, source]),
      ['seeds', 'news', 'offers'].map((topic) => [topic, 'out', 'one_click']),
    );
    const first = await readHistory(value, '?limit=2');
    const rest = await readHistory(value, `?limit=2&cursor=${first.next_cursor}`);
    assert.deepEqual([...first.items, ...rest.items], all.items);
    assert.equal(rest.next_cursor, null);
  });
});
