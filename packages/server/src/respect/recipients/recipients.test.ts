// Recipients and residency on the whole road: recorded by API, asked by the gate, held by versions.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { anIdentify, type Fault, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  const made = await server.api('POST', '/api/purposes', {
    ...{ slug: 'delivery', name: 'Delivery', description: 'Bring what was bought.', recipients: ['carrier'] },
    ...{ legal_basis: 'contract', consent_model: 'none' },
  });
  assert.equal(made.status, 201, made.text);
  await server.sendInTurn([
    anIdentify({ userId: 'ola', traits: { country: 'PL' } }),
    anIdentify({ userId: 'sarah', traits: { country: 'US', state: 'OH' } }),
    anIdentify({ userId: 'nomad', traits: { plan: 'gold' } }),
  ]);
});
after(() => server.stop());

async function ask(user: string, recipient = 'carrier'): Promise<string> {
  const { body, text, status } = await server.api<{ reason: { code: string } }>('POST', '/api/decide', {
    ...{ subject: { type: 'user_id', value: user }, purpose: 'delivery', recipient },
  });
  assert.equal(status, 200, text);
  return body.reason.code;
}
const everybody = async () => [await ask('ola'), await ask('sarah'), await ask('nomad')];

async function record(body: object): Promise<void> {
  const answer = await server.api('PUT', '/api/recipients/carrier', { name: 'Carrier', ...body });
  assert.equal(answer.status, 200, answer.text);
}
async function setRules(...rules: object[]): Promise<void> {
  const answer = await server.api('PUT', '/api/residency', { rules, reason: 'Test' });
  assert.equal(answer.status, 200, answer.text);
}
const union = { jurisdiction: 'EU', within: ['EU'], mechanisms: ['adequacy', 'scc'] };
const fine = 'basis_contract';

describe('Where data may go', () => {
  test('while nobody has set a rule, to whom the purpose names, recorded or not', async () => {
    assert.deepEqual(await everybody(), [fine, fine, fine]);
    assert.equal(await ask('ola', 'broker'), 'recipient_unmapped');
  });

  test('with a rule for the EU, of those who live there to nobody whose country is not known', async () => {
    await setRules(union);
    assert.deepEqual(await everybody(), ['recipient_country_unknown', fine, fine]);
    await record({ country: 'US' });
    assert.deepEqual(await everybody(), ['transfer_not_permitted', fine, fine]);
    await record({ country: 'US', mechanism: 'scc', safeguards: 'Contract 12' });
    assert.deepEqual(await everybody(), [fine, fine, fine]);
    await record({ country: 'DE' });
    assert.deepEqual(await everybody(), [fine, fine, fine]);
    assert.equal(await ask('ola', 'broker'), 'recipient_unmapped');
  });

  test('with a rule for everybody, of those too of whom nobody knows where they live', async () => {
    await setRules({ jurisdiction: '*', within: ['EU'] });
    await record({ country: 'US', mechanism: 'derogation' });
    const no = 'transfer_not_permitted';
    assert.deepEqual(await everybody(), [no, no, no]);
    await setRules();
    assert.deepEqual(await everybody(), [fine, fine, fine]);
  });
});

test('what rules would refuse is told before they hold, of recipients that purposes name', async () => {
  await setRules(union);
  await record({ country: 'US' });
  const preview = async (...rules: object[]) =>
    (await server.api<{ items: object[] }>('POST', '/api/residency/preview', { rules })).body.items;
  const refused = { recipient: 'carrier', reason: 'transfer_not_permitted' };
  const everywhere = { jurisdiction: '*', within: ['EU'] };
  assert.deepEqual(await preview(union, everywhere, { jurisdiction: 'US', within: ['US'] }), [
    { ...refused, jurisdiction: 'EU', already: true },
    { ...refused, jurisdiction: '*', already: false },
  ]);
  await record({ country: null });
  assert.deepEqual(await preview(union), [
    { recipient: 'carrier', jurisdiction: 'EU', reason: 'recipient_country_unknown', already: true },
  ]);
  assert.deepEqual(await everybody(), ['recipient_country_unknown', fine, fine]);
  await record({ country: 'US', mechanism: 'derogation' });
  await setRules();
});

describe('Records', () => {
  test('say their version and who made it', async () => {
    const { body } = await server.api<{ items: { version: number; country: string; changed_by: string }[] }>(
      'GET',
      '/api/recipients',
    );
    assert.deepEqual(
      body.items.map(({ version, country }) => [version, country]),
      [[7, 'US']],
    );
    assert.match(body.items[0]?.changed_by ?? '', /^api_key:/);
    assert.equal((await server.api<{ version: number }>('GET', '/api/residency')).body.version, 5);
  });

  test('bad input is told what is wrong', async () => {
    for (const [path, body, problem] of [
      ['recipients/carrier', { name: 'Carrier', country: 'Poland' }, /two letters/],
      ['recipients/carrier', { name: 'Carrier', country: 'US', mechanism: 'trust' }, /mechanism/],
      ['recipients/carrier', { name: 'Carrier' }, /country/],
      ['residency', { rules: [union, union], reason: 'Test' }, /one rule for each jurisdiction/],
      ['residency', { rules: [{ ...union, mechanisms: ['none'] }], reason: 'Test' }, /mechanisms/],
      ['residency', { rules: [{ jurisdiction: 'DE' }], reason: 'Test' }, /written like EU-DE/],
      ['residency', { rules: [{ jurisdiction: 'Europe' }], reason: 'Test' }, /must be like EU/],
    ] as const) {
      const answer = await server.api<Fault>('PUT', `/api/${path}`, body);
      assert.equal(answer.status, 400, JSON.stringify(body));
      assert.match(answer.body.error.message, problem);
    }
  });
});

test('what was told for the record of processing alone becomes a record of those that have none', async () => {
  await server.db.query(
    `insert into controllers (workspace_id, details, changed_at, changed_by)
     select id, $1, '2026-02-03Z', 'member:m1' from workspaces`,
    [
      {
        name: 'Shop',
        transfers: [
          { recipient: 'carrier', country: 'CA', safeguard: 'an older one' },
          { recipient: 'mailer', country: 'DE', safeguard: null },
          { recipient: 'survey', country: 'United States', safeguard: 'standard clauses' },
        ],
      },
    ],
  );
  const file = join(import.meta.dirname, '../../../migrations/0025-one-place-for-recipients.sql');
  await server.db.query(await readFile(file, 'utf8'));
  const { body } = await server.api<{ items: Record<string, unknown>[] }>('GET', '/api/recipients');
  assert.deepEqual(
    body.items.map(({ slug, country, safeguards, version }) => [slug, country, safeguards, version]),
    [
      ['carrier', 'US', null, 7],
      ['mailer', 'DE', null, 1],
      ['survey', null, 'United States; standard clauses', 1],
    ],
  );
  const controller = await server.api<{ name: string }>('GET', '/api/controller');
  assert.deepEqual([controller.body.name, 'transfers' in controller.body], ['Shop', false]);
});
