// Views of a running server: what they show of a person, for which purpose, and when the answer changes.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';
import type { ShownField, ViewAnswer } from './model.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  await server.sendInTurn([
    anIdentify({ userId: 'anna', traits: { name: 'Anna Lee', email: 'anna@shop.example', town: 'Łódź' } }),
    anIdentify({ userId: 'bob', traits: { name: 'Bob Stone', email: 'bob@shop.example' } }),
    ...[20, 30].map((total) => aTrack({ userId: 'anna', event: 'Order Completed', properties: { total } })),
    aTrack({ userId: 'anna', event: 'Help Asked', properties: { about: 'delivery', deep: { er: 1 } } }),
  ]);
  const spent = { sum: 'total', of: { name: 'Order Completed' } };
  await make('/api/traits', { name: 'spent', purpose: 'service', definition: spent });
  await make('/api/segments', {
    name: 'buyers',
    purpose: 'service',
    definition: { trait: 'spent', exists: true },
  });
  await make('/api/views', desk);
  await server.settle();
});
after(() => server.stop());

const desk = {
  ...{ name: 'desk', title: 'Desk', purpose: 'service' },
  fields: [
    { name: 'name', attribute: 'name' },
    { name: 'town', title: 'Town', attribute: 'town' },
    { name: 'nickname', attribute: 'nickname' },
    { name: 'spent', trait: 'spent' },
    { name: 'segments', segments: 'all' },
    { name: 'contact', permits: ['marketing.phone', 'marketing.email'] },
    { name: 'lately', events: ['Help Asked'], properties: ['about', 'deep.er', 'missing'], at_most: 2 },
    { name: 'accounts', accounts: true, members: 5 },
  ],
};

async function make(path: string, body: object): Promise<void> {
  const { status, text } = await server.api('POST', path, body);
  assert.equal(status, 201, text);
}

type Fault = {
  error: { code: string; message: string; details: { faults?: { at: string; message: string }[] } };
};
const read = async (view: string, userId: string, headers: Record<string, string> = {}) =>
  server.request<ViewAnswer & Fault>('GET', `/api/views/${view}/user_id/${userId}`, undefined, {
    authorization: `Bearer ${server.adminKey}`,
    ...headers,
  });
const see = async (view: string, userId: string): Promise<ViewAnswer> => {
  const { status, body, text } = await read(view, userId);
  assert.equal(status, 200, text);
  return body;
};
const consent = async (userId: string, purpose: string, state: string): Promise<void> => {
  const subject = { type: 'user_id', value: userId };
  const { status, text } = await server.api('POST', '/api/consents', {
    subject,
    purpose,
    state,
    method: 'form',
  });
  assert.equal(status, 201, text);
};

