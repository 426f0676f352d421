// Templates of a running server: made, changed by whoever saw the newest version, published when nothing is wrong, and filled for
// people with no more of them than the purpose may see.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anIdentify, startTestServer, type TestServer, testMember } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  for (const [path, body] of [
    ['brands', { slug: 'rowan', name: 'Rowan & Wren', accent: '#3b2fb0' }],
    [
      'topics',
      {
        ...{ slug: 'offers', brand: 'rowan', titles: { en: 'Offers' } },
        channels: ['email', 'sms'],
        purpose: 'marketing.*',
      },
    ],
    [
      'views',
      {
        ...{ name: 'mail', title: 'For mail', purpose: 'marketing.email' },
        fields: [{ name: 'size', attribute: 'size' }],
      },
    ],
    [
      'views',
      {
        ...{ name: 'desk', title: 'Desk', purpose: 'service' },
        fields: [{ name: 'plan', attribute: 'plan' }],
      },
    ],
  ] as const)
    await good('POST', `/api/${path}`, body);
  await server.send([
    anIdentify({
      userId: 'neha',
      traits: {
        first_name: 'Neha <3',
        locale: 'zh_TW',
        size: 'M',
        plan: 'gold',
        timezone: 'Asia/Taipei',
        email: 'neha@shop.example',
      },
    }),
    anIdentify({
      userId: 'sarah',
      traits: { first_name: 'Sarah', language: 'pl', email: 'sarah@shop.example' },
    }),
  ]);
  await server.settle();
});
after(() => server.stop());

type Fault = {
  error: {
    code: string;
    message: string;
    details: { faults?: { at: string; code?: string }[]; version?: number };
  };
};
type Finding = { level: string; code: string; at: string; message: string };
type Shown = {
  version: number;
  published: number | null;
  findings: Finding[];
  contents: Record<string, unknown>;
  updated_by_name: string;
};
type Mail = { subject: string; html: string; text: string };
type Preview = {
  language: string;
  rendered: Mail | null;
  faults: string[];
  decision: { decision: string } | null;
  denied: { field: string }[];
};

async function good<Body>(method: string, path: string, body?: object): Promise<Body> {
  const { status, body: answer, text } = await server.api<Body>(method, path, body);
  assert.ok(status < 300, text);
  return answer;
}
async function bad(
  method: string,
  path: string,
  body?: object,
): Promise<[number, string, string | undefined]> {
  const { status, body: answer } = await server.api<Fault>(method, path, body);
  return [status, answer.error.code, answer.error.details.faults?.[0]?.at];
}

const receipt = {
  title: 'Receipt',
  purpose: 'message.transactional',
  contents: {
    email: {
      en: {
        subject: 'Order {{ order.id }}',
        html: '<p>{{ order.total | money: order.currency }} {{ person.first_name }}</p>',
      },
      pl: { subject: 'Zamówienie {{ order.id }}', html: '<p>{{ order.total | money: order.currency }}</p>' },
      'zh-Hant': {
        subject: '訂單 {{ order.id }}',
        html: '<p>{{ order.at | date: "short" }} {{ order.at | time }}</p>',
      },
    },
  },
};
const order = { id: 'A-1', total: 12345.5, currency: 'PLN', at: '2026-11-28T23:30:00Z' };
const offer = {
  title: 'Offer',
  topic: 'offers',
  view: 'mail',
  contents: {
    email: {
      en: {
        subject: 'In your size',
        html: '<p>{{ view.size }}</p><a href="{{ links.unsubscribe }}">No more</a>',
      },
    },
  },
};
const preview = (body: object): Promise<Preview> =>
  good('POST', '/api/template-preview', { channel: 'email', ...body });
const user = (value: string) => ({ type: 'user_id', value });

