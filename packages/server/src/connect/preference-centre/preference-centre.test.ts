// The preference centre on a running server: what a link opens, what a press does, and what opens nothing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anIdentify, type Headers, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  const known = { email: 'sarah@shop.example', phone: '+16145550100' };
  await server.sendInTurn([anIdentify({ userId: 'sarah', traits: known })]);
});
after(() => server.stop());

const sarah = { type: 'email', value: 'sarah@shop.example' };
type Link = { url: string; one_click_url: string | null; expires_at: string };
type Decided = {
  decision: string;
  reason: {
    code: string;
    consent_event?: { method: string; notice: { title: string; language: string } | null };
  };
};

async function makeLink(fields: object = {}): Promise<Link> {
  const { status, body, text } = await server.api<Link>('POST', '/api/preference-links', {
    ...{ contact: sarah, ...fields },
  });
  assert.equal(status, 201, text);
  return body;
}
const pathOf = (url: string | null): string => new URL(String(url)).pathname;

type Page = { status: number; text: string; headers: globalThis.Headers };
async function open(path: string, init: RequestInit = {}): Promise<Page> {
  const response = await fetch(server.url + path, { redirect: 'manual', ...init });
  return { status: response.status, text: await response.text(), headers: response.headers };
}
const form = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields),
});
const decide = async (purpose: string, subject = sarah): Promise<Decided> =>
  (await server.api<Decided>('POST', '/api/decide', { subject, purpose })).body;
const ledger = async (): Promise<number> => {
  const path = `/api/profiles/email/${encodeURIComponent(sarah.value)}/consents`;
  return (await server.api<{ items: unknown[] }>('GET', path)).body.items.length;
};

/** The fields that the form of this purpose has on the page. */
function fieldsOf(page: string, purpose: string): Record<string, string> {
  const own = page.split('<form').find((one) => one.includes(`value="${purpose}"`)) ?? '';
  const inputs = own.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g);
  return Object.fromEntries(Array.from(inputs, ([, name, value]) => [String(name), String(value)]));
}

