// Corner cases of permission on the whole road, by their numbers; `consents.test.ts` and `respect/gate/model.test.ts` have
// the others. What a case asks of parts that are not there yet (journeys, messages, erasure) is not looked at.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

type Identifier = { type: string; value: string };
type Decided = { decision: string; decision_id: string; reason: { code: string } };

const user = (value: string): Identifier => ({ type: 'user_id', value });
const email = (value: string): Identifier => ({ type: 'email', value });
const visitor = (anonymousId: string) => ({ userId: undefined, anonymousId });

async function post<Body>(path: string, body: object, status = 201, headers = {}): Promise<Body> {
  const answer = await server.api<Body>('POST', path, body, headers);
  assert.equal(answer.status, status, answer.text);
  return answer.body;
}

const consent = (subject: Identifier, purpose: string, state: string, more: object = {}) =>
  post('/api/consents', { subject, purpose, state, method: 'form', ...more });
const suppress = (identifier: Identifier, scope: string, more: object = {}) =>
  post<{ id: string }>('/api/suppressions', { identifier, scope, reason: 'Asked', ...more });
const ask = (subject: Identifier, purpose: string, headers = {}) =>
  post<Decided>('/api/decide', { subject, purpose }, 200, headers);
const codeOf = async (subject: Identifier, purpose: string) => (await ask(subject, purpose)).reason.code;
const permits = async (subject: Identifier, purpose: string) =>
  (await ask(subject, purpose)).decision === 'permit';
const idOf = async ({ type, value }: Identifier) => (await server.findPerson(type, value))?.id;
const eventsFor = async ({ type, value }: Identifier, purpose: string) =>
  (await server.listEvents(type, value, `purpose=${purpose}`)).flatMap(({ event }) => event ?? []).sort();
const choose = (who: object, categoryPreferences: object) =>
  aTrack({
    ...who,
    event: 'Segment Consent Preference Updated',
    context: { consent: { categoryPreferences } },
  });

test('1: of what happened before the sign-in the account shows what was permitted then', async () => {
  const refused = { consent: { categoryPreferences: { Analytics: false } } };
  await server.sendInTurn(
    [
      aTrack({ ...visitor('alma-phone'), event: 'Refused', context: refused }),
      aTrack({ ...visitor('alma-phone'), event: 'Allowed' }),
    ],
    [choose({ userId: 'alma' }, { Analytics: true })],
    [anIdentify({ userId: 'alma', anonymousId: 'alma-phone' })],
  );
  const chosen = 'Segment Consent Preference Updated';
  assert.deepEqual(await eventsFor(user('alma'), 'analytics'), ['Allowed', chosen]);
  assert.deepEqual(await eventsFor(user('alma'), 'service'), ['Allowed', 'Refused', chosen]);
});

test('3: what was permitted is asked again before it is done, and a new consent does not permit the old decision', async () => {
  await server.sendInTurn([anIdentify({ userId: 'boris' })]);
  await consent(user('boris'), 'marketing.email', 'given');
  const queued = await ask(user('boris'), 'marketing.email');
  assert.equal(queued.decision, 'permit');
  await consent(user('boris'), 'marketing.email', 'withdrawn');
  const asked = await ask(user('boris'), 'marketing.email');
  assert.equal(asked.reason.code, 'consent_withdrawn');
  await consent(user('boris'), 'marketing.email', 'given');
  const kept = await server.api<Decided>('GET', `/api/decisions/${asked.decision_id}`);
  assert.equal(kept.body.decision, 'deny', 'what was denied stays so');
});

