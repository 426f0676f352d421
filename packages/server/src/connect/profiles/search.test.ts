// Finding people by what is known of them, and reading one, each for a purpose.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  anAlias,
  anIdentify,
  aPage,
  aTrack,
  type List,
  type PersonBody,
  startTestServer,
  type TestServer,
} from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  await server.send([
    anIdentify({
      userId: 'sarah',
      anonymousId: 'laptop-1',
      traits: { name: 'Sarah', email: 'Sarah@Shop.example', city: 'Łódź' },
    }),
    anIdentify({ userId: 'neha', traits: { firstName: 'Neha', plan: 'gold', address: { city: 'Łódź' } } }),
    aPage({ anonymousId: 'laptop-2' }),
    aTrack({ userId: undefined, anonymousId: 'merged away' }),
    aTrack({ userId: 'remaining' }),
  ]);
  await server.settle();
  await server.send([anAlias({ userId: 'remaining', previousId: 'merged away' })]);
  await server.settle();
});
after(() => server.stop());

type Found = List<{
  id: string;
  display_name: string;
  identifiers: { value: string }[];
  attributes: Record<string, unknown>;
}> & {
  total: number;
};
const search = async (q: string, query = 'purpose=service&limit=50'): Promise<Found> =>
  (await server.api<Found>('GET', `/api/profiles?q=${encodeURIComponent(q)}&${query}`)).body;
const namesOf = ({ items }: Found): string[] => items.map(({ display_name }) => display_name).sort();

describe('Searching people', () => {
  test('By any identifier and any attribute, in any case, and by several words', async () => {
    for (const q of ['sarah', 'SARAH', 'shop.example', 'laptop-1', 'Sarah łódź', 'sarah@shop.EXAMPLE'])
      assert.deepEqual(namesOf(await search(q)), ['Sarah'], q);
    assert.deepEqual(namesOf(await search('łódź')), ['Neha', 'Sarah']);
    assert.deepEqual(namesOf(await search('gold neha')), ['Neha']);
    for (const q of ['nobody of that name', 'sarah gold', "'", '\\', '%', '\0', '{w0:String}'])
      assert.equal((await search(q)).total, 0, q);
  });

  test('Everybody, newest first, page by page, each once; who was merged away is not there', async () => {
    const all = await search('');
    assert.equal(all.total, 4);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await search('', `purpose=service&limit=1${cursor}`);
      assert.equal(page.total, 4);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
    } while (cursor !== '');
    assert.deepEqual(
      seen,
      all.items.map(({ id }) => id),
    );
    assert.deepEqual(
      seen,
      [...seen].sort((a, b) => Number(b) - Number(a)),
    );
    const merged = all.items.find(({ identifiers }) =>
      identifiers.some(({ value }) => value === 'remaining'),
    );
    assert.ok(merged?.identifiers.some(({ value }) => value === 'merged away'));
  });

  test('Attributes are shown as they were told', async () => {
    const [neha] = (await search('neha')).items;
    assert.deepEqual(neha?.attributes, { firstName: 'Neha', plan: 'gold', address: { city: 'Łódź' } });
  });

  test('For a purpose that nobody agreed to, nobody is found', async () => {
    assert.deepEqual(await search('sarah', 'purpose=marketing.email'), {
      items: [],
      next_cursor: null,
      total: 0,
    });
  });

  test('Numbers of people', async () => {
    const { body } = await server.api('GET', '/api/home?purpose=service');
    assert.deepEqual([body.people_known, body.people_anonymous], [3, 1]);
  });
});

