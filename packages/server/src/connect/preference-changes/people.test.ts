// Preferences and people: whose they are, what follows somebody to another address, and who must not be collected.
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { listWorkspaces, type Scope } from '../../platform/workspaces/index.ts';
import { anIdentify, startTestServer, type TestServer } from '../../testing/index.ts';
import {
  whyOf as follows,
  makeTopics,
  openPreferences,
  switchedOff as out,
} from '../../testing/preferences.ts';
import { askPreferences } from './index.ts';

let server: TestServer;
let scope: Scope;
before(async () => {
  server = await startTestServer();
  await makeTopics(server);
  const [workspace] = await listWorkspaces(server.db);
  scope = { db: server.db, workspaceId: workspace?.id as number };
});
after(() => server.stop());

const { read, say, refused, now } = openPreferences(() => server);
type History = { items: { contact_point: { value: string }; topic: string; state: string | null }[] };

async function post<Body>(path: string, body: object): Promise<Body> {
  const answer = await server.api<Body>('POST', path, body);
  assert.ok(answer.status < 300, answer.text);
  return answer.body;
}
const identify = async (...people: { userId: string; traits: object }[]): Promise<void> => {
  await server.send(people.map((one) => anIdentify(one)));
  await server.settle();
};

describe('People', () => {
  const timeline = async (userId: string) =>
    (await server.api<History>('GET', `/api/profiles/user_id/${userId}/preferences`)).body.items.map(
      ({ contact_point, topic, state }) => `${contact_point.value} ${topic} ${state}`,
    );
  const wants = (value: string, profileId: string | undefined, topic: string | null, at: number) =>
    askPreferences(scope, {
      ...{ point: { type: 'email', value }, channel: 'email', topic, at },
      profileId: profileId === undefined ? null : Number(profileId),
    });
  const later = async () => (await now()) + 1000;

  test('who share an address share what was said of it, and both see it in their timeline', async () => {
    const family = 'family@shop.example';
    await say(family, [out('news')]);
    await identify({ userId: 'jo', traits: { email: family } }, { userId: 'kim', traits: { email: family } });
    await say(family, [out('offers')]);
    for (const userId of ['jo', 'kim'])
      assert.deepEqual(await timeline(userId), [`${family} offers out`, `${family} news out`], userId);
    const ids = await Promise.all(
      ['jo', 'kim'].map(async (one) => (await server.getPerson('user_id', one)).id),
    );
    assert.notEqual(ids[0], ids[1]);
    for (const id of ids)
      assert.equal((await wants(family, id, 'offers', await later())).reason.code, 'topic_off');
    assert.equal((await server.api('GET', '/api/profiles/user_id/nobody/preferences')).status, 404);
  });

  test('take their topics with them to another address, and neither switches nor what they chose', async () => {
    await identify(
      { userId: 'lea', traits: { email: 'lea@old.example' } },
      { userId: 'lea', traits: { email: 'lea@new.example' } },
    );
    const { id } = await server.getPerson('user_id', 'lea');
    await say('lea@old.example', [out('offers'), { channel: 'email', topic: 'news', state: 'in' }]);
    const codeOf = async (topic: string | null, who: string | undefined = id) =>
      (await wants('lea@new.example', who, topic, await later())).reason.code;
    assert.equal(await codeOf('offers'), 'topic_off');
    assert.equal(await codeOf('news'), 'topic_not_chosen');
    assert.equal(
      (await wants('lea@new.example', undefined, 'offers', await later())).reason.code,
      'topic_by_default',
    );
    await say('lea@old.example', [out('finch.*')]);
    assert.equal(await codeOf('seeds'), 'topic_by_default');
    await say('lea@new.example', [{ channel: 'email', topic: 'offers', state: 'in' }]);
    assert.equal(await codeOf('offers'), 'topic_chosen');
    await say('lea@new.example', [out('*')]);
    assert.deepEqual([await codeOf('offers'), await codeOf(null)], ['channel_off', 'no_topic']);
    await assert.rejects(codeOf('nowhere'), { code: 'topic_not_found' });
  });

  test('are shown masked to whoever does not see addresses', async () => {
    const made = await post<{ key: string }>('/api/keys', {
      ...{ name: 'Masked', scopes: ['preferences:read'], unmasked: { sensitivity: 0, categories: [] } },
    });
    const path = '/api/profiles/user_id/jo/preferences';
    const { status, text } = await server.request('GET', path, undefined, {
      authorization: `Bearer ${made.key}`,
    });
    assert.equal(status, 200, text);
    assert.ok(!text.includes('family@shop.example') && text.includes('"offers"'), text);
  });

  test('are the same person to both forms of an address', async () => {
    const digest = hash('sha256', 'mia@shop.example');
    await say(digest, [out('offers')], {}, 'email_sha256');
    assert.equal(follows(await read('mia@shop.example'), 'offers'), 'topic_off');
  });
});

