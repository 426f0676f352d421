// The page of a person looked at by somebody of the company: as they see it, with nothing to press, and recorded each time.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anIdentify, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  const traits = { email: 'sarah@shop.example', phone: '+16145550100', favourite_colour: 'teal' };
  await server.sendInTurn([anIdentify({ userId: 'sarah', traits })]);
});
after(() => server.stop());

const contact = { type: 'email', value: 'sarah@shop.example' };
type Opened = { url: string; expires_at: string };
const openAs = (body: object = {}) =>
  server.api<Opened>('POST', '/api/preference-centre/open-as', { contact, purpose: 'service', ...body });
const look = (url: string, init: RequestInit = {}) => fetch(url, { redirect: 'manual', ...init });
const form = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields),
});
type Reads = {
  items: { reader: string; purpose: string; exit: string; profile_ids: string[]; fields: string[] }[];
};
const listReads = async () =>
  (await server.api<Reads>('GET', '/api/reads')).body.items.filter(({ exit }) =>
    exit.includes('preferences'),
  );

describe('Whoever opens the page of a person', () => {
  test('sees what they see, without a form or a value, and it says who looks and what for', async () => {
    const own = await server.api<{ url: string }>('POST', '/api/preference-links', { contact });
    await look(own.body.url, form({ ask: 'correction', words: 'I never lived in Ohio', purpose: '' }));
    const { status, body, text } = await openAs();
    assert.equal(status, 201, text);
    const response = await look(body.url);
    const page = await response.text();
    assert.equal(response.status, 200);
    assert.match(page, /<h1>Your choices<\/h1>/);
    assert.match(
      page,
      /role="note">[^<]+ looks at this page as the person sees it, for the purpose “Help with what you bought”\./,
    );
    assert.match(page, /You were not asked yet\./);
    assert.doesNotMatch(page, /<form|<button|<input|<select/);
    assert.match(String(response.headers.get('content-security-policy')), /form-action 'none'/);
    for (const value of ['sarah@shop.example', '6145550100', 'teal', 'Ohio'])
      assert.ok(!page.includes(value), value);
    assert.ok((await (await look(own.body.url)).text()).includes('<form'), 'the person has theirs');
  });

  test('is recorded at each look, by who it was and for what', async () => {
    const before = (await listReads()).length;
    const { url } = (await openAs({ purpose: 'compliance' })).body;
    assert.equal((await listReads()).length, before, 'an address is no look');
    await look(url);
    await look(`${url}?lang=pl`);
    const [last, ...others] = await listReads();
    assert.equal(others.length, before + 1);
    const { body } = await server.api<{ id: string }>('GET', '/api/profiles/user_id/sarah?purpose=service');
    assert.deepEqual([last?.purpose, last?.profile_ids], ['compliance', [body.id]]);
    assert.match(last?.reader ?? '', /^api_key:/);
    assert.ok(last?.fields.includes('consents') && last.fields.includes('held.user.contact'));
  });

  test('changes nothing, by any form, and asks for nothing in their name', async () => {
    const { url } = (await openAs()).body;
    const decide = async () =>
      (
        await server.api<{ decision: string }>('POST', '/api/decide', {
          subject: contact,
          purpose: 'analytics',
        })
      ).body;
    const { decision } = await decide();
    const forms: Record<string, string>[] = [
      { purpose: 'analytics', state: 'off' },
      { ask: 'erasure' },
      { wish: 'one_month' },
      { new_link: '1', address: '' },
    ];
    for (const fields of forms) {
      const response = await look(url, form(fields));
      assert.equal(response.status, 403);
      assert.match(await response.text(), /Nothing can be changed here/);
    }
    const oneClick = url.replace('/preferences/', '/u/');
    assert.equal((await look(oneClick, form({ 'List-Unsubscribe': 'One-Click' }))).status, 403);
    assert.equal((await decide()).decision, decision);
  });

  test('does so for minutes, and only with the right to read what people said, for a purpose that they may name', async () => {
    const { url } = (await openAs()).body;
    const keyOf = async (fields: object) =>
      (await server.api<{ key: string }>('POST', '/api/keys', { name: 'k', ...fields })).body.key;
    const ask = async (key: string, purpose: string) =>
      (
        await server.request(
          'POST',
          '/api/preference-centre/open-as',
          { contact, purpose },
          {
            ...{ authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          },
        )
      ).status;
    assert.equal(await ask(await keyOf({ scopes: ['preferences:write', 'consents:write'] }), 'service'), 403);
    const bound = await keyOf({ scopes: ['consents:read'], purposes: ['service'] });
    assert.deepEqual([await ask(bound, 'service'), await ask(bound, 'marketing.email')], [201, 403]);
    assert.equal((await openAs({ purpose: 'nothing' })).status, 422);
    await server.advance('PT11M');
    const ended = await look(url);
    assert.equal(ended.status, 404);
    // Nobody is written to by the end of it.
    await look(url, form({ new_link: '1', address: '' }));
    const asked = await server.api<{ items: unknown[] }>('GET', '/api/preference-link-requests');
    assert.deepEqual(asked.body.items, []);
  });
});
