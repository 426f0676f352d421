// Text messages: how many a text is, what is asked of the company, and what is believed of what comes back.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '../../../testing/index.ts';
import { CredentialsInvalid, Misconfigured, Rejected } from '../faults.ts';
import { openHttpSide } from '../test-http-side.ts';
import { sms } from './channel.ts';
import { countSegments } from './segments.ts';
import { testToken } from './test-fixture.ts';
import { type Settings, twilio } from './twilio.ts';

const at = Date.parse('2026-11-28T12:00:00Z');
const links = {
  unsubscribe: 'https://r.example/u/1',
  preferences: 'https://r.example/p/1',
  why: 'https://r.example/w/1',
};

describe('How many text messages a text is', () => {
  const cases: [string, string, number][] = [
    ['a'.repeat(160), 'gsm_7', 1],
    ['a'.repeat(161), 'gsm_7', 2],
    ['a'.repeat(306), 'gsm_7', 2],
    ['a'.repeat(307), 'gsm_7', 3],
    // Each counts twice, and is not divided: 76 in each of several.
    ['€'.repeat(80), 'gsm_7', 1],
    ['€'.repeat(81), 'gsm_7', 2],
    ['€'.repeat(152), 'gsm_7', 2],
    ['€'.repeat(153), 'gsm_7', 3],
    ['ß@Ä\n', 'gsm_7', 1],
    // One sign changes all of it.
    [`ł${'a'.repeat(69)}`, 'ucs_2', 1],
    [`ł${'a'.repeat(70)}`, 'ucs_2', 2],
    ['你'.repeat(134), 'ucs_2', 2],
    ['😀'.repeat(35), 'ucs_2', 1],
    ['😀'.repeat(36), 'ucs_2', 2],
    // 33 pairs in each of several, since no pair is divided.
    ['😀'.repeat(67), 'ucs_2', 3],
  ];
  for (const [text, encoding, segments] of cases)
    test(`${[...text].length} × ${text.slice(0, 2)}`, () =>
      assert.deepEqual(countSegments(text), { encoding, segments }));
});

test('A text is filled, its addresses are followed, and those of ours are not', async () => {
  const rendered = await sms.render({
    content: { text: ' {{ a }} (https://shop.example/a?b=1). Stop: https://r.example/u/1 ' },
    fill: async (text: string) => text.replace('{{ a }}', 'Zażółć'),
    ...{ links, language: 'pl', track: () => 'https://r.example/c/9', pixel: undefined },
  });
  assert.deepEqual(rendered, {
    ...{
      text: 'Zażółć (https://r.example/c/9). Stop: https://r.example/u/1',
      encoding: 'ucs_2',
      segments: 1,
    },
  });
});

test('Settings: a number or a service, and not both', () => {
  const good = { account_sid: 'AC1', auth_token: testToken };
  assert.ok(twilio.settings.safeParse({ ...good, from: '+15005550006' }).success);
  assert.equal(twilio.settings.parse({ ...good, from: 'Rowan' }).base_url, 'https://api.twilio.com');
  assert.ok(twilio.settings.safeParse({ ...good, messaging_service_sid: 'MG1' }).success);
  for (const wrong of [
    {},
    { from: '+1', messaging_service_sid: 'MG1' },
    { from: 'A name too long' },
    { from: 'x', a: 1 },
  ])
    assert.ok(!twilio.settings.safeParse({ ...good, ...wrong }).success, JSON.stringify(wrong));
});