describe('A view of a person', () => {
  test('shows its fields with their age and origin, and nothing else', async () => {
    const { fields, subject, denied, masked } = await see('desk', 'anna');
    assert.deepEqual(
      Object.keys(fields),
      desk.fields.map(({ name }) => name),
    );
    assert.equal(subject?.display_name, 'Anna Lee');
    const { town, nickname, spent, segments, lately } = fields;
    assert.equal(town?.value, 'Łódź');
    assert.equal(town?.title, 'Town');
    assert.deepEqual(town?.origin, { ...town?.origin, kind: 'source', source: 'website' });
    assert.match(String(town?.updated_at), /^\d{4}-.*Z$/);
    assert.deepEqual(nickname, {
      kind: 'attribute',
      title: null,
      value: null,
      updated_at: null,
      origin: null,
    });
    assert.equal(spent?.value, 50);
    assert.deepEqual(spent?.origin, { kind: 'definition', name: 'spent', version: 1, evidence: 2 });
    assert.deepEqual(
      ((segments as ShownField).value as { name: string }[]).map(({ name }) => name),
      ['buyers'],
    );
    const [asked] = (lately as ShownField).value as { event: string; properties: object }[];
    assert.deepEqual(asked?.properties, { about: 'delivery', 'deep.er': 1, missing: null });
    assert.deepEqual([denied, masked], [[], []]);
  });

  test('follows what is collected, and its tag changes exactly then', async () => {
    const first = await read('desk', 'anna');
    const tag = first.headers.get('etag') as string;
    assert.equal((await read('desk', 'anna', { 'if-none-match': tag })).status, 304);
    assert.equal((await read('desk', 'anna', { 'if-none-match': `W/${tag}, "other"` })).status, 304);
    // What the view does not show changes nothing.
    await server.sendInTurn([anIdentify({ userId: 'anna', traits: { shoe_size: 38 } })]);
    await server.settle();
    assert.equal((await read('desk', 'anna', { 'if-none-match': tag })).status, 304);
    await server.sendInTurn([anIdentify({ userId: 'anna', traits: { nickname: 'Ania' } })]);
    const second = await read('desk', 'anna', { 'if-none-match': tag });
    assert.equal(second.status, 200);
    assert.equal(second.body.fields.nickname?.value, 'Ania');
  });

  test('says what may not be done, since when and how', async () => {
    const said = async () => {
      type Permit = { decision: string; said: { state: string; method: string; at: string } | null };
      return (await see('desk', 'anna')).fields.contact?.value as Permit[];
    };
    assert.deepEqual(
      (await said()).map((one) => [one.decision, one.said]),
      [
        ['deny', null],
        ['deny', null],
      ],
    );
    await consent('anna', 'marketing.phone', 'refused');
    const [phone] = await said();
    assert.equal(phone?.decision, 'deny');
    assert.equal(phone?.said?.state, 'refused');
    assert.equal(phone?.said?.method, 'form');
  });

  test('of a purpose that is denied shows the reason in place of each field', async () => {
    const fields = [
      { name: 'name', attribute: 'name' },
      { name: 'mail', permits: ['marketing.email'] },
    ];
    await make('/api/views', { name: 'letters', title: 'Letters', purpose: 'personalisation', fields });
    const { fields: shown, denied, decision, subject } = await see('letters', 'bob');
    assert.deepEqual(Object.keys(shown), ['mail']);
    assert.deepEqual(
      denied.map(({ field, reason }) => [field, reason.code]),
      [['name', 'consent_unknown']],
    );
    assert.equal(decision?.decision, 'deny');
    assert.equal(subject?.display_name, '');
    await consent('bob', 'personalisation', 'given');
    // It may be used now, and was not collected for it.
    const then = await see('letters', 'bob');
    assert.deepEqual(
      then.denied.map(({ reason }) => reason.code),
      ['not_collected_for_purpose'],
    );
    await server.sendInTurn([anIdentify({ userId: 'bob', traits: { name: 'Bob Stone' } })]);
    assert.equal((await see('letters', 'bob')).fields.name?.value, 'Bob Stone');
  });

  test('follows a person through a merge and apart again', async () => {
    await server.sendInTurn([
      anIdentify({ userId: undefined, anonymousId: 'tab-1', traits: { nickname: 'Tab' } }),
    ]);
    const path = '/api/views/desk/anonymous_id/tab-1';
    const readTab = async () => (await server.api<ViewAnswer>('GET', path)).body;
    assert.equal((await readTab()).fields.name?.value, null);
    await server.sendInTurn([anIdentify({ userId: 'bob', anonymousId: 'tab-1', traits: {} })]);
    assert.equal((await readTab()).fields.name?.value, 'Bob Stone');
    const [a, b] = [
      { type: 'user_id', value: 'bob' },
      { type: 'anonymous_id', value: 'tab-1' },
    ];
    assert.equal((await server.api('POST', '/api/identity/unlink', { a, b })).status, 200);
    const apart = await readTab();
    assert.deepEqual([apart.fields.name?.value, apart.fields.nickname?.value], [null, 'Tab']);
  });

  test('names the others of an account where they permit it, and says how many it does not name', async () => {
    const join = (userId: string) => ({ type: 'group', userId, groupId: 'acme', traits: { name: 'Acme' } });
    await server.sendInTurn([join('anna'), join('bob'), join('carol')]);
    await consent('bob', 'service', 'objected').catch(() => {});
    const [acme] = ((await see('desk', 'anna')).fields.accounts as ShownField).value as {
      name: string;
      members: { display_name: string }[];
      members_total: number;
    }[];
    assert.equal(acme?.name, 'Acme');
    assert.equal(acme?.members_total, 2);
    assert.ok(acme?.members.every(({ display_name: name }) => ['Bob Stone', ''].includes(name)));
  });
});

describe('Whoever asks', () => {
  const openKey = async (scopes: string[], rest: object = {}) => {
    const { body, text } = await server.api<{ key: string }>('POST', '/api/keys', {
      name: 'A key',
      scopes,
      ...rest,
    });
    assert.ok(body.key, text);
    return { authorization: `Bearer ${body.key}` };
  };

  test('needs the scope and the purpose of the view', async () => {
    assert.equal((await read('desk', 'anna', await openKey(['profiles:read']))).status, 403);
    const other = await openKey(['views:read'], { purposes: ['marketing.*'] });
    assert.equal((await read('desk', 'anna', other)).status, 403);
    assert.equal((await read('desk', 'anna', await openKey(['views:read']))).status, 200);
  });

  test('sees masked what their clearance does not cover', async () => {
    const fields = [{ name: 'mail', attribute: 'email' }];
    await make('/api/views', { name: 'mail', title: 'Mail', purpose: 'service', fields });
    const key = await openKey(['views:read'], { unmasked: { sensitivity: 0 } });
    const { body } = await read('mail', 'anna', key);
    assert.equal(body.fields.mail?.value, 'a•••@s•••.example');
    assert.deepEqual(
      body.masked.map(({ field }) => field),
      ['mail'],
    );
  });

  test('is remembered with what was shown', async () => {
    await see('desk', 'anna');
    const { body } = await server.api<{ items: { exit: string; purpose: string; fields: string[] }[] }>(
      'GET',
      '/api/reads?limit=1',
    );
    const [last] = body.items;
    assert.deepEqual([last?.exit, last?.purpose], ['GET /api/views/:view/:type/:value', 'service']);
    assert.ok(last?.fields.includes('spent'));
  });
});