describe('Somebody with a link', () => {
  test('allows with one press, and stops with one; each is believed at once, with what was read', async () => {
    const path = pathOf((await makeLink()).url);
    const first = await open(path);
    assert.equal(first.status, 200);
    assert.match(first.text, /You were not asked yet\./);
    const allowed = await open(path, form({ ...fieldsOf(first.text, 'marketing.phone'), state: 'on' }));
    assert.deepEqual([allowed.status, allowed.headers.get('location')], [303, '?lang=en&told=saved']);
    assert.equal((await decide('marketing.phone')).decision, 'permit');
    const second = await open(`${path}?told=saved`);
    assert.match(second.text, /role="status"[^>]*>Saved\. It holds from now on\./);
    await open(path, form({ ...fieldsOf(second.text, 'marketing.phone'), state: 'off' }));
    const { decision, reason } = await decide('marketing.phone');
    assert.deepEqual([decision, reason.code], ['deny', 'consent_withdrawn']);
    const said = reason.consent_event;
    assert.deepEqual(
      [said?.method, said?.notice?.title, said?.notice?.language],
      ['preference_centre', 'Your choices: Calls about offers', 'en'],
    );
    assert.match((await open(path)).text, /You had read “Your choices: Calls about offers”\./);
  });

  test('allows what their browser spoke against, once they are told that it does', async () => {
    const contact = { type: 'email', value: 'gwen@shop.example' };
    const known = anIdentify({ userId: 'gwen', traits: { email: contact.value } });
    await server.collect('/v1/identify', known, { 'sec-gpc': '1' });
    await server.settle();
    assert.equal((await decide('sharing', contact)).reason.code, 'opt_out_signal');
    const path = pathOf((await makeLink({ contact })).url);
    const page = (await open(path)).text;
    assert.match(page, /Your browser says so for you\./);
    await open(path, form({ ...fieldsOf(page, 'sharing'), state: 'on' }));
    assert.equal((await decide('sharing', contact)).decision, 'permit');
    // It says so again with all that follows, and was answered.
    const later = anIdentify({ userId: 'gwen', traits: { city: 'Leeds' } });
    await server.collect('/v1/identify', later, { 'sec-gpc': '1' });
    await server.settle();
    assert.equal((await decide('sharing', contact)).decision, 'permit');
  });

  test('is believed by the next decision, each of two hundred times, while others choose too', async () => {
    const flip = async (name: string): Promise<number> => {
      const contact = { type: 'email', value: `${name}@shop.example` };
      const path = pathOf((await makeLink({ contact })).url);
      const read = fieldsOf((await open(path)).text, 'marketing.email');
      let stale = 0;
      for (let i = 0; i < 50; i += 1) {
        const state = i % 2 === 0 ? 'on' : 'off';
        await open(path, form({ ...read, state }));
        const { decision } = await decide('marketing.email', contact);
        if (decision !== (state === 'on' ? 'permit' : 'deny')) stale += 1;
      }
      return stale;
    };
    assert.deepEqual(await Promise.all(['ann', 'ben', 'cat', 'dan'].map(flip)), [0, 0, 0, 0]);
  });

  test('objects to what rests on an interest, and takes that back', async () => {
    const path = pathOf((await makeLink()).url);
    const press = async (state: string) => {
      const page = await open(path);
      await open(path, form({ ...fieldsOf(page.text, 'analytics'), state }));
      return (await decide('analytics')).reason.code;
    };
    assert.equal(await press('off'), 'consent_objected');
    assert.equal(await press('on'), 'basis_legitimate_interest');
  });

  test('allows nothing by a text that was changed meanwhile; a no holds all the same', async () => {
    const path = pathOf((await makeLink()).url);
    const read = { ...fieldsOf((await open(path)).text, 'marketing.sms'), notice: 'f'.repeat(64) };
    const answer = await open(path, form({ ...read, state: 'on' }));
    assert.equal(answer.headers.get('location'), '?lang=en&told=changed');
    assert.equal((await decide('marketing.sms')).decision, 'deny');
    await open(path, form({ ...read, state: 'off' }));
    assert.equal((await decide('marketing.sms')).reason.code, 'consent_refused');
  });

  test('sees nothing of who they are but a hint, and no address holds it', async () => {
    const { url } = await makeLink();
    const { text, headers } = await open(pathOf(url));
    assert.ok(text.includes('s•••@shop.example'));
    for (const secret of [sarah.value, '+16145550100', '16145550100'])
      assert.ok(!text.includes(secret) && !decodeURIComponent(url).includes(secret), secret);
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'/);
    assert.doesNotMatch(text, /<script|style="| on\w+="/);
  });

  test('sees which kinds of data there are, from where and for what, and no value', async () => {
    const traits = { allergy: 'peanuts', favourite_colour: 'teal' };
    await server.api('PUT', '/api/labels', {
      ...{ subject: 'attribute', name: 'allergy', category: 'user.health_and_medical' },
    });
    await server.sendInTurn([anIdentify({ userId: 'sarah', traits })]);
    const { text } = await open(pathOf((await makeLink()).url));
    const held = text.slice(text.indexOf('id="held"'), text.indexOf('id="always"'));
    const words = held.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
    const { items } = (await server.api<{ items: { name: string }[] }>('GET', '/api/sources')).body;
    assert.match(
      words,
      new RegExp(`How you are reached From: ${items[0]?.name} Used for: .*Help with what you bought`),
    );
    assert.match(words, /Especially sensitive things/);
    assert.doesNotMatch(words, /[Hh]ealth|peanuts|allergy|teal|colour/);
    const stranger = await open(
      pathOf((await makeLink({ contact: { type: 'email', value: 'who@shop.example' } })).url),
    );
    assert.match(stranger.text, /We keep nothing about you under this contact\./);
  });

  test('reads it in their language: asked for, of the link, of the browser', async () => {
    const titles: Record<string, string> = {
      ...{ en: 'Your choices', pl: 'Twoje wybory' },
      ...{ 'zh-Hans': '您的选择', 'zh-Hant': '您的選擇' },
    };
    const path = pathOf((await makeLink()).url);
    const polish = pathOf((await makeLink({ language: 'pl' })).url);
    const seen = async (at: string, accept?: string): Promise<string> => {
      const init = accept === undefined ? {} : { headers: { 'accept-language': accept } };
      const { text } = await open(at, init);
      const language = /<html lang="([^"]+)"/.exec(text)?.[1] ?? '';
      assert.ok(text.includes(`<h1>${titles[language]}</h1>`), language);
      return language;
    };
    assert.equal(await seen(path), 'en');
    assert.equal(await seen(path, 'fr, zh-TW;q=0.9, pl;q=0.1'), 'zh-Hant');
    assert.equal(await seen(path, 'zh-CN'), 'zh-Hans');
    assert.equal(await seen(polish, 'zh-CN'), 'pl');
    assert.equal(await seen(`${polish}?lang=zh-Hant`), 'zh-Hant');
    assert.equal(await seen(`${polish}?lang=%3Cscript%3E`), 'pl');
    assert.match((await open(`${path}?lang=pl`)).text, /Telefony z ofertami/);
  });

  test('of whom nothing is known may say no all the same', async () => {
    const contact = { type: 'email', value: 'stranger@shop.example' };
    const path = pathOf((await makeLink({ contact })).url);
    await open(path, form({ purpose: 'marketing.email', state: 'off' }));
    assert.equal((await decide('marketing.email', contact)).reason.code, 'consent_refused');
  });
});