test('4: whoever withdraws while a list is read is on no page that is read later', async () => {
  const names = Array.from({ length: 30 }, (_, i) => `batch-${i}`);
  await server.sendInTurn(names.map((userId) => choose({ userId }, { Personalization: true })));
  type Page = { items: { id: string }[]; next_cursor: string | null };
  const ids = new Map<string, string>();
  for (const name of names) ids.set((await idOf(user(name))) ?? '', name);
  const read = async (cursor: string) =>
    (await server.api<Page>('GET', `/api/profiles?purpose=personalisation&limit=10${cursor}`)).body;
  let page = await read('');
  const seen = page.items.map(({ id }) => id);
  const withdrawn = names.filter((name) => ![...seen].some((id) => ids.get(id) === name)).slice(0, 10);
  await Promise.all(withdrawn.map((name) => consent(user(name), 'personalisation', 'withdrawn')));
  const later: string[] = [];
  while (page.next_cursor !== null) {
    page = await read(`&cursor=${encodeURIComponent(page.next_cursor)}`);
    later.push(...page.items.flatMap(({ id }) => ids.get(id) ?? []));
  }
  assert.equal(later.length, 10);
  assert.deepEqual(
    later.filter((name) => withdrawn.includes(name)),
    [],
  );
});

test('8: outside of the USA the signal denies the same, and nothing else', async () => {
  const partners = { name: 'Partners', description: 'Show offers of partners.', gpc_effect: 'none' };
  await post('/api/purposes', {
    ...{ slug: 'partners', ...partners, legal_basis: 'consent', consent_model: 'opt_in' },
    data_categories: ['user'],
  });
  await server.sendInTurn([anIdentify({ userId: 'carla', traits: { country: 'DE', size: 'M' } })]);
  for (const purpose of ['marketing.ads', 'personalisation', 'partners'])
    await consent(user('carla'), purpose, 'given');
  const signal = { 'sec-gpc': '1' };
  await server.collect('/v1/track', aTrack({ userId: 'carla', event: 'Visited' }), signal);
  await server.settle();
  for (const purpose of ['marketing.ads', 'sharing', 'sale'])
    assert.equal(await codeOf(user('carla'), purpose), 'opt_out_signal');
  assert.ok(await permits(user('carla'), 'personalisation'), 'it is about others, not about the site itself');
  assert.ok(
    await permits(user('carla'), 'partners'),
    'where the company decides that the signal is not about it',
  );
  const { attributes } = await server.getPerson('user_id', 'carla');
  assert.equal(attributes.size?.value, 'M', 'nothing is deleted');
});

test('9: who was erased does not come back by a server or a file, but by an act of their own', async () => {
  const { id } = await suppress(email('dana@shop.example'), 'no_recollect');
  for (const spelling of ['dana@shop.example', 'Dana@SHOP.example', ' dana@shop.example '])
    for (const path of ['/v1/identify', '/v1/import']) {
      const message = anIdentify({ userId: 'dana', traits: { email: spelling } });
      const body = path === '/v1/import' ? { batch: [message] } : message;
      assert.equal((await server.collect(path, body)).status, 200);
    }
  await server.collect(
    '/v1/identify',
    anIdentify({ userId: 'dana-2', traits: { email: 'dana+2@shop.example' } }),
  );
  await server.settle();
  assert.equal(await idOf(user('dana')), undefined);
  assert.ok(await idOf(user('dana-2')), 'a sub-address is another address');
  const lift = { reason: 'Signed up again', by: 'subject' };
  await post(`/api/suppressions/${id}/lift`, lift, 200);
  await server.sendInTurn([anIdentify({ userId: 'dana', traits: { email: 'dana@shop.example' } })]);
  assert.ok(await permits(user('dana'), 'service'));
  assert.equal(await codeOf(user('dana'), 'marketing.email'), 'consent_unknown');
});

test('17: a bounce stays with the address, what forbids contact goes with the person', async () => {
  const [old, now] = [email('ewa@old.example'), email('ewa@new.example')];
  await server.sendInTurn(
    [anIdentify({ userId: 'ewa', traits: { email: old.value } })],
    [anIdentify({ userId: 'ewa', traits: { email: now.value } })],
  );
  await consent(user('ewa'), 'marketing.email', 'given');
  await suppress(old, 'bounce');
  assert.equal(await codeOf(old, 'marketing.email'), 'suppressed_bounce');
  assert.ok(await permits(now, 'marketing.email'));
  await suppress(old, 'no_contact', { channel: 'email' });
  assert.equal(await codeOf(now, 'marketing.email'), 'suppressed_no_contact');
});