describe('Many, and before it is saved', () => {
  test('a batch answers each in its place, and who is nobody is said', async () => {
    const subjects = ['anna', 'nobody', 'bob'].map((value) => ({ type: 'user_id', value }));
    type Batch = { items: { subject: { value: string }; view?: ViewAnswer; error?: { code: string } }[] };
    const { status, body } = await server.api<Batch>('POST', '/api/views/desk/batch', { subjects });
    assert.equal(status, 200);
    assert.deepEqual(
      body.items.map(({ subject, view, error }) => [subject.value, view?.fields.name?.value ?? error?.code]),
      [
        ['anna', 'Anna Lee'],
        ['nobody', 'profile_not_found'],
        ['bob', 'Bob Stone'],
      ],
    );
  });

  test('a preview shows what a view would', async () => {
    const view = { ...desk, name: 'draft', fields: desk.fields.slice(0, 1) };
    const subject = { type: 'user_id', value: 'anna' };
    const { status, body } = await server.api<ViewAnswer>('POST', '/api/views/preview', { view, subject });
    assert.deepEqual([status, body.version, body.fields.name?.value], [200, 0, 'Anna Lee']);
  });
});

describe('A view that cannot be', () => {
  const fault = async (body: object): Promise<[number, string, string]> => {
    const answer = await server.api<Fault>('POST', '/api/views', { ...desk, name: 'other', ...body });
    const { code, message, details } = answer.body.error;
    return [answer.status, code, `${details.faults?.[0]?.at ?? ''} ${message}`];
  };
  const oneField = (field: object) => ({ fields: [{ name: 'x', ...field }] });

  test('is refused with the place and what to do', async () => {
    const cases: [object, RegExp][] = [
      [oneField({}), /^fields\[0\] .*one of attribute, trait/],
      [oneField({ trait: 'nothing' }), /^fields\[0\]\.trait .*Make that first/],
      [oneField({ permits: ['marketing.pigeon'] }), /^fields\[0\]\.permits .*GET \/api\/purposes/],
      [
        oneField({ objects: 'unicorn', of: 'everybody', show: ['name'] }),
        /^fields\[0\]\.objects .*"unicorn"/,
      ],
      [oneField({ attribute: 'a', colour: 'red' }), /Remove `colour`/],
      [{ about: 'business' }, /needs a person/],
      [
        { fields: Array.from({ length: 61 }, (_, i) => ({ name: `x${i}`, attribute: 'a' })) },
        /at most 60 fields/,
      ],
      [
        { fields: Array.from({ length: 500 }, (_, i) => ({ name: `x${i}`, attribute: 'a' })) },
        /at most 500 objects\. Show fewer fields: a view has at most 60/,
      ],
      [{ fields: [desk.fields[0], desk.fields[0]] }, /Another field is called "name"/],
      [{ purpose: 'personalisation' }, /is for "service", and the view for "personalisation"/],
    ];
    for (const [body, expected] of cases) {
      const [status, code, message] = await fault(body);
      assert.deepEqual([status, code], [422, 'view_invalid'], message);
      assert.match(message, expected);
    }
    assert.equal((await fault({ name: 'desk' }))[1], 'name_taken');
    assert.equal((await fault({ purpose: 'nothing' }))[1], 'purpose_unknown');
  });

  test('of a person needs one, and of one who is not there says so', async () => {
    const answers = await Promise.all(
      ['/api/views/desk', '/api/views/nothing/user_id/anna', '/api/views/desk/user_id/nobody'].map((path) =>
        server.api<Fault>('GET', path),
      ),
    );
    assert.deepEqual(
      answers.map(({ status, body }) => [status, body.error.code]),
      [
        [422, 'view_needs_person'],
        [404, 'view_not_found'],
        [404, 'profile_not_found'],
      ],
    );
  });

  test('is changed by a new version and removed; its purpose stays', async () => {
    await make('/api/views', { ...desk, name: 'short', fields: desk.fields.slice(0, 2) });
    const change = { title: 'Shorter', fields: desk.fields.slice(0, 1) };
    const path = '/api/view-definitions/short';
    assert.equal((await server.api('PUT', path, change)).status, 200);
    const { body } = await server.api<{ version: number; versions: object[]; purpose: string }>('GET', path);
    assert.deepEqual([body.version, body.versions.length, body.purpose], [2, 2, 'service']);
    assert.deepEqual(Object.keys((await see('short', 'anna')).fields), ['name']);
    assert.equal((await server.api('DELETE', path)).status, 204);
    assert.equal((await read('short', 'anna')).status, 404);
  });
});