describe('Of an address that must not be collected', () => {
  const suppress = (value: string) =>
    post('/api/suppressions', {
      ...{ identifier: { type: 'email', value }, scope: 'no_collect', reason: 'Asked' },
    });
  const kept = async (value: string): Promise<boolean> => {
    const tables = await server.db.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    for (const { name } of tables) {
      const found = await server.db.query(`select 1 from "${name}" t where t::text ilike $1 limit 1`, [
        `%${value}%`,
      ]);
      if (found.length > 0) return true;
    }
    return false;
  };

  test('nothing is kept, and what was switched off holds', async () => {
    const value = 'nora@quiet.example';
    await suppress(value);
    const changed = await say(value, [out('offers'), out('offers', 'web')], { source: 'one_click' });
    assert.deepEqual(
      [changed.kept_as, changed.preferences, changed.no_contact.map(({ channel }) => channel)],
      ['suppression', [], ['email']],
    );
    assert.ok(!(await kept(value)));
    const asked = { subject: { type: 'email', value }, purpose: 'marketing.email' };
    const { body } = await server.api<{ decision: string }>('POST', '/api/decide', asked);
    assert.equal(body.decision, 'deny');
    // It holds on when collecting is permitted again.
    const check = await post<{ items: { scope: string; channel: string; ids: string[] }[] }>(
      '/api/suppressions/check',
      { identifier: { type: 'email', value } },
    );
    const entry = check.items.find((one) => one.scope === 'no_collect')?.ids[0];
    await post(`/api/suppressions/${entry}/lift`, { by: 'subject', reason: 'Came back' });
    await identify({ userId: 'nora', traits: { email: value } });
    const given = { ...asked, state: 'given', method: 'form' };
    await post('/api/consents', given);
    type Decided = { decision: string; reason: { code: string } };
    const decided = await server.api<Decided>('POST', '/api/decide', asked);
    assert.deepEqual([decided.body.decision, decided.body.reason.code], ['deny', 'suppressed_no_contact']);
  });

  test('anything else is refused, and nothing of it is kept', async () => {
    const value = 'olga@quiet.example';
    await suppress(value);
    const changes = [out('offers'), { channel: 'email', topic: 'news', state: 'in' }];
    assert.deepEqual(await refused(value, changes), [422, 'preference_invalid', 'changes.1']);
    assert.deepEqual((await read(value)).no_contact, []);
    assert.ok(!(await kept(value)));
  });

  test('who is known already keeps what they say', async () => {
    const value = 'pia@quiet.example';
    await identify({ userId: 'pia', traits: { email: value } });
    await suppress(value);
    assert.equal((await say(value, [out('offers')])).kept_as, 'preferences');
    assert.ok(await kept(value), 'the search through the tables finds what is kept');
    assert.equal(follows(await read(value), 'offers'), 'topic_off');
  });
});