describe('What is asked of the company', () => {
  let database: TestDatabase;
  before(async () => {
    database = await createTestDatabase();
  });
  after(() => database.drop());
  const deps = (answersUrl?: string) => ({
    ...{
      db: database.db,
      accountId: 1,
      workspaceId: 1,
      publicUrl: undefined,
      nowMs: () => at,
      patienceMs: 400,
    },
    ...{ allowedNetworks: ['127.0.0.1'], ...(answersUrl === undefined ? {} : { answersUrl }) },
  });
  const outgoing = (text: string) => ({
    ...{
      id: '17',
      profileId: 1,
      purpose: 'service',
      to: { type: 'phone', value: '+48600700800' },
      links,
      at,
    },
    ...{
      rendered: { text, ...countSegments(text) },
      language: 'en',
      brand: { slug: 'rowan', name: 'Rowan' },
    },
  });

  test('names the message where it is to be told of', async () => {
    const side = await openHttpSide(() => ({ status: 201, body: '{"sid":"SM1"}' }));
    const account = { base_url: `http://127.0.0.1:${side.port}/`, account_sid: 'AC1', auth_token: testToken };
    const sender = await twilio.open(
      twilio.settings.parse({ ...account, messaging_service_sid: 'MG1' }),
      deps('https://r.example/answers/3'),
    );
    const sent = await sender.send(outgoing('Hi & bye'), async (write) => write());
    assert.deepEqual(sent, { providerId: 'SM1' });
    const [{ path, body } = assert.fail()] = side.taken;
    assert.equal(path, '/2010-04-01/Accounts/AC1/Messages.json');
    assert.deepEqual(Object.fromEntries(new URLSearchParams(body.toString())), {
      ...{ To: '+48600700800', Body: 'Hi & bye', MessagingServiceSid: 'MG1' },
      StatusCallback: 'https://r.example/answers/3?message=17',
    });
    for (const text of ['', 'a'.repeat(1601)])
      await assert.rejects(
        sender.send(outgoing(text), async () => assert.fail('handed over')),
        Rejected,
      );
    await side.close();
  });

  test('what it says that is no JSON, or without an id, was taken all the same', async () => {
    for (const body of ['', '<html>', '{"sid":7}', '[]']) {
      const side = await openHttpSide(() => ({ status: 201, body }));
      const account = {
        base_url: `http://127.0.0.1:${side.port}`,
        account_sid: 'AC1',
        auth_token: testToken,
      };
      const sender = await twilio.open(twilio.settings.parse({ ...account, from: 'Rowan' }), deps());
      assert.deepEqual(await sender.send(outgoing('Hi'), async (write) => write()), { providerId: null });
      await side.close();
    }
  });

  test('a number that is not ours halts the account, and not just the message', async () => {
    const said = { status: 400, body: JSON.stringify({ code: 21606, message: 'not a valid number' }) };
    const side = await openHttpSide(() => said);
    const account = { base_url: `http://127.0.0.1:${side.port}`, account_sid: 'AC1', auth_token: testToken };
    const sender = await twilio.open(twilio.settings.parse({ ...account, from: 'Rowan' }), deps());
    await assert.rejects(
      sender.send(outgoing('Hi'), async (write) => write()),
      Misconfigured,
    );
    await side.close();
  });
});