test('18: a child cannot consent, a parent can, and on the birthday the consent of the parent ends', async () => {
  const now = new Date();
  const born = new Date(now.getTime() - 15.9 * 365.2425 * 86_400_000).toISOString().slice(0, 10);
  await server.sendInTurn([anIdentify({ userId: 'finn', traits: { birthday: born } })]);
  await consent(user('finn'), 'marketing.email', 'given');
  assert.equal(await codeOf(user('finn'), 'marketing.email'), 'needs_parent');
  await consent(user('finn'), 'marketing.email', 'given', { expressed_by: 'parent' });
  assert.ok(await permits(user('finn'), 'marketing.email'));
});

test('19: who signs in second on a shared device has neither the consent nor the events of the first', async () => {
  await server.sendInTurn(
    [choose({ userId: 'gosia', anonymousId: 'family-tablet' }, { Personalization: true })],
    [aTrack({ userId: 'gosia', anonymousId: 'family-tablet', event: 'Gosia looked' })],
    [anIdentify({ userId: 'henryk', anonymousId: 'family-tablet' })],
    [aTrack({ userId: 'henryk', anonymousId: 'family-tablet', event: 'Henryk looked' })],
  );
  assert.ok(await permits(user('gosia'), 'personalisation'));
  assert.equal(await codeOf(user('henryk'), 'personalisation'), 'consent_unknown');
  assert.deepEqual(await eventsFor(user('henryk'), 'service'), ['Henryk looked']);
});

test('20: an address that two people share: who must not be written to there is neither of them', async () => {
  const shared = email('family@shop.example');
  await server.sendInTurn(
    [anIdentify({ userId: 'iga', traits: { email: shared.value } })],
    [anIdentify({ userId: 'jacek', traits: { email: shared.value } })],
  );
  assert.notEqual(await idOf(user('iga')), await idOf(user('jacek')));
  for (const name of ['iga', 'jacek']) await consent(user(name), 'marketing.email', 'given');
  await suppress(shared, 'no_contact', { channel: 'email' });
  for (const one of [shared, user('iga'), user('jacek')])
    assert.equal(await codeOf(one, 'marketing.email'), 'suppressed_no_contact', one.value);
});

test('21: nothing is changed by looking: every route that reads, with GET and HEAD', async () => {
  await server.settle();
  const before = await readTables();
  const headers = { authorization: `Bearer ${server.adminKey}` };
  const isEndless = (route: string) => route.endsWith('/live') && route.includes('/api/');
  const paths = server.routes.flatMap((route) =>
    route.startsWith('GET ') && !isEndless(route) ? [route.slice(4)] : [],
  );
  assert.ok(paths.length > 40);
  for (const path of [...paths, '/v1/track', '/v1/batch', '/v1/import', '/api/consents', '/api/suppressions'])
    for (const method of ['GET', 'HEAD']) {
      const filled = path.replace(':type', 'user_id').replace(':value', 'boris').replaceAll(/:\w+/g, '1');
      const response = await fetch(`${server.url}${filled}?purpose=service`, {
        ...{ method, headers },
        signal: AbortSignal.timeout(5000),
      });
      await response.body?.cancel();
    }
  assert.deepEqual(await readTables(), before);
});

