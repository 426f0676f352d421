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
  activities: { activity: string; recipients: string[]; data_categories: { name: string }[] }[];
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
  assert.equal(body.activities.length, 14);
  assert.ok(body.sources.some(({ name }) => name === 'Till'));
});

test('as CSV no cell breaks the table or is a formula', async () => {
  const { text, headers } = await server.api('GET', '/api/processing-record?format=csv');
  assert.match(headers.get('content-type') ?? '', /^text\/csv/);
  assert.match(text, /^activity,version,name,/);
  assert.match(text, /\r\nresearch,1,"'=cmd, ""Research""","Find out\nwhat people need\.",consent,opt_in,/);
});