describe('One person', () => {
  const read = (path: string) => server.api<PersonBody & { error?: { code: string } }>('GET', path);

  test('5. No use without a purpose', async () => {
    for (const path of [
      '/api/profiles',
      '/api/profiles/user_id/sarah',
      '/api/profiles/user_id/sarah/events',
      '/api/profiles/user_id/sarah/lineage/name',
      '/api/events',
      '/api/home',
    ]) {
      for (const [query, status, code] of [
        ['', 400, 'purpose_required'],
        ['?purpose=', 400, 'purpose_required'],
        ['?purpose=curiosity', 422, 'purpose_unknown'],
        ['?purpose=__proto__', 422, 'purpose_unknown'],
      ] as const) {
        const { status: answered, body } = await read(path + query);
        assert.deepEqual([answered, body.error?.code], [status, code], path + query);
      }
    }
  });

  test('A purpose that rests on contract or legitimate interest sees everything', async () => {
    for (const purpose of ['service', 'message.transactional', 'analytics', 'identity.link', 'compliance']) {
      const person = await server.getPerson('user_id', 'sarah', purpose);
      assert.equal(person.attributes.name?.value, 'Sarah', purpose);
      assert.deepEqual(person.denied, []);
      assert.equal(person.identifiers.length, 3);
    }
  });

  test('A purpose that needs consent sees nothing, and each field says why', async () => {
    for (const purpose of ['marketing.email', 'marketing.phone', 'personalisation', 'sale', 'sharing']) {
      const { text, body } = await read(`/api/profiles/user_id/sarah?include=activity&purpose=${purpose}`);
      assert.doesNotMatch(text, /Sarah|shop\.example|laptop/, purpose);
      assert.deepEqual([body.attributes, body.identifiers, body.accounts], [{}, [], []]);
      assert.deepEqual(body.denied.map(({ field }) => field).sort(), [
        'city',
        'email',
        'identifiers',
        'name',
      ]);
      for (const { reason } of body.denied) assert.equal(reason.code, 'consent_unknown');
      const events = await server.listEvents('user_id', 'sarah', `purpose=${purpose}`);
      assert.deepEqual(events, []);
    }
  });

  test('Permissions are told for every purpose, with the reason', async () => {
    const { permissions } = await server.getPerson('user_id', 'sarah');
    const decisions = Object.fromEntries(
      Object.entries(permissions).map(([slug, { decision }]) => [slug, decision]),
    );
    assert.deepEqual(decisions, {
      service: 'permit',
      'message.transactional': 'permit',
      'identity.link': 'permit',
      analytics: 'permit',
      personalisation: 'deny',
      'marketing.email': 'deny',
      'marketing.sms': 'deny',
      'marketing.push': 'deny',
      'marketing.phone': 'deny',
      'marketing.ads': 'deny',
      sharing: 'deny',
      sale: 'deny',
      compliance: 'permit',
    });
    for (const { reason } of Object.values(permissions)) assert.match(reason.message, /^".+" .+\.$/);
  });

  test('Nobody there', async () => {
    const ids = [
      'user_id/nobody',
      'phone/sarah',
      'profile_id/1',
      'profile_id/x',
      'profile_id/99999999999999999999',
      'profile_id/-1',
      '__proto__/x',
      'email/%F0%9F%98%80',
    ];
    for (const id of ids) {
      for (const path of [
        `/api/profiles/${id}`,
        `/api/profiles/${id}/events`,
        `/api/profiles/${id}/identity`,
      ]) {
        const { status, body } = await read(`${path}?purpose=service`);
        assert.deepEqual([status, body.error?.code], [404, 'profile_not_found'], path);
      }
    }
  });

  test('A NUL character is refused wherever it stands', async () => {
    const person = '/api/profiles/user_id/sarah';
    for (const path of [
      '/api/profiles/user_id/%00',
      '/api/profiles/%00/x',
      `${person}/lineage/%00`,
      '/api/quarantine?purpose=service&reason=%00',
    ])
      assert.equal((await read(`${path}${path.includes('?') ? '&' : '?'}purpose=service`)).status, 400, path);
    const made = await server.api('POST', '/api/sources', { name: 'a\0b' });
    assert.deepEqual([made.status, made.body.error?.code], [400, 'invalid_request']);
  });

  test('Ids with characters that paths escape', async () => {
    const ids = [
      'a/b',
      'a b',
      'ü',
      '%',
      '?x=1',
      '#',
      '..',
      '.',
      'a+b',
      '漢字',
      'x'.repeat(512),
      '漢'.repeat(512),
    ];
    await server.send(ids.map((userId) => aTrack({ userId })));
    await server.settle();
    for (const userId of ids.filter((id) => !/^\.+$/.test(id)))
      assert.equal((await server.getPerson('user_id', userId)).event_count, 1, userId);
  });
});
