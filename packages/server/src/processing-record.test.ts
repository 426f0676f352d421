// The record of processing activities says what is configured, at once, and as a table that spreadsheets may open.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestServer, type TestServer } from './testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

type ProcessingRecord = {
  controller: string;
  controller_details: { dpo_email: string | null; changed_by: string | null };
  activities: {
    activity: string;
    recipients: string[];
    transfers: unknown[];
    data_categories: { name: string }[];
  }[];
  security_measures: string[];
  sources: { name: string }[];
};

test('what is published and made is in the next answer', async () => {
  const made = await server.api('POST', '/api/purposes', {
    ...{ slug: 'research', name: '=cmd, "Research"', description: 'Find out\nwhat people need.' },
    ...{ legal_basis: 'consent', consent_model: 'opt_in', recipients: ['university'], retention: 'P2Y' },
    data_categories: ['user.behavior'],
  });
  assert.equal(made.status, 201, made.text);
  await server.createSource('Till');
  const { body } = await server.api<ProcessingRecord>('GET', '/api/processing-record');
  const research = body.activities.find(({ activity }) => activity === 'research');
  assert.deepEqual([research?.recipients, research?.data_categories[0]?.name], [['university'], 'Behaviour']);
  assert.deepEqual(research?.transfers, []);
  assert.equal(body.activities.length, 14);
  assert.ok(body.sources.some(({ name }) => name === 'Till'));
});

test('as CSV no cell breaks the table or is a formula', async () => {
  const { text, headers } = await server.api('GET', '/api/processing-record?format=csv');
  assert.match(headers.get('content-type') ?? '', /^text\/csv/);
  assert.match(text, /^activity,version,name,/);
  assert.match(text, /\r\nresearch,1,"'=cmd, ""Research""","Find out\nwhat people need\.",consent,opt_in,/);
});

test('what only the company knows is told once, and is in the record from then on', async () => {
  const before = (await server.api<ProcessingRecord>('GET', '/api/processing-record')).body;
  assert.deepEqual([before.controller, before.controller_details.changed_by], ['Default workspace', null]);
  const set = await server.api('PUT', '/api/controller', {
    ...{ name: 'Rowan & Wren Ltd', dpo_email: 'dpo@example.com', measures: ['Laptops are encrypted.'] },
  });
  assert.equal(set.status, 200, set.text);
  const { body } = await server.api<ProcessingRecord>('GET', '/api/processing-record');
  assert.deepEqual(
    [body.controller, body.controller_details.dpo_email],
    ['Rowan & Wren Ltd', 'dpo@example.com'],
  );
  assert.match(body.controller_details.changed_by ?? '', /^api_key:/);
  assert.ok(body.security_measures.length > before.security_measures.length);
  for (const wrong of [{ dpo_email: 'nobody' }, { transfers: [] }, { website: 'x' }])
    assert.equal((await server.api('PUT', '/api/controller', wrong)).status, 400);
  await server.api('PUT', '/api/controller', {});
  const after = (await server.api<ProcessingRecord>('GET', '/api/processing-record')).body;
  assert.deepEqual([after.controller, after.controller_details.dpo_email], ['Default workspace', null]);
});

test('says where recipients are, and what makes it lawful to send data there', async () => {
  const recorded = { name: 'University', country: 'US', mechanism: 'scc', safeguards: 'Contract 12' };
  const made = await server.api('PUT', '/api/recipients/university', recorded);
  assert.equal(made.status, 200, made.text);
  const rules = [{ jurisdiction: 'EU', within: ['EU'], mechanisms: ['scc'] }];
  assert.equal((await server.api('PUT', '/api/residency', { rules, reason: 'GDPR' })).status, 200);
  const { body } = await server.api<ProcessingRecord & { residency: object[] }>(
    'GET',
    '/api/processing-record',
  );
  const research = body.activities.find(({ activity }) => activity === 'research');
  const transfer = { recipient: 'university', country: 'US', mechanism: 'scc', safeguard: 'Contract 12' };
  assert.deepEqual(research?.transfers, [transfer]);
  assert.deepEqual(body.residency, rules);
  const { text } = await server.api('GET', '/api/processing-record?format=csv');
  assert.match(text, /university,"?university: US \(scc, Contract 12\)/);
});