describe('Opening a link', () => {
  test('changes nothing, by GET or HEAD, however often', async () => {
    const link = await makeLink({ ends: { purpose: 'marketing.email' } });
    const before = await ledger();
    for (const path of [link.url, link.one_click_url].map(pathOf))
      for (const method of ['GET', 'HEAD', 'GET'])
        assert.equal((await open(`${path}?state=off&purpose=marketing.email`, { method })).status, 200);
    assert.equal(await ledger(), before);
  });

  test('that is forged, changed or has ended is the same page, and tells nothing', async () => {
    const path = pathOf((await makeLink()).url);
    const flipped = path.slice(0, -2) + (path.at(-2) === 'A' ? 'B' : 'A') + path.slice(-1);
    const pages = await Promise.all(
      ['/preferences/x', flipped, path.replace('/preferences/', '/u/'), `/u/${'A'.repeat(80)}`].map((one) =>
        open(one),
      ),
    );
    for (const page of pages) assert.deepEqual([page.status, page.text], [404, pages[0]?.text]);
    const pressed = await open(flipped, form({ purpose: 'marketing.push', state: 'off' }));
    assert.equal(pressed.status, 404);
    assert.equal((await decide('marketing.push')).reason.code, 'consent_unknown');
  });
});

describe('One click (RFC 8058)', () => {
  const oneClick = (type: 'form' | 'multipart', headers: Headers = {}): RequestInit => {
    const body = type === 'form' ? new URLSearchParams() : new FormData();
    body.append('List-Unsubscribe', 'One-Click');
    return { method: 'POST', body, headers: headers as Record<string, string> };
  };

  for (const type of ['form', 'multipart'] as const)
    test(`stops what the message was for, sent as ${type}; again is the same`, async () => {
      const contact = { type: 'email', value: `${type}@shop.example` };
      const given = { subject: contact, purpose: 'marketing.email', state: 'given', method: 'form' };
      assert.equal((await server.api('POST', '/api/consents', given)).status, 201);
      const path = pathOf((await makeLink({ contact, ends: { purpose: 'marketing.email' } })).one_click_url);
      for (let i = 0; i < 2; i += 1) {
        const { status, text, headers } = await open(path, oneClick(type));
        assert.deepEqual([status, text, headers.get('location')], [200, '', null]);
      }
      const { decision, reason } = await decide('marketing.email', contact);
      assert.deepEqual([decision, reason.code], ['deny', 'consent_withdrawn']);
      assert.equal(reason.consent_event?.method, 'one_click');
    });

  test('of a link that opens nothing answers the same, and does nothing', async () => {
    const { status, text } = await open(`/u/${'A'.repeat(120)}`, oneClick('form'));
    assert.deepEqual([status, text], [200, '']);
  });

  test('without its one word does nothing', async () => {
    const contact = { type: 'email', value: 'wordless@shop.example' };
    const path = pathOf((await makeLink({ contact, ends: { purpose: 'marketing.email' } })).one_click_url);
    for (const body of ['', 'List-Unsubscribe=Yes', 'x'.repeat(20_000)])
      assert.doesNotMatch(
        (
          await open(path, {
            ...form({}),
            body,
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
          })
        ).text,
        /Done\./,
      );
    const centre = pathOf((await makeLink({ contact })).url).replace('/preferences/', '/u/');
    assert.equal((await open(centre, form({ stop: 'all' }))).status, 404, 'it ends nothing');
    assert.equal((await decide('marketing.email', contact)).reason.code, 'consent_unknown');
  });

  test('has a page for people, which stops this or all advertising', async () => {
    const contact = { type: 'email', value: 'reader@shop.example' };
    for (const purpose of ['marketing.email', 'marketing.phone'])
      await server.api('POST', '/api/consents', {
        subject: contact,
        purpose,
        state: 'given',
        method: 'form',
      });
    const path = pathOf((await makeLink({ contact, ends: { purpose: 'marketing.email' } })).one_click_url);
    assert.match((await open(path)).text, /Press once, and we stop: Offers by e-mail\./);
    const done = await open(path, form({ stop: 'all' }));
    assert.match(done.text, /Done\. We have stopped it\..*href="\/preferences\//s);
    for (const purpose of ['marketing.email', 'marketing.phone'])
      assert.equal((await decide(purpose, contact)).reason.code, 'consent_withdrawn', purpose);
    assert.equal((await decide('analytics', contact)).decision, 'permit');
  });
});

describe('Making a link', () => {
  test('needs both scopes, and a purpose that there is', async () => {
    const { status, body } = await server.api<{ error: { code: string } }>('POST', '/api/preference-links', {
      ...{ contact: sarah, ends: { purpose: 'nothing' } },
    });
    assert.deepEqual([status, body.error.code], [422, 'purpose_unknown']);
    const made = await server.api<{ key: string }>('POST', '/api/keys', {
      name: 'W',
      scopes: ['consents:write'],
    });
    const headers = { authorization: `Bearer ${made.body.key}`, 'content-type': 'application/json' };
    const refused = await server.request('POST', '/api/preference-links', { contact: sarah }, headers);
    assert.equal(refused.status, 403);
  });
});
