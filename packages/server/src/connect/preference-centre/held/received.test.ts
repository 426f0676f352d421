// Who received what is held, as the person sees it: by the gate's permits, by the rules, and files that were taken out.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { anIdentify, startTestServer, type TestServer } from '../../../testing/index.ts';

let server: TestServer;
const ola = { type: 'email', value: 'ola@shop.example' };

before(async () => {
  server = await startTestServer();
  await send('POST', '/api/purposes', {
    ...{
      slug: 'delivery',
      name: 'Delivery <b>',
      description: 'Bring it.',
      recipients: ['carrier', 'broker'],
    },
    ...{ legal_basis: 'contract', consent_model: 'none' },
    data_categories: ['user.contact', 'user.name'],
  });
  const carrier = { name: 'Carrier & <Sons>', country: 'PL', mechanism: 'none' };
  await send('PUT', '/api/recipients/carrier', carrier);
  const traits = { email: ola.value, name: 'Ola Nowak', country: 'PL' };
  await server.sendInTurn([anIdentify({ userId: 'ola', traits })]);
  await server.sendInTurn([anIdentify({ userId: 'ola', anonymousId: 'before-she-came', traits: {} })]);
});
after(() => server.stop());

async function send<Body>(method: 'POST' | 'PUT', path: string, body: object): Promise<Body> {
  const answer = await server.api<Body>(method, path, body);
  assert.ok(answer.status < 300, answer.text);
  return answer.body;
}

/** The words of the section. */
async function look(contact = ola, lang = 'en'): Promise<string> {
  const { url } = await send<{ url: string }>('POST', '/api/preference-links', { contact });
  const page = await (await fetch(`${url}?lang=${lang}`)).text();
  const from = page.indexOf('id="received"');
  const section = from === -1 ? '' : page.slice(from, page.indexOf('</section>', from));
  return section
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');
}
const ask = async (recipient: string, more: object = {}): Promise<void> => {
  const asked = { subject: ola, purpose: 'delivery', recipient, ...more };
  const { decision_id: id } = await send<{ decision_id: string }>('POST', '/api/decide', asked);
  // Whoever looks a decision up waits until it is written.
  assert.equal((await server.api('GET', `/api/decisions/${id}`)).status, 200);
};

test('who may receive it by the rules is told, and that nobody has', async () => {
  const words = await look();
  assert.match(
    words,
    /Carrier & &lt;Sons&gt; \(Poland\) We have no record that they got anything yet\. By our rules they may get: .*How you are reached/,
  );
  assert.match(words, /broker \(country not recorded\)/);
  assert.match(words, /For: Delivery &lt;b&gt;\./);
  assert.doesNotMatch(words, /ola@|Nowak/);
  assert.match(await look(ola, 'zh-Hant'), /Carrier & &lt;Sons&gt;（波蘭）/);
  assert.match(await look(ola, 'pl'), /Polska.*W celu: Delivery/);
});

test('where a rule of residency keeps it from going there, they may get nothing', async () => {
  const rule = { jurisdiction: 'EU', within: ['EU'], mechanisms: ['scc'] };
  await send('PUT', '/api/residency', { rules: [rule], reason: 'Test' });
  const words = await look();
  assert.match(words, /Carrier/);
  assert.doesNotMatch(words, /broker/);
});

test('what they were let have is told by kind, with the last day; what was denied is not', async () => {
  await ask('broker');
  assert.doesNotMatch(await look(), /broker/);
  await ask('carrier');
  await server.advance('P2D');
  await ask('carrier', { categories: ['user.name'] });
  await ask('carrier', { categories: ['user.contact', 'user.health_and_medical'] });
  const words = await look();
  assert.match(words, /We let them have:/);
  const dayOf = (kind: string) => new RegExp(`${kind}: last on (\\d+ \\w+ \\d{4})`).exec(words)?.[1];
  const [name, reached] = [dayOf('Your name'), dayOf('How you are reached')].map((day) =>
    Date.parse(String(day)),
  );
  assert.equal(Number(name) - Number(reached), 2 * 86_400_000);
  assert.doesNotMatch(words, /[Hh]ealth/);
});

test('what was asked under an id that was merged since counts', async () => {
  await server.sendInTurn([anIdentify({ userId: null, anonymousId: 'walker', traits: { name: 'Ola' } })]);
  const other = { type: 'anonymous_id', value: 'walker' };
  await send('PUT', '/api/recipients/printer', { name: 'Printer', country: 'DE', mechanism: 'none' });
  await send('POST', '/api/purposes', {
    ...{ slug: 'printing', name: 'Printing', description: 'Print it.', recipients: ['printer'] },
    ...{ legal_basis: 'contract', consent_model: 'none', data_categories: ['user.name'] },
  });
  await ask('printer', { subject: other, purpose: 'printing' });
  assert.match(await look(), /Printer \(Germany\) We have no record/);
  await server.sendInTurn([anIdentify({ userId: 'ola', anonymousId: 'walker', traits: {} })]);
  assert.match(await look(), /Printer \(Germany\) We let them have: Your name: last on/);
});

test('a file that was taken out is told, and of whom nothing is held nothing is said', async () => {
  assert.doesNotMatch(await look(), /took a file/);
  await send('POST', '/api/segments', {
    ...{ name: 'all', purpose: 'service', definition: { everyone: true } },
  });
  await server.settle();
  const exported = await server.api('GET', '/api/segments/all/export?purpose=service');
  assert.equal(exported.status, 200, exported.text);
  assert.ok(exported.text.includes(ola.value));
  assert.equal((await server.api('GET', '/api/reads')).status, 200);
  assert.match(await look(), /last took a file out of this system with some of it on \d+ \w+ \d{4}\./);
  assert.equal(await look({ type: 'email', value: 'nobody@shop.example' }), '');
});
