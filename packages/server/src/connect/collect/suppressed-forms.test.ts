// Whoever must not be collected is not, in whatever form an identifier of theirs comes and wherever it stands in a message;
// and what they say of themselves makes nobody of them.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  // Other systems may send a telephone number in its hashed form: a type that a workspace adds.
  const rules = { types: { phone_sha256: { limit: 5, priority: 50 } } };
  const set = await server.api('POST', '/api/identity/rules', { rules, reason: 'Hashed numbers come in' });
  assert.ok(set.status < 300, set.text);
});
after(() => server.stop());

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

async function suppress(
  type: string,
  value: string,
  scope = 'no_collect',
  more: object = {},
): Promise<string> {
  const body = { identifier: { type, value }, scope, reason: 'Asked', ...more };
  const { status, text, body: made } = await server.api<{ id: string }>('POST', '/api/suppressions', body);
  assert.ok(status < 300, text);
  return made.id;
}
async function check(type: string, value: string): Promise<string[]> {
  type Body = { items: { scope: string; channel: string }[] };
  const { body } = await server.api<Body>('POST', '/api/suppressions/check', { identifier: { type, value } });
  return body.items.map(({ scope, channel }) => `${scope} ${channel}`).sort();
}
const isKnown = async (userId: string) => (await server.findPerson('user_id', userId)) !== undefined;

describe('An entry of an address or a number', () => {
  test('also covers its hashed form, as a trait and as an external id', async () => {
    await suppress('email', ' Form@Shop.example');
    await suppress('phone', '+48 600 100 200');
    const hashed = sha256('form@shop.example');
    const externalIds = [{ id: hashed, type: 'hashed_email', collection: 'users', encoding: 'none' }];
    await server.sendInTurn([
      anIdentify({ userId: 'plain', traits: { email: 'form@shop.example' } }),
      anIdentify({ userId: 'as-trait', traits: { email_sha256: hashed.toUpperCase() } }),
      aTrack({ userId: 'as-external', context: { externalIds } }),
      anIdentify({ userId: 'by-number', traits: { phone: '+48600100200' } }),
      anIdentify({ userId: 'by-hashed-number', traits: { phone_sha256: sha256('+48600100200') } }),
      anIdentify({ userId: 'another', traits: { email_sha256: sha256('another@shop.example') } }),
    ]);
    for (const name of ['plain', 'as-trait', 'as-external', 'by-number', 'by-hashed-number'])
      assert.ok(!(await isKnown(name)), name);
    assert.ok(await isKnown('another'));
    assert.deepEqual(await check('email_sha256', hashed), ['no_collect *']);
    assert.deepEqual(await check('email', 'form@shop.example'), ['no_collect *']);
  });

  test('is the same as one of its hashed form, and is lifted as one', async () => {
    const id = await suppress('email_sha256', sha256('same@shop.example'));
    assert.equal(await suppress('email', 'same@shop.example'), id);
    await server.api('POST', `/api/suppressions/${id}/lift`, { reason: 'Came back', by: 'subject' });
    assert.deepEqual(await check('email', 'same@shop.example'), []);
  });

  test('reaches a person of whom only the hashed form is known', async () => {
    await server.sendInTurn([
      anIdentify({ userId: 'hash-only', traits: { email_sha256: sha256('ho@shop.example') } }),
    ]);
    await suppress('email', 'ho@shop.example', 'no_contact', { channel: 'email' });
    const asked = { subject: { type: 'user_id', value: 'hash-only' }, purpose: 'marketing.email' };
    const { body } = await server.api<{ reason: { code: string } }>('POST', '/api/decide', asked);
    assert.equal(body.reason.code, 'suppressed_no_contact');
  });
});

test('An identifier beyond those that identity takes is found too', async () => {
  await suppress('loyalty_id', 'the-last-card');
  const cards = Array.from({ length: 40 }, (_, i) => ({ id: `card-${i}`, type: 'loyalty_id' }));
  const last = { id: 'the-last-card', type: 'loyalty_id' };
  const many = Array.from({ length: 600 }, (_, i) => ({ id: `c${i}`, type: 'loyalty_id' }));
  await server.sendInTurn([
    aTrack({ userId: 'many-cards', context: { externalIds: [...cards, last] } }),
    aTrack({ userId: 'full-of-cards', context: { externalIds: [...many, last] } }),
    aTrack({ userId: 'other-cards', context: { externalIds: cards } }),
  ]);
  assert.ok(!(await isKnown('many-cards')) && !(await isKnown('full-of-cards')));
  assert.ok(await isKnown('other-cards'));
});

