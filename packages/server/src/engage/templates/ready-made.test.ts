// The templates that ship: nothing is wrong with them, in any language, and they are filled for people as they are.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  await good('POST', '/api/brands', { slug: 'rowan', name: 'Rowan & Wren' });
  const topic = { slug: 'offers', brand: 'rowan', titles: { en: 'Offers' }, channels: ['email'] };
  await good('POST', '/api/topics', { ...topic, purpose: 'marketing.*' });
  const fields = {
    ...{
      name: { kind: 'text' },
      category: { kind: 'text' },
      price: { kind: 'number' },
      currency: { kind: 'text' },
    },
  };
  await good('PUT', '/api/catalog/types/product', { title: 'Products', fields });
  const ring = {
    id: 'R-1',
    fields: { name: 'Ring <silver>', category: 'Jewellery', price: 19.9, currency: 'PLN' },
  };
  await good('POST', '/api/catalog/objects/product', { objects: [ring] });
});
after(() => server.stop());

type Finding = { level: string; code: string; at: string; message: string };
type Shown = { published: number | null; findings: Finding[] };
type Preview = {
  language: string;
  rendered: { subject: string; html: string; text: string };
  faults: string[];
};

async function good<Body>(method: string, path: string, body?: object): Promise<Body> {
  const { status, body: answer, text } = await server.api<Body>(method, path, body);
  assert.ok(status < 300, text);
  return answer;
}
const add = (name: string, body: object = {}): Promise<Shown> =>
  good('POST', `/api/ready-made-templates/${name}/add`, body);

test('they are published as they are, and nothing is wrong with them', async () => {
  await add('welcome');
  await add('receipt');
  await add('offer', { topic: 'offers' });
  for (const slug of ['welcome', 'receipt', 'offer']) {
    const { findings, published } = await good<Shown>('POST', `/api/templates/${slug}/publish`, {});
    assert.equal(published, 1);
    // Nobody told a first name yet.
    const odd = findings.filter(
      ({ level, message }) => level !== 'note' && !message.includes('person.first_name'),
    );
    assert.deepEqual(odd, []);
  }
});

test('they are filled in each language, and can be read in light and dark', async () => {
  const order = {
    ...{ id: 'A-7', placed_at: '2026-11-28T10:00:00Z', total: 39.8, currency: 'EUR' },
    items: [{ title: 'Rings & more', quantity: 2, total: 39.8 }],
  };
  for (const [template, subject] of [
    [
      'welcome',
      {
        en: 'Welcome to Rowan & Wren',
        pl: 'Witamy w Rowan & Wren',
        'zh-Hant': '歡迎加入 Rowan & Wren',
        'zh-Hans': '欢迎加入 Rowan & Wren',
      },
    ],
    [
      'receipt',
      {
        en: 'Your order A-7',
        pl: 'Twoje zamówienie A-7',
        'zh-Hant': '您的訂單 A-7',
        'zh-Hans': '您的订单 A-7',
      },
    ],
    [
      'offer',
      {
        en: 'Still thinking it over?',
        pl: 'Jeszcze się zastanawiasz?',
        'zh-Hant': '還在考慮嗎？',
        'zh-Hans': '还在考虑吗？',
      },
    ],
  ] as const)
    for (const [language, expected] of Object.entries(subject)) {
      const asked = { template, channel: 'email', language, variables: { order } };
      const seen = await good<Preview>('POST', '/api/template-preview', asked);
      assert.deepEqual([seen.language, seen.faults, seen.rendered.subject], [language, [], expected]);
      const { html, text } = seen.rendered;
      assert.ok(!/\{\{|\{%|\[\[/.test(html + text), html);
      assert.match(html, /name="color-scheme" content="light dark"/);
      assert.match(html, /prefers-color-scheme: ?dark/);
      assert.match(html, new RegExp(`lang="${language}"`));
      assert.match(html, /\/example\/preferences/);
      assert.equal(html.includes('/example/unsubscribe'), template === 'offer');
      if (template === 'receipt') assert.match(html, /Rings &amp; more × 2/);
      assert.ok(text.length > 100, text);
    }
});

test('an offer shows what somebody looked at, for whoever permits that', async () => {
  const neha = { type: 'user_id', value: 'neha' };
  await server.send([anIdentify({ userId: 'neha', traits: { first_name: 'Neha', locale: 'pl-PL' } })]);
  await server.settle();
  await good('POST', '/api/consents', {
    subject: neha,
    purpose: 'marketing.email',
    state: 'given',
    method: 'form',
  });
  await server.send([
    anIdentify({ userId: 'neha', traits: { first_name: 'Neha', locale: 'pl-PL' } }),
    aTrack({ userId: 'neha', event: 'Product Viewed', properties: { product_id: 'R-1' } }),
  ]);
  await server.settle();
  const asked = { template: 'offer', channel: 'email', person: neha };
  const { language, rendered, faults } = await good<Preview>('POST', '/api/template-preview', asked);
  assert.deepEqual([language, faults], ['pl', []]);
  assert.match(rendered.html, /Dzień dobry, Neha,/);
  assert.match(rendered.html, /Ring &lt;silver&gt;/);
  assert.match(rendered.html, /19,90\szł/);
  assert.match(rendered.text, /Ring <silver>/);
});