describe('What comes back', () => {
  const account = {
    base_url: 'https://api.twilio.com',
    account_sid: 'AC1',
    auth_token: testToken,
    from: 'Rowan',
  };
  const url = 'https://r.example/answers/3';
  const sign = (fields: Record<string, string>, at = url, token = testToken) => {
    const text = Object.keys(fields)
      .sort()
      .map((name) => name + fields[name])
      .join('');
    return createHmac('sha1', token)
      .update(at + text)
      .digest('base64');
  };
  const tell = (
    fields: Record<string, string>,
    { signature = sign(fields), to = url, as = account as Settings } = {},
  ) =>
    twilio.answers?.(
      {
        ...{
          headers: { 'x-twilio-signature': signature },
          body: Buffer.from(new URLSearchParams(fields).toString()),
        },
        ...{ url: to, at },
      },
      as,
    );

  test('is signed: the example that the company gives', async () => {
    const fields = {
      ...{
        CallSid: 'CA1234567890ABCDE',
        From: '+12349013030',
        To: '+18005551212',
        Caller: '+12349013030',
        Digits: '1234',
      },
    };
    const given = {
      signature: '0/KCTR6DLpKmkAf8muzZqo1nDgQ=',
      to: 'https://mycompany.com/myapp.php?foo=1&bar=2',
    };
    // It is believed, and says nothing of a message.
    await assert.rejects(
      async () => tell(fields, { ...given, as: { ...account, auth_token: '12345' } }),
      Misconfigured,
    );
    await assert.rejects(async () => tell(fields, given), CredentialsInvalid);
  });

  test('is not believed when anything of it was changed', async () => {
    const fields = { MessageSid: 'SM1', MessageStatus: 'delivered' };
    await assert.rejects(
      async () => tell({ ...fields, more: '1' }, { signature: sign(fields) }),
      CredentialsInvalid,
    );
    await assert.rejects(async () => tell(fields, { to: `${url}?a` }), CredentialsInvalid);
    for (const signature of ['', 'AAAA', sign(fields, url, 'another')])
      await assert.rejects(async () => tell(fields, { signature }), CredentialsInvalid);
    const withPort = sign(fields, 'https://r.example:443/answers/3');
    assert.equal((await tell(fields, { signature: withPort }))?.length, 1);
    assert.equal((await tell(fields, { to: 'https://r.example:8443/answers/3' }))?.length, 1);
  });

  const statuses: [Record<string, string>, object | undefined][] = [
    [{ MessageStatus: 'queued' }, undefined],
    [{ MessageStatus: 'sent' }, undefined],
    [{ MessageStatus: 'delivered' }, { kind: 'delivered' }],
    [{ SmsStatus: 'delivered' }, { kind: 'delivered' }],
    [{ MessageStatus: 'read' }, { kind: 'opened' }],
    [
      { MessageStatus: 'undelivered', ErrorCode: '30005' },
      { kind: 'bounced', hard: true, text: '30005' },
    ],
    [
      { MessageStatus: 'undelivered', ErrorCode: '30003' },
      { kind: 'bounced', hard: false, text: '30003' },
    ],
    [
      { MessageStatus: 'failed', ErrorCode: '30007' },
      { kind: 'failed', text: '30007' },
    ],
  ];
  for (const [fields, expected] of statuses)
    test(`${JSON.stringify(fields)}`, async () => {
      const told = { MessageSid: 'SM1', To: '+48600700800', ...fields };
      const base = { at, point: { type: 'phone', value: '+48600700800' } };
      const answerId = `SM1 ${fields.MessageStatus ?? fields.SmsStatus}`;
      const wanted = expected && { ...base, answerId, message: { providerId: 'SM1' }, ...expected };
      assert.deepEqual(await tell(told), wanted === undefined ? [] : [wanted]);
      const withId = `${url}?message=17`;
      const [named] = (await tell(told, { to: withId, signature: sign(told, withId) })) ?? [];
      assert.deepEqual(named?.message, expected && { id: '17' });
    });

  test('STOP and its like end it, and everything else is a reply', async () => {
    const replied = async (Body: string, more = {}) => {
      const [answer] =
        (await tell({ MessageSid: 'SM2', From: '+48600700800', SmsStatus: 'received', Body, ...more })) ?? [];
      assert.deepEqual(answer?.point, { type: 'phone', value: '+48600700800' });
      assert.equal(answer?.text, Body);
      return answer?.kind;
    };
    for (const word of ['STOP', ' stop.', 'StopAll', 'unsubscribe', 'CANCEL', 'End', 'quit!'])
      assert.equal(await replied(word), 'unsubscribed', word);
    for (const word of ['HELP', 'info', 'START', 'Please do not stop', 'stop it', '', 'Thanks'])
      assert.equal(await replied(word), 'replied', word);
    assert.equal(await replied('Zatrzymaj', { OptOutType: 'STOP' }), 'unsubscribed');
    assert.equal(await replied('STOP', { OptOutType: 'HELP' }), 'replied');
  });
});