test('An import tells how many messages were not taken in, and so does replaying quarantine', async () => {
  await suppress('user_id', 'on-the-list');
  const csv = 'customer\nfine-1\non-the-list\nfine-2\n';
  const path = '/api/imports/preview?file_name=customers.csv';
  const preview = await server.api<{ upload_id: string }>('POST', path, csv, { 'content-type': 'text/csv' });
  const begun = await server.api<{ id: string }>('POST', '/api/imports', {
    ...{ upload_id: preview.body.upload_id, source_id: 1 },
    mapping: { type: 'identify', userId: { column: 'customer' } },
  });
  type Run = { state: string; messages_accepted: number; messages_suppressed: number; rows_read: number };
  const read = async () => (await server.api<Run>('GET', `/api/imports/${begun.body.id}`)).body;
  let run = await read();
  while (run.state === 'running') run = await read();
  assert.deepEqual(
    [run.state, run.rows_read, run.messages_accepted, run.messages_suppressed],
    ['done', 3, 2, 1],
  );

  const timestamp = new Date(Date.now() + 30 * 3_600_000).toISOString();
  await server.sendInTurn([
    aTrack({ userId: 'later-on-the-list', timestamp }),
    aTrack({ userId: 'never-on-the-list', timestamp }),
  ]);
  await suppress('user_id', 'later-on-the-list');
  const replay = await server.api('POST', '/api/quarantine/replay', { reason: 'timestamp_in_future' });
  assert.deepEqual(replay.body, { replayed: 2, suppressed: 1 });
});

describe('What is expressed about somebody who must not be collected', () => {
  const express = (value: string, purpose: string, state: string) =>
    server.api<{ items: { kept_as: string }[]; error?: { code: string } }>('POST', '/api/consents', {
      ...{ subject: { type: 'email', value }, purpose, state, method: 'form' },
    });
  const isStored = async (value: string) =>
    (await server.db.query('select from identifiers where value = any($1)', [[value, sha256(value)]]))
      .length > 0;

  test('makes nobody: a denial becomes a suppression, which holds when collecting is permitted again', async () => {
    const address = 'nobody@shop.example';
    const id = await suppress('email', address);
    const denied = await express(address, 'marketing.*', 'objected');
    assert.equal(denied.status, 201, denied.text);
    assert.ok(denied.body.items.every(({ kept_as: kept }) => kept === 'suppression'));
    assert.equal((await express(address, 'analytics', 'objected')).status, 201);
    assert.ok(!(await isStored(address)));
    const events = await server.db.query('select from consent_events');
    assert.equal(events.length, 0);
    assert.deepEqual(await check('email', address), [
      ...['no_collect *', 'no_contact ads', 'no_contact email', 'no_contact phone', 'no_contact push'],
      ...['no_contact sms', 'no_sale_share *'],
    ]);
    await server.api('POST', `/api/suppressions/${id}/lift`, { reason: 'Signed up again', by: 'subject' });
    await server.sendInTurn([anIdentify({ userId: 'back', traits: { email: address } })]);
    const asked = (purpose: string) => ({ subject: { type: 'user_id', value: 'back' }, purpose });
    const ask = async (purpose: string) =>
      (await server.api<{ reason: { code: string } }>('POST', '/api/decide', asked(purpose))).body.reason
        .code;
    assert.equal(await ask('marketing.email'), 'suppressed_no_contact');
    assert.equal(await ask('service'), 'basis_contract');
  });

  test('is refused where it is no denial, and recorded as ever where the person is known from before', async () => {
    await suppress('email', 'refused@shop.example', 'no_recollect');
    const given = await express('refused@shop.example', 'marketing.email', 'given');
    assert.deepEqual([given.status, given.body.error?.code], [422, 'consent_invalid']);
    assert.match(given.text, /Lift its suppression first/);
    assert.ok(!(await isStored('refused@shop.example')));
    await server.sendInTurn([anIdentify({ userId: 'known', traits: { email: 'known@shop.example' } })]);
    await suppress('email', 'known@shop.example');
    const { body } = await express('known@shop.example', 'analytics', 'objected');
    assert.deepEqual(
      body.items.map(({ kept_as: kept }) => kept),
      ['consent_event'],
    );
  });
});
