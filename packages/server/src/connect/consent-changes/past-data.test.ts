// Consent that covers what was collected before it, at every exit: what it opens, and what stays closed.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

const terms = {
  ...{ legal_basis: 'consent', consent_model: 'opt_in', data_categories: ['user', 'system'] },
  description: 'Show people what they did before.',
};

let server: TestServer;
before(async () => {
  server = await startTestServer();
  for (const [slug, covers, category] of [
    ['memories', true, 'Memories'],
    ['novelties', false, 'Novelties'],
  ] as const) {
    const more = { slug, name: slug, covers_past_data: covers, banner_categories: [category] };
    const { status, text } = await server.api('POST', '/api/purposes', { ...terms, ...more });
    assert.equal(status, 201, text);
  }
});
after(() => server.stop());

async function consent(userId: string, purpose: string, state: string): Promise<void> {
  const body = { subject: { type: 'user_id', value: userId }, purpose, state, method: 'form' };
  const { status, text } = await server.api('POST', '/api/consents', body);
  assert.equal(status, 201, text);
}
const timelineOf = async (userId: string, purpose: string) =>
  (await server.listEvents('user_id', userId, `purpose=${purpose}`))
    .flatMap(({ event }) => event ?? [])
    .sort();
const attributesOf = async (userId: string, purpose: string) =>
  Object.keys((await server.getPerson('user_id', userId, purpose)).attributes).sort();

type Listed = { items: { id: string; event: string; attributes: object; display_name: string }[] };
const list = async (path: string) => (await server.api<Listed>('GET', path)).body.items;

describe('1: a consent that covers the past', () => {
  test('opens what was collected in silence, and nothing that was refused; one that does not opens nothing', async () => {
    const refused = { context: { consent: { categoryPreferences: { Memories: false, Novelties: false } } } };
    const unreadable = { context: { consent: { tcString: 'CPXXX' } } };
    await server.sendInTurn(
      [
        aTrack({ userId: 'zoe', event: 'In silence' }),
        aTrack({ userId: 'zoe', event: 'Refused by itself', ...refused }),
        aTrack({ userId: 'zoe', event: 'With what nobody can read', ...unreadable }),
        anIdentify({ userId: 'zoe', traits: { size: 'M' } }),
        anIdentify({ userId: 'zoe', traits: { colour: 'red' }, ...refused }),
      ],
      [aTrack({ userId: 'max', event: 'Of somebody else' })],
    );
    for (const purpose of ['memories', 'novelties']) await consent('zoe', purpose, 'refused');
    await server.sendInTurn([aTrack({ userId: 'zoe', event: 'While refused' })]);
    assert.deepEqual(await timelineOf('zoe', 'memories'), []);
    for (const purpose of ['memories', 'novelties']) await consent('zoe', purpose, 'given');
    await server.sendInTurn([aTrack({ userId: 'zoe', event: 'After' })]);

    assert.deepEqual(await timelineOf('zoe', 'memories'), ['After', 'In silence']);
    assert.deepEqual(await timelineOf('zoe', 'novelties'), ['After']);
    assert.deepEqual(await attributesOf('zoe', 'memories'), ['size']);
    assert.deepEqual(await attributesOf('zoe', 'novelties'), []);

    const recent = async (purpose: string) => list(`/api/events?purpose=${purpose}&limit=100`);
    const named = (await recent('memories')).flatMap(({ event }) => event ?? []).sort();
    assert.deepEqual(named, ['After', 'In silence']);
    const [silent] = (await recent('memories')).filter(({ event }) => event === 'In silence');
    const statusOf = async (purpose: string) =>
      (await server.api('GET', `/api/events/${silent?.id}?purpose=${purpose}`)).status;
    assert.deepEqual([await statusOf('memories'), await statusOf('novelties')], [200, 404]);

    const people = async (purpose: string) => {
      const items = await list(`/api/profiles?purpose=${purpose}&limit=100`);
      return items.map(({ attributes }) => Object.keys(attributes));
    };
    assert.deepEqual([await people('memories'), await people('novelties')], [[['size']], [[]]]);

    const lineage = async (attribute: string, purpose: string) =>
      (await list(`/api/profiles/user_id/zoe/lineage/${attribute}?purpose=${purpose}`)).length;
    assert.deepEqual(
      [
        await lineage('size', 'memories'),
        await lineage('size', 'novelties'),
        await lineage('colour', 'memories'),
      ],
      [1, 0, 0],
    );
    assert.equal((await server.getPerson('user_id', 'zoe', 'memories')).event_count, 3);
    assert.equal((await server.getPerson('user_id', 'zoe', 'novelties')).event_count, 1);
  });

  test('closes it again when it is withdrawn', async () => {
    await server.sendInTurn([aTrack({ userId: 'yves', event: 'In silence' })]);
    await consent('yves', 'memories', 'given');
    assert.deepEqual(await timelineOf('yves', 'memories'), ['In silence']);
    await consent('yves', 'memories', 'withdrawn');
    assert.deepEqual(await timelineOf('yves', 'memories'), []);
    await server.sendInTurn([aTrack({ userId: 'yves', event: 'Withdrawn' })]);
    await consent('yves', 'memories', 'given');
    assert.deepEqual(await timelineOf('yves', 'memories'), ['In silence']);
  });

  test('is one to a version that says so: to an earlier one it covers nothing', async () => {
    await server.sendInTurn([aTrack({ userId: 'xara', event: 'In silence' })]);
    await consent('xara', 'novelties', 'given');
    const more = { name: 'novelties', covers_past_data: true, banner_categories: ['Novelties'] };
    const changed = await server.api('PUT', '/api/purposes/novelties', { ...terms, ...more });
    assert.equal(changed.status, 200, changed.text);
    assert.deepEqual(await timelineOf('xara', 'novelties'), []);
    await consent('xara', 'novelties', 'given');
    assert.deepEqual(await timelineOf('xara', 'novelties'), ['In silence']);
  });
});