describe('Templates', () => {
  test('are made, changed by whoever saw the newest version, published and put away', async () => {
    const made = await good<Shown>('POST', '/api/templates', { ...receipt, slug: 'receipt' });
    assert.deepEqual([made.version, made.published], [1, null]);
    assert.deepEqual(await bad('POST', '/api/templates', { ...receipt, slug: 'receipt' }), [
      409,
      'name_taken',
      undefined,
    ]);
    const { purpose: _stays, ...change } = receipt;
    const path = '/api/templates/receipt';
    assert.equal((await good<Shown>('PUT', path, { ...change, expected_version: 1 })).version, 2);
    assert.deepEqual((await bad('PUT', path, { ...change, expected_version: 1 })).slice(0, 2), [
      409,
      'conflict',
    ]);
    assert.equal((await good<Shown>('POST', `${path}/publish`, { version: 1 })).published, 1);
    assert.equal((await good<Shown>('POST', `${path}/publish`, {})).published, 2);
    const { items } = await good<{ items: { version: number }[] }>('GET', `${path}/versions`);
    assert.deepEqual(
      items.map(({ version }) => version),
      [2, 1],
    );
    const first = await good<{ contents: object }>('GET', `${path}/versions/1`);
    assert.deepEqual(first.contents, receipt.contents);
    const slugs = async (query = '') =>
      (await good<{ items: { slug: string }[] }>('GET', `/api/templates${query}`)).items.map(
        ({ slug }) => slug,
      );
    await good('POST', `${path}/archive`, {});
    assert.deepEqual([await slugs(), await slugs('?archived=true')], [[], ['receipt']]);
    await good('POST', `${path}/archive`, { archived: false });
    assert.deepEqual(await slugs(), ['receipt']);
    assert.deepEqual((await bad('GET', '/api/templates/none')).slice(0, 2), [404, 'template_not_found']);
    assert.deepEqual((await bad('GET', `${path}/versions/9`)).slice(0, 2), [404, 'template_not_found']);
  });

  test('are of a topic, or of what nobody can switch off', async () => {
    const { purpose: _none, ...plain } = receipt;
    const make = (more: object) => bad('POST', '/api/templates', { ...plain, slug: 'x', ...more });
    assert.deepEqual(await make({}), [422, 'template_invalid', 'topic']);
    assert.deepEqual(await make({ topic: 'offers', purpose: 'service' }), [422, 'template_invalid', 'topic']);
    assert.deepEqual(await make({ purpose: 'marketing.email' }), [422, 'template_invalid', 'purpose']);
    assert.deepEqual(await make({ purpose: 'analytics' }), [422, 'template_invalid', 'purpose']);
    assert.equal((await make({ purpose: 'nothing' }))[1], 'purpose_unknown');
    assert.equal((await make({ topic: 'nothing' }))[1], 'topic_not_found');
    assert.equal((await make({ purpose: 'service', view: 'nothing' }))[1], 'view_not_found');
  });

  test('hold what their channels can send', async () => {
    const make = (contents: object) => bad('POST', '/api/templates', { ...receipt, slug: 'x', contents });
    assert.deepEqual(await make({ pigeon: { en: {} } }), [422, 'template_invalid', 'contents.pigeon']);
    assert.deepEqual(await make({ email: { en: { html: 'x' } } }), [
      422,
      'template_invalid',
      'contents.email.en.subject',
    ]);
    assert.equal((await make({ email: { 'not a tag': {} } }))[1], 'invalid_request');
    const long = { email: { en: { subject: 'x', html: 'x'.repeat(1_000_000) } } };
    assert.deepEqual(await make(long), [422, 'template_invalid', 'contents.email.en.html']);
  });
});

describe('Before it is published', () => {
  const publish = async (slug: string, body: object): Promise<string[]> => {
    await good('POST', '/api/templates', { ...body, slug });
    const { status, body: answer } = await server.api<Fault & Shown>(
      'POST',
      `/api/templates/${slug}/publish`,
      {},
    );
    if (status === 200) return [];
    assert.deepEqual([status, answer.error.code], [422, 'template_not_ready']);
    return answer.error.details.faults?.map(({ code = '' }) => code) ?? [];
  };
  const mail = (html: string, more: object = {}) => ({
    ...offer,
    contents: { email: { en: { subject: 'x', html, ...more } } },
  });

  test('what would go wrong with every message is an error', async () => {
    assert.deepEqual(await publish('offer', offer), []);
    assert.deepEqual(await publish('no-way-out', mail('<p>Buy!</p>')), ['unsubscribe_missing']);
    assert.deepEqual(await publish('broken', mail('<p>{{ person.</p>')), [
      'text_broken',
      'unsubscribe_missing',
    ]);
    assert.deepEqual(
      await publish('file', {
        ...receipt,
        contents: { email: { en: { subject: 'x', html: '{% include "x" %}' } } },
      }),
      ['text_broken'],
    );
    const laidOut = (mjml: string) => ({ ...receipt, contents: { email: { en: { subject: 'x', mjml } } } });
    assert.deepEqual(await publish('no-mjml', laidOut('<p>Hello</p>')), ['layout_broken']);
    assert.deepEqual(await publish('silent', { ...offer, contents: {} }), ['says_nothing']);
    assert.deepEqual(await publish('desk-offer', { ...offer, view: 'desk' }), ['view_of_other_purpose']);
  });

  test('what may be wrong is told', async () => {
    const html =
      '<img src="a.png"><p style="color:#999">pale</p><p>{{ person.nickname }} {{ person.traits.none }} {{ view.colour }} {{ order.id }} {{ person.size }}</p><a href="{{ links.unsubscribe }}">x</a>';
    const subject = 'A very long subject that no inbox shows as a whole, since it goes on and on and on';
    const { findings } = await good<Shown>('POST', '/api/templates', {
      ...mail(html, { subject }),
      slug: 'odd',
    });
    const told = findings.map(({ level, code }) => `${level} ${code}`);
    assert.deepEqual(told, [
      ...['warning variable_unknown', 'warning variable_unknown', 'warning variable_unknown'],
      ...['warning alt_missing', 'warning contrast_low', 'warning subject_long', 'note text_made'],
    ]);
    const two = { email: { pl: { subject: 'x', html: 'x' } } };
    const other = await good<Shown>('POST', '/api/templates', { ...receipt, slug: 'polish', contents: two });
    assert.deepEqual(
      other.findings.map(({ code }) => code),
      ['translation_missing', 'text_made'],
    );
  });
});

