// Age and country decide with all that a person did before and does later: they are as current as the attributes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { anIdentify, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  await publish('tours', { consent_model: 'opt_out', jurisdictions: { EU: byConsent, US: plain } });
  await publish('games', { ...byConsent, minimum_age: 16 });
});
after(() => server.stop());

const plain = { legal_basis: 'legitimate_interest', consent_model: 'opt_out' };
const byConsent = { legal_basis: 'consent', consent_model: 'opt_in' };

async function publish(slug: string, more: object): Promise<void> {
  const told = { slug, name: slug, description: `For ${slug}`, data_categories: ['user'], ...plain, ...more };
  const answer = await server.api('POST', '/api/purposes', told);
  assert.equal(answer.status, 201, answer.text);
}

async function say(subject: object, purpose: string, state: string): Promise<void> {
  const answer = await server.api('POST', '/api/consents', { subject, purpose, state, method: 'form' });
  assert.equal(answer.status, 201, answer.text);
}

type Decided = { reason: { code: string } };
const codeFor = async (subject: object, purpose: string) =>
  (await server.api<Decided>('POST', '/api/decide', { subject, purpose })).body.reason.code;

const identify = async (userId: string, traits: object) =>
  server.sendInTurn([anIdentify({ userId, traits: { ...traits, plan: 'gold' } })]);

/** What the newest event of the person was permitted for, of these purposes. */
async function collectedFor(userId: string, purposes: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    purposes.map(async (purpose) => {
      const [newest] = await server.listEvents('user_id', userId, `purpose=${purpose}&limit=1`);
      return newest?.type === 'identify' && newest.event === null ? purpose : [];
    }),
  );
  return found.flat();
}

test('the country that was told last holds', async () => {
  const ewa = { type: 'user_id', value: 'ewa' };
  await identify('ewa', {});
  assert.equal(await codeFor(ewa, 'tours'), 'basis_legitimate_interest');
  await identify('ewa', { address: { country: 'pl' } });
  assert.equal(await codeFor(ewa, 'tours'), 'consent_unknown');
  await identify('ewa', { address: { country: 'US' } });
  assert.equal(await codeFor(ewa, 'tours'), 'basis_legitimate_interest');
});

test('a child’s own consent is not enough, with what they do now as well', async () => {
  const kim = { type: 'user_id', value: 'kim' };
  await identify('kim', { birthday: '2014-05-01' });
  await say(kim, 'games', 'given');
  assert.equal(await codeFor(kim, 'games'), 'needs_parent');
  await identify('kim', { nickname: 'K' });
  assert.deepEqual(await collectedFor('kim', ['service', 'games']), ['service']);
  await identify('kim', { birthday: '1990-05-01' });
  assert.equal(await codeFor(kim, 'games'), 'consent_given');
});

test('who is joined with a person brings their age along, and takes it with them', async () => {
  const [lee, address] = [
    { type: 'user_id', value: 'lee' },
    { type: 'email', value: 'lee@shop.example' },
  ];
  await identify('lee', { age: 12 });
  await say(address, 'games', 'given');
  assert.equal(await codeFor(address, 'games'), 'consent_given');
  const joined = await server.api('POST', '/api/identity/link', { a: lee, b: address });
  assert.equal(joined.status, 200, joined.text);
  assert.equal(await codeFor(address, 'games'), 'needs_parent');
  const parted = await server.api('POST', '/api/identity/unlink', { a: lee, b: address });
  assert.equal(parted.status, 200, parted.text);
  assert.equal(await codeFor(address, 'games'), 'consent_given');
});
