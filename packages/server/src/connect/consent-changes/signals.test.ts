// Signals on the whole road: what of them is recorded and by whom it was said, what of them could not be read, and who is
// parted by them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

const user = (value: string) => ({ type: 'user_id', value });
const gpp = (gppString: string) => ({ context: { consent: { gppString } } });
/** Opted out of sale and of sharing, with and without Global Privacy Control in it. */
const [optedOut, optedOutAlso] = ['DBABLA~BVVVAAAAAAA.QA', 'DBABLA~BVVVAAAAAAA.YA'];

type Item = { purpose: string; state: string; method: string; expressed_by: string };
async function ledgerOf(userId: string, purpose: string): Promise<string[]> {
  const { body } = await server.api<{ items: Item[] }>('GET', `/api/profiles/user_id/${userId}/consents`);
  const own = body.items.filter((item) => item.purpose === purpose);
  return own.map(({ state, method, expressed_by: by }) => `${state} by ${method} of ${by}`).sort();
}
async function codeOf(userId: string, purpose: string): Promise<string> {
  const body = { subject: user(userId), purpose };
  return (await server.api<{ reason: { code: string } }>('POST', '/api/decide', body)).body.reason.code;
}
async function consent(userId: string, purpose: string, state = 'given'): Promise<void> {
  const body = { subject: user(userId), purpose, state, method: 'form' };
  assert.equal((await server.api('POST', '/api/consents', body)).status, 201);
}

describe('An opt-out in a GPP string', () => {
  test('is what the person chose, and a later consent answers it, though the string still comes', async () => {
    await server.sendInTurn([aTrack({ userId: 'olek', event: 'Visited', ...gpp(optedOut) })]);
    assert.deepEqual(await ledgerOf('olek', 'sale'), ['opted_out by gpp of subject']);
    assert.equal(await codeOf('olek', 'sale'), 'consent_opted_out');
    await consent('olek', 'sale');
    assert.equal(await codeOf('olek', 'sale'), 'consent_given');
    await server.sendInTurn([aTrack({ userId: 'olek', event: 'Visited again', ...gpp(optedOut) })]);
    assert.equal(await codeOf('olek', 'sale'), 'consent_given');
  });

  test('another string after the consent is another choice', async () => {
    await server.sendInTurn([aTrack({ userId: 'ola', event: 'Visited', ...gpp(optedOut) })]);
    await consent('ola', 'sale');
    const other = 'DBABLA~BVVVAAAAAAA';
    await server.sendInTurn(
      [aTrack({ userId: 'ola', event: 'Opted out again', ...gpp(other) })],
      [aTrack({ userId: 'ola', event: 'And on', ...gpp(other) })],
    );
    assert.equal(await codeOf('ola', 'sale'), 'consent_opted_out');
    assert.equal((await ledgerOf('ola', 'sale')).length, 3);
  });

  test('with Global Privacy Control in it is said by both', async () => {
    await server.sendInTurn([aTrack({ userId: 'otto', event: 'Visited', ...gpp(optedOutAlso) })]);
    assert.deepEqual(await ledgerOf('otto', 'sale'), [
      'opted_out by gpc of user_agent',
      'opted_out by gpp of subject',
    ]);
    await consent('otto', 'sale');
    assert.equal(await codeOf('otto', 'sale'), 'opt_out_signal');
  });
});

test('A refusal in a banner and the signal of the browser are both recorded', async () => {
  const context = { consent: { categoryPreferences: { Advertising: false } } };
  const choice = aTrack({ userId: 'paula', event: 'Segment Consent Preference Updated', context });
  await server.collect('/v1/track', choice, { 'sec-gpc': '1' });
  await server.settle();
  assert.deepEqual(await ledgerOf('paula', 'marketing.ads'), [
    'opted_out by gpc of user_agent',
    'refused by categories of subject',
  ]);
});

