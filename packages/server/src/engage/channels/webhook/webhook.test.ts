// What a webhook says and how it is signed; and what is believed of what comes back.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { CredentialsInvalid, Misconfigured } from '../faults.ts';
import { bodyField, fillBody, type Json } from './body.ts';
import { webhook } from './channel.ts';
import { toSignedHeaders, verify } from './signing.ts';
import { testSecret } from './test-fixture.ts';

const atMs = Date.parse('2026-11-28T12:00:00Z');

describe('What it says', () => {
  test('stays the JSON that was meant, whatever a person is called', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.jsonValue(), async (name, json) => {
        const shape = { a: json as Json, 'b"{{x}}': ['{{x}}', 1, null, true] };
        const filled = await fillBody(shape, async (text) => text.replaceAll('{{x}}', () => name));
        const again = JSON.parse(JSON.stringify(filled)) as typeof shape;
        assert.deepEqual(Object.keys(again), ['a', 'b"{{x}}']);
        assert.deepEqual(again['b"{{x}}'], [name, 1, null, true]);
      }),
    );
  });

  test('is bounded', () => {
    let deep: Json = 'x';
    for (let i = 0; i < 30; i += 1) deep = [deep];
    for (const wrong of [deep, 'x'.repeat(40_000), undefined, () => 1])
      assert.ok(!bodyField.safeParse(wrong).success);
    assert.ok(bodyField.safeParse({ a: [1, 'x', null] }).success);
  });

  test('settings: an address of the web, and a secret that is long enough', () => {
    const { settings } = webhook.providers[0] ?? assert.fail();
    const good = { url: 'https://shop.example/hooks', secret: testSecret };
    assert.ok(settings.safeParse(good).success);
    for (const wrong of [
      { url: 'ftp://shop.example' },
      { secret: 'whsec_c2hvcnQ=' },
      { secret: 'a'.repeat(40) },
      { authorization: 'a\r\nb: c' },
      { more: 1 },
    ])
      assert.ok(!settings.safeParse({ ...good, ...wrong }).success, JSON.stringify(wrong));
  });
});

describe('Signatures', () => {
  const signed = { id: 'msg_1', atMs, body: '{"a":1}' };

  test('are those of the scheme', () => {
    // By hand, as its text says it.
    const key = Buffer.from(testSecret.slice(6), 'base64');
    const expected = createHmac('sha256', key)
      .update(`msg_1.${atMs / 1000}.{"a":1}`)
      .digest('base64');
    assert.deepEqual(toSignedHeaders(testSecret, signed), {
      ...{
        'webhook-id': 'msg_1',
        'webhook-timestamp': String(atMs / 1000),
        'webhook-signature': `v1,${expected}`,
      },
    });
  });

  test('hold for this id, this time and this body, and for some minutes', () => {
    const headers = toSignedHeaders(testSecret, signed);
    assert.equal(verify(testSecret, headers, signed.body, atMs + 240_000), 'msg_1');
    const two = { ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature']}` };
    assert.equal(verify(testSecret, two, signed.body, atMs), 'msg_1');
    const wrong: [Record<string, string>, string, number, string?][] = [
      [headers, '{"a":2}', atMs],
      [headers, signed.body, atMs + 301_000],
      [headers, signed.body, atMs - 301_000],
      [{ ...headers, 'webhook-id': 'msg_2' }, signed.body, atMs],
      [{ ...headers, 'webhook-timestamp': String(atMs / 1000 + 1) }, signed.body, atMs],
      [{ ...headers, 'webhook-timestamp': '1e9' }, signed.body, atMs],
      [{ ...headers, 'webhook-signature': '' }, signed.body, atMs],
      [
        { ...headers, 'webhook-signature': headers['webhook-signature']?.replace('v1', 'v1a') ?? '' },
        signed.body,
        atMs,
      ],
      [{}, signed.body, atMs],
      [headers, signed.body, atMs, testSecret.replace('YSBz', 'YSBa')],
    ];
    for (const [given, body, now, secret = testSecret] of wrong)
      assert.throws(() => verify(secret, given, body, now), CredentialsInvalid);
  });
});

describe('Answers', () => {
  const provider = webhook.providers[0] ?? assert.fail();
  const tell = (body: object | string, secret = testSecret) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = toSignedHeaders(secret, { id: 'answer_1', atMs, body: text });
    const request = { headers, body: Buffer.from(text), url: 'https://rapport.example/answers/1', at: atMs };
    return provider.answers?.(request, { url: 'https://shop.example', secret: testSecret });
  };

  test('name a message or a contact point, and are known by their id', async () => {
    const at = '2026-11-28T11:59:00Z';
    assert.deepEqual(await tell({ kind: 'replied', message: '7', at, text: 'x'.repeat(3000) }), [
      {
        ...{ kind: 'replied', answerId: 'answer_1', message: { id: '7' }, point: undefined },
        ...{ at: Date.parse(at), text: 'x'.repeat(2000) },
      },
    ]);
    const to = { type: 'email', value: 'neha@example.com' };
    assert.deepEqual(await tell({ kind: 'unsubscribed', to }), [
      { kind: 'unsubscribed', answerId: 'answer_1', message: undefined, point: to, at: atMs },
    ]);
  });

  test('are refused when they are not signed, or say nothing', async () => {
    const other = testSecret.replace('YSBz', 'YSBa');
    await assert.rejects(async () => tell({ kind: 'delivered', message: '7' }, other), CredentialsInvalid);
    for (const wrong of ['no JSON', {}, { kind: 'delivered' }, { kind: 'eaten', message: '7' }])
      await assert.rejects(async () => tell(wrong), Misconfigured);
  });
});