describe('A preview', () => {
  test('is filled for somebody, in their language, as it is written where they are', async () => {
    const ofNobody = await preview({ template: 'receipt', variables: { order } });
    assert.deepEqual([ofNobody.language, ofNobody.decision, ofNobody.faults.length], ['en', null, 1]);
    assert.match(ofNobody.rendered?.html ?? '', /<p>PLN\s12,345\.50 <\/p>/);
    const polish = await preview({ template: 'receipt', variables: { order }, person: user('sarah') });
    assert.equal(polish.rendered?.subject, 'Zamówienie A-1');
    assert.match(polish.rendered?.html ?? '', /12\s345,50\szł/);
    const taiwan = await preview({ template: 'receipt', variables: { order }, person: user('neha') });
    assert.deepEqual([taiwan.language, taiwan.faults], ['zh-Hant', []]);
    assert.match(taiwan.rendered?.html ?? '', /2026\/11\/29 清晨7:30/);
    const asked = await preview({
      template: 'receipt',
      variables: { order },
      person: user('neha'),
      language: 'en-GB',
    });
    assert.match(asked.rendered?.html ?? '', /Neha &lt;3/);
  });

  test('shows no more of a person than its purpose may see, and says what is withheld', async () => {
    const denied = await preview({ template: 'offer', person: user('neha') });
    assert.equal(denied.decision?.decision, 'deny');
    assert.match(denied.rendered?.html ?? '', /<p><\/p>/);
    assert.match(denied.faults[0] ?? '', /view\.size/);
    const consent = { subject: user('sarah'), purpose: 'marketing.email', state: 'given', method: 'form' };
    await good('POST', '/api/consents', consent);
    await server.send([anIdentify({ userId: 'sarah', traits: { size: 'XL', first_name: 'Sarah' } })]);
    await server.settle();
    const seen = await preview({ template: 'offer', person: user('sarah') });
    assert.deepEqual([seen.decision?.decision, seen.faults], ['permit', []]);
    assert.match(seen.rendered?.html ?? '', /<p>XL<\/p>/);
    assert.match(seen.rendered?.html ?? '', /example\/unsubscribe/);
  });

  test('is a read, and needs what a read of the person needs', async () => {
    const key = async (scopes: string[], purposes: string[]) => {
      const made = await good<{ key: string }>('POST', '/api/keys', { name: 'Key', scopes, purposes });
      return { authorization: `Bearer ${made.key}`, 'content-type': 'application/json' };
    };
    const body = { template: 'receipt', channel: 'email', person: user('sarah'), variables: { order } };
    const ask = async (headers: Record<string, string>, own: object = body) =>
      (await server.request('POST', '/api/template-preview', own, headers)).status;
    const writer = await key(['templates:read'], ['message.transactional']);
    assert.equal(await ask(writer), 403);
    assert.equal(await ask(writer, { ...body, person: null }), 200);
    assert.equal(await ask(await key(['templates:read', 'profiles:read'], ['service'])), 403);
    assert.equal(await ask(await key(['templates:read', 'profiles:read'], ['message.transactional'])), 200);
    const { items } = await good<{ items: { exit: string; fields: string[]; purpose: string }[] }>(
      'GET',
      '/api/reads?limit=1',
    );
    assert.equal(items[0]?.exit, 'POST /api/template-preview');
    assert.equal(items[0]?.purpose, 'message.transactional');
    assert.ok(items[0]?.fields.includes('first_name'));
    assert.ok(!items[0]?.fields.includes('size'), 'only what the texts name');
  });

  test('of a draft that nobody kept is the same, and of nobody there is none', async () => {
    const { title: _title, ...draft } = receipt;
    const seen = await preview({ draft, variables: { order }, person: user('sarah'), language: 'pl' });
    assert.equal(seen.rendered?.subject, 'Zamówienie A-1');
    assert.equal(
      (await bad('POST', '/api/template-preview', { draft, channel: 'email', person: user('who') }))[1],
      'profile_not_found',
    );
    assert.equal(
      (await bad('POST', '/api/template-preview', { draft, channel: 'phone' }))[1],
      'template_invalid',
    );
    const opened = { ...draft, contents: { email: { en: { subject: '{{ x', html: 'x' } } } };
    const broken = await preview({ draft: opened });
    assert.equal(broken.rendered, null);
    assert.match(broken.faults[0] ?? '', /not closed/);
  });
});

test('A test goes to members, and with the data of a person to nobody but oneself', async () => {
  const test = (body: object) =>
    bad('POST', '/api/templates/receipt/test-send', { channel: 'email', ...body });
  const message = async (body: object) =>
    (await server.api<Fault>('POST', '/api/templates/receipt/test-send', { channel: 'email', ...body })).body
      .error.message;
  assert.deepEqual((await test({ to: 'neha@shop.example' })).slice(0, 2), [422, 'test_send_refused']);
  assert.match(await message({ to: testMember.email, person: user('neha') }), /nobody but yourself/);
  assert.match(await message({ to: testMember.email, channel: 'sms' }), /cannot go by sms/);
});