test('What could not be read is told of its source and counted, and holds nothing of what was sent', async () => {
  const { id, write_key: key } = await server.createSource('Shop with a broken banner', 'browser');
  const [secret, since] = ['canary-of-the-banner', Date.now()];
  await server.send(
    [
      aTrack({ userId: 'rafal', context: { consent: { tcString: `${secret}!` } } }),
      aTrack({ userId: 'rafal', context: { consent: { tcString: 'C'.repeat(9000) } } }),
      aTrack({ userId: 'rafal', context: { consent: { gppString: `${secret}~` } } }),
      aTrack({ userId: 'rafal', context: { consent: { categoryPreferences: { [secret]: true } } } }),
      aTrack({ userId: 'rafal', context: { consent: { categoryPreferences: secret } } }),
    ],
    key,
  );
  await server.send([aTrack({ userId: 'rafal', context: { consent: { tcString: `${secret}!` } } })], key);
  await server.settle();
  type Fault = { method: string; code: string; message: string; messages: number; last_at: string };
  const answer = await server.api<{ items: Fault[] }>('GET', `/api/sources/${id}/signal-faults`);
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(
    answer.body.items.map(({ method, code, messages }) => `${method} ${code} ${messages}`).sort(),
    [
      'categories malformed 1',
      'categories unknown_category 1',
      'gpp malformed 1',
      'tcf malformed 2',
      'tcf oversize 1',
    ],
  );
  assert.ok(answer.body.items.every(({ last_at }) => Date.parse(last_at) >= since - 1000));
  assert.match(answer.text, /send it as the consent banner made it/);
  const metrics = (await server.request('GET', '/metrics')).text;
  assert.match(metrics, /rapport_signal_faults_total\{method="tcf",code="malformed"\} 2/);
  assert.ok(!answer.text.includes(secret) && !metrics.includes(secret));
  assert.deepEqual((await server.api('GET', '/api/sources/1/signal-faults')).body.items, []);
  assert.equal((await server.api('GET', '/api/sources/999/signal-faults')).status, 404);
});

describe('Linking that is refused by a message', () => {
  const purpose = {
    ...{ name: 'Recognise across devices', description: 'Link what one person did on several devices.' },
    ...{ legal_basis: 'legitimate_interest', consent_model: 'opt_out', processing_kinds: ['link'] },
    ...{ data_categories: ['user', 'system'], banner_categories: ['Linking'] },
  };
  const idOf = async (type: string, value: string) => (await server.getPerson(type, value)).id;

  test('parts the person from their devices, as a refusal by API does', async () => {
    assert.equal((await server.api('PUT', '/api/purposes/identity.link', purpose)).status, 200);
    await server.sendInTurn(
      [aTrack({ userId: undefined, anonymousId: 'sara-phone', event: 'Looked on the phone' })],
      [anIdentify({ userId: 'sara', anonymousId: 'sara-phone', traits: { email: 'sara@shop.example' } })],
      [anIdentify({ userId: 'sara', anonymousId: 'sara-laptop' })],
    );
    assert.equal(await idOf('anonymous_id', 'sara-phone'), await idOf('user_id', 'sara'));
    const context = { consent: { categoryPreferences: { Linking: false } } };
    const choice = { userId: 'sara', event: 'Segment Consent Preference Updated', context };
    await server.sendInTurn([aTrack({ ...choice, anonymousId: 'sara-laptop' })]);
    const ids = [
      await idOf('user_id', 'sara'),
      await idOf('anonymous_id', 'sara-phone'),
      await idOf('anonymous_id', 'sara-laptop'),
    ];
    assert.equal(new Set(ids).size, 3);
    assert.equal(await idOf('email', 'sara@shop.example'), ids[0]);
    const events = (await server.listEvents('user_id', 'sara')).map(({ event }) => event);
    assert.ok(!events.includes('Looked on the phone'));
    assert.equal(await codeOf('sara', 'identity.link'), 'consent_refused');
    assert.deepEqual(await server.db.query('select from link_refusals'), []);
    await server.sendInTurn([anIdentify({ userId: 'sara', anonymousId: 'sara-phone' })]);
    assert.notEqual(await idOf('anonymous_id', 'sara-phone'), await idOf('user_id', 'sara'));
  });

  test('one that was recorded when the server ended is followed at the next start', async () => {
    await server.sendInTurn([anIdentify({ userId: 'tola', anonymousId: 'tola-phone' })]);
    const [row] = await server.db.query<{ id: number }>(`select id from identifiers where value = 'tola'`);
    await server.db.query('insert into link_refusals values (1, $1, $2)', [row?.id, new Date()]);
    await server.restart();
    await server.settle();
    assert.notEqual(await idOf('anonymous_id', 'tola-phone'), await idOf('user_id', 'tola'));
  });

  test('of devices that hang on one another, all are parted', async () => {
    await server.sendInTurn(
      [anIdentify({ userId: 'ula', anonymousId: 'ula-phone' })],
      [aTrack({ userId: undefined, anonymousId: 'ula-phone', context: { device: { id: 'ula-handset' } } })],
    );
    const own = async () =>
      (await server.getPerson('user_id', 'ula')).identifiers.map(({ type }) => type).sort();
    assert.deepEqual(await own(), ['anonymous_id', 'device_id', 'user_id']);
    await consent('ula', 'identity.link', 'refused');
    await server.settle();
    assert.deepEqual(await own(), ['user_id']);
  });
});