/** A hash of the rows of each table, but for the traces that reading leaves, and what the server itself has under way. */
async function readTables(): Promise<Record<string, string>> {
  const traces = ['reads', 'decisions', 'suppression_counts', 'inbox', 'append_batches'];
  const tables = await server.db.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and not tablename = any($1)`,
    [traces],
  );
  const hashes: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await server.db.query<{ hash: string }>(
      `select md5(coalesce(string_agg(r, '' order by r), '')) as hash
       from (select to_jsonb(t)::text as r from ${name} t) rows`,
    );
    hashes[name] = row?.hash ?? '';
  }
  return hashes;
}

test('22: a consent that was imported without proof does not count, unless the purpose says so', async () => {
  const list = {
    name: 'Old list',
    description: 'Write to customers of the old shop.',
    legal_basis: 'consent',
  };
  const purpose = { ...list, consent_model: 'opt_in', data_categories: ['user.contact'] };
  await post('/api/purposes', { slug: 'marketing.old', ...purpose, accepts_unproven: true });
  await server.sendInTurn([anIdentify({ userId: 'kasia' })]);
  for (const name of ['marketing.old', 'marketing.email'])
    await consent(user('kasia'), name, 'given', { method: 'import', event_time: '2020-05-01T10:00:00Z' });
  assert.equal(await codeOf(user('kasia'), 'marketing.email'), 'consent_unproven');
  assert.ok(await permits(user('kasia'), 'marketing.old'));
});

test('25: what somebody says in one workspace is not said in another', async () => {
  const [other] = await server.db.query<{ id: number }>(
    `insert into workspaces (slug, name, created_at) values ('other', 'Other', $1) returning id`,
    [new Date()],
  );
  await server.db.query(
    `insert into purposes (workspace_id, slug, version, bit, name, description, legal_basis, consent_model, published_at, terms)
     select $1, slug, version, bit, name, description, legal_basis, consent_model, published_at, terms from purposes
     where slug in ('personalisation', 'identity.link')`,
    [other?.id],
  );
  const source = await server.createSource('Shop of the other');
  const key = await post<{ id: number; key: string }>('/api/keys', {
    name: 'Of the other',
    scopes: ['decisions:read'],
  });
  await server.db.query('update sources set workspace_id = $1 where id = $2', [other?.id, source.id]);
  await server.db.query('update api_keys set workspace_id = $1 where id = $2', [other?.id, key.id]);
  await server.restart();
  await server.sendInTurn([choose({ userId: 'leon' }, { Personalization: true })]);
  await server.send([choose({ userId: 'leon' }, { Personalization: false })], source.write_key);
  await server.settle();
  const headers = { authorization: `Bearer ${key.key}` };
  assert.equal((await ask(user('leon'), 'personalisation', headers)).reason.code, 'consent_refused');
  assert.ok(await permits(user('leon'), 'personalisation'));
});

test('26: who lives in one place and pays in another has the stricter law, and travelling widens nothing', async () => {
  const surveys = {
    name: 'Surveys',
    description: 'Ask customers what they think.',
    data_categories: ['user'],
  };
  await post('/api/purposes', {
    ...{ slug: 'surveys', ...surveys, legal_basis: 'consent', consent_model: 'opt_in' },
    jurisdictions: { US: { legal_basis: 'legitimate_interest', consent_model: 'opt_out' } },
  });
  const abroad = { location: { country: 'United States' }, ip: '8.8.8.8', locale: 'en-US' };
  await server.sendInTurn([
    anIdentify({ userId: 'mary', traits: { country: 'US' } }),
    anIdentify({ userId: 'marie', traits: { country: 'US', address: { country: 'FR' } } }),
    anIdentify({ userId: 'marta', traits: { country: 'PL' }, context: abroad }),
    anIdentify({ userId: 'nobody-knows', traits: {}, context: abroad }),
  ]);
  assert.ok(await permits(user('mary'), 'surveys'));
  for (const name of ['marie', 'marta', 'nobody-knows'])
    assert.equal(await codeOf(user(name), 'surveys'), 'consent_unknown', name);
});

test('28: an objection to what rests on interest holds at once; whoever decides later that it does not prevail says so', async () => {
  await server.sendInTurn([aTrack({ userId: 'nina', event: 'Looked' })]);
  assert.ok(await permits(user('nina'), 'analytics'));
  await consent(user('nina'), 'analytics', 'objected');
  assert.equal(await codeOf(user('nina'), 'analytics'), 'consent_objected');
  await consent(user('nina'), 'service', 'restricted');
  assert.equal(
    await codeOf(user('nina'), 'service'),
    'restricted',
    'even what a contract needs can be restricted',
  );
  const decided = { expressed_by: 'operator', reason: 'Our grounds prevail: fraud is being looked into' };
  for (const purpose of ['analytics', 'service']) await consent(user('nina'), purpose, 'terminated', decided);
  assert.ok((await permits(user('nina'), 'analytics')) && (await permits(user('nina'), 'service')));
});

// The clock only goes forward, so this is the last.
test('18: on the birthday', async () => {
  await server.advance('P60D');
  assert.equal(await codeOf(user('finn'), 'marketing.email'), 'needs_refresh');
  await consent(user('finn'), 'marketing.email', 'given');
  assert.ok(await permits(user('finn'), 'marketing.email'));
});
