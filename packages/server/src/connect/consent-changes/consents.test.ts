// Consent on the whole road: what people express by API and by messages, what follows at once, and what is stored with
// what they do. The numbers are those of the corner cases of consent.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { anIdentify, aTrack, startTestServer, type TestServer } from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

type Reason = { code: string; message: string; consent_event?: { state: string; event_time: string } };
type Decided = { decision: string; reason: Reason; decision_id: string };

const user = (value: string) => ({ type: 'user_id', value });
const device = (value: string) => ({ type: 'anonymous_id', value });

async function consent(subject: object, purpose: string, state: string, more: object = {}): Promise<void> {
  const answer = await server.api('POST', '/api/consents', {
    subject,
    purpose,
    state,
    method: 'form',
    ...more,
  });
  assert.equal(answer.status, 201, answer.text);
}

async function ask(subject: object, purpose: string, more: object = {}): Promise<Decided> {
  const answer = await server.api<Decided>('POST', '/api/decide', { subject, purpose, ...more });
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}
const permits = async (subject: object, purpose: string) =>
  (await ask(subject, purpose)).decision === 'permit';
const sendWithGpc = async (...messages: object[]) => {
  const answer = await server.collect('/v1/batch', { batch: messages }, { 'sec-gpc': '1, 1' });
  assert.equal(answer.status, 200);
  await server.settle();
};
const unlink = async (a: object, b: object) => {
  const answer = await server.api('POST', '/api/identity/unlink', { a, b });
  assert.equal(answer.status, 200, answer.text);
};
const eventsFor = async (type: string, value: string, purpose: string) =>
  (await server.listEvents(type, value, `purpose=${purpose}`)).map(({ event }) => event).sort();

describe('Consent by API', () => {
  test('a grant permits and a withdrawal denies, both before the call returns', async () => {
    await server.sendInTurn([anIdentify({ userId: 'ann', traits: { email: 'ann@shop.example' } })]);
    assert.equal((await ask(user('ann'), 'marketing.email')).reason.code, 'consent_unknown');
    await consent(user('ann'), 'marketing.email', 'given');
    assert.ok(await permits(user('ann'), 'marketing.email'));
    assert.ok(await permits({ type: 'email', value: ' ANN@shop.example' }, 'marketing.email'));
    await consent(user('ann'), 'marketing.email', 'withdrawn');
    assert.equal((await ask(user('ann'), 'marketing.email')).reason.code, 'consent_withdrawn');
  });

  test('Sarah refuses calls: the gate names her choice, its time and the notice that she saw', async () => {
    const text = 'May our shop phone you with offers? You can say no here, and at any time later.';
    const notice = await server.api<{ hash: string }>('POST', '/api/notices', {
      ...{ slug: 'phone-calls', language: 'en', title: 'Phone calls', text, purposes: ['marketing.phone'] },
    });
    assert.equal(notice.status, 201, notice.text);
    await consent(user('sarah'), 'marketing.phone', 'refused', { notice: notice.body.hash, method: 'email' });
    const { decision, reason, decision_id: id } = await ask(user('sarah'), 'marketing.phone');
    assert.equal(decision, 'deny');
    assert.match(
      reason.message,
      /^"Marketing by phone" is denied: the person refused on \d{4}-\d\d-\d\d at \d\d:\d\d UTC by email, having seen the notice "Phone calls"/,
    );
    const kept = await server.api<{ reason: Reason; asked_by_name: string }>('GET', `/api/decisions/${id}`);
    assert.deepEqual(kept.body.reason, reason);
    assert.equal(kept.body.asked_by_name, 'bootstrap');
  });

  test('every consent event has a receipt that anybody can check', async () => {
    await consent(user('olga'), 'marketing.email', 'given');
    const { body } = await server.api<{ items: { id: string }[] }>(
      'GET',
      '/api/profiles/user_id/olga/consents',
    );
    type Signed = { receipt: Record<string, unknown>; jws: string };
    const answer = await server.api<Signed>('GET', `/api/consents/${body.items[0]?.id}/receipt`);
    assert.equal(answer.status, 200, answer.text);
    const keys = await server.request<JSONWebKeySet>('GET', '/.well-known/jwks.json');
    const { payload } = await compactVerify(answer.body.jws, createLocalJWKSet(keys.body));
    assert.deepEqual(JSON.parse(Buffer.from(payload).toString()), answer.body.receipt);
    assert.deepEqual(
      [
        answer.body.receipt['@type'],
        (answer.body.receipt['dpv:hasConsentStatus'] as { '@type': string })['@type'],
      ],
      ['dpv:ConsentReceipt', 'dpv:ConsentGiven'],
    );
    assert.ok(!answer.text.includes('olga'));
    const [head, content, signature] = answer.body.jws.split('.') as [string, string, string];
    const forged = Buffer.from(Buffer.from(content, 'base64url').toString().replace('Given', 'Refused'));
    await assert.rejects(
      compactVerify(`${head}.${forged.toString('base64url')}.${signature}`, createLocalJWKSet(keys.body)),
    );
  });

  test('somebody of whom nothing else is known can be the first to say something', async () => {
    await consent({ type: 'email', value: 'new@shop.example' }, 'marketing.email', 'given');
    assert.ok(await permits({ type: 'email', value: 'NEW@shop.example' }, 'marketing.email'));
    const { identifiers } = await server.getPerson('email', 'new@shop.example');
    assert.deepEqual([...new Set(identifiers.map(({ source }) => source))], ['consent']);
    await server.sendInTurn([anIdentify({ userId: 'newcomer', traits: { email: 'new@shop.example' } })]);
    assert.ok(await permits(user('newcomer'), 'marketing.email'));
  });

  test('a group of purposes becomes a record for each', async () => {
    await consent(user('gail'), 'marketing.*', 'objected');
    const ledger = await server.api<{ items: { purpose: string; recorded_by_name: string }[] }>(
      'GET',
      '/api/profiles/user_id/gail/consents',
    );
    assert.ok(ledger.body.items.every(({ recorded_by_name: by }) => by === 'bootstrap'));
    assert.deepEqual(ledger.body.items.map(({ purpose }) => purpose).sort(), [
      ...['marketing.ads', 'marketing.email', 'marketing.phone', 'marketing.push', 'marketing.sms'],
    ]);
  });

  test('what cannot be is refused with a sentence, and nothing is recorded', async () => {
    const wrong: [object, number, string][] = [
      [{ purpose: 'marketing.pigeon' }, 422, 'purpose_unknown'],
      [{ notice: 'ab'.repeat(32) }, 422, 'notice_unknown'],
      [{ event_time: '2999-01-01T00:00:00Z' }, 422, 'consent_invalid'],
      [{ event_time: '1999-01-01T00:00:00Z' }, 422, 'consent_invalid'],
      [{ valid_until: '2001-01-01T00:00:00Z' }, 422, 'consent_invalid'],
      [{ state: 'refused', valid_until: '2999-01-01T00:00:00Z' }, 422, 'consent_invalid'],
      [{ state: 'maybe' }, 400, 'invalid_request'],
      [{ all: true }, 400, 'invalid_request'],
      [{ method: 'form\r\nX-Injected: 1' }, 400, 'invalid_request'],
      [{ subject: { type: 'household_id', value: 'h1' } }, 422, 'consent_invalid'],
      [{ subject: user('undefined') }, 422, 'consent_invalid'],
    ];
    const before = await server.db.query('select from consent_events');
    for (const [more, status, code] of wrong) {
      const body = {
        subject: user('ann'),
        purpose: 'marketing.sms',
        state: 'given',
        method: 'form',
        ...more,
      };
      const answer = await server.api<{ error: { code: string } }>('POST', '/api/consents', body);
      assert.equal(answer.status, status, JSON.stringify(more) + answer.text);
      assert.equal(answer.body.error.code, code, answer.text);
    }
    assert.equal((await server.db.query('select from consent_events')).length, before.length);
  });

  test('3: 1,000 withdrawals, each while it is read: no read that began after one finds anything', async () => {
    const [count, atOnce] = [1000, 16];
    const names = Array.from({ length: count }, (_, i) => `racer-${i}`);
    await server.sendInTurn(names.map((userId) => anIdentify({ userId, traits: {} })));
    const context = { consent: { categoryPreferences: { Personalization: true } } };
    const chosen = 'Segment Consent Preference Updated';
    await server.sendInTurn(names.map((userId) => aTrack({ userId, event: chosen, context })));
    await server.sendInTurn(names.map((userId) => anIdentify({ userId, traits: { size: 'M' } })));
    const read = async (name: string) => {
      const path = `/api/profiles/user_id/${name}?purpose=personalisation`;
      return (await server.api<{ attributes: object }>('GET', path)).body.attributes;
    };
    assert.deepEqual(Object.keys(await read('racer-0')), ['size']);
    let next = 0;
    async function race(): Promise<void> {
      for (let i = next++; i < count; i = next++) {
        const name = names[i] as string;
        let withdrawn = false;
        const reading = (async () => {
          for (let reads = 0; reads < 20; reads += 1) {
            const began: boolean = withdrawn;
            const found = await read(name);
            assert.ok(!began || Object.keys(found).length === 0, name);
            if (began) return;
          }
        })();
        await consent(user(name), 'personalisation', 'withdrawn');
        withdrawn = true;
        assert.deepEqual(await read(name), {}, name);
        await reading;
      }
    }
    await Promise.all(Array.from({ length: atOnce }, race));
  });
});

describe('The permission snapshot', () => {
  test('1: what is collected is permitted for what the person permitted then, and that never changes', async () => {
    await server.sendInTurn([aTrack({ userId: 'bob', event: 'Before' })]);
    await consent(user('bob'), 'personalisation', 'given');
    await server.sendInTurn([
      aTrack({ userId: 'bob', event: 'During' }),
      anIdentify({ userId: 'bob', traits: { size: 'M' } }),
    ]);
    assert.deepEqual(await eventsFor('user_id', 'bob', 'personalisation'), ['During', null]);
    await consent(user('bob'), 'personalisation', 'withdrawn');
    assert.deepEqual(await eventsFor('user_id', 'bob', 'personalisation'), []);
    await server.sendInTurn([aTrack({ userId: 'bob', event: 'After' })]);
    await consent(user('bob'), 'personalisation', 'given');
    assert.deepEqual(await eventsFor('user_id', 'bob', 'personalisation'), ['During', null]);
    assert.deepEqual(await eventsFor('user_id', 'bob', 'service'), ['After', 'Before', 'During', null]);
    const { attributes } = await server.getPerson('user_id', 'bob', 'personalisation');
    assert.deepEqual(Object.keys(attributes), ['size']);
  });

  test('what a message itself refuses it is not used for, and it grants nothing', async () => {
    const choices = (categoryPreferences: object) => ({ context: { consent: { categoryPreferences } } });
    await server.sendInTurn([
      aTrack({ userId: 'cleo', event: 'Silent' }),
      aTrack({ userId: 'cleo', event: 'Refused', ...choices({ Analytics: false, Advertising: true }) }),
    ]);
    assert.deepEqual(await eventsFor('user_id', 'cleo', 'analytics'), ['Silent']);
    assert.ok(!(await permits(user('cleo'), 'marketing.ads')));
    await server.sendInTurn([
      aTrack({
        userId: 'cleo',
        event: 'Segment Consent Preference Updated',
        ...choices({ Advertising: true }),
      }),
    ]);
    assert.ok(await permits(user('cleo'), 'marketing.ads'));
  });

  test('23: a consent that a device sends late does not undo a withdrawal made meanwhile', async () => {
    await consent(user('dora'), 'marketing.ads', 'withdrawn');
    const late = { consent: { categoryPreferences: { Advertising: true } } };
    const timestamp = new Date(Date.now() - 3_600_000).toISOString();
    await server.sendInTurn([
      aTrack({ userId: 'dora', event: 'Segment Consent Preference Updated', context: late, timestamp }),
    ]);
    assert.ok(!(await permits(user('dora'), 'marketing.ads')));
  });
});

describe('A browser that asks not to be sold', () => {
  test('7: reaches the account when the visitor signs in, and stays', async () => {
    await consent(user('eve'), 'marketing.ads', 'given');
    await sendWithGpc(aTrack({ userId: undefined, anonymousId: 'eve-laptop', event: 'Visited' }));
    assert.ok(await permits(user('eve'), 'marketing.ads'), 'nobody knows yet that it is her browser');
    await server.sendInTurn([anIdentify({ userId: 'eve', anonymousId: 'eve-laptop', traits: {} })]);
    assert.equal((await ask(user('eve'), 'marketing.ads')).reason.code, 'opt_out_signal');
    await server.sendInTurn([aTrack({ userId: 'eve', anonymousId: 'eve-phone', event: 'Later' })]);
    assert.ok(!(await permits(user('eve'), 'marketing.ads')));
    assert.deepEqual(await eventsFor('user_id', 'eve', 'marketing.ads'), []);
    const { body } = await server.api<{ conflicts: { purpose: string; denied: string }[] }>(
      'GET',
      '/api/profiles/user_id/eve/permissions',
    );
    const conflict = body.conflicts.find(({ purpose }) => purpose === 'marketing.ads');
    assert.ok(conflict);
    await consent(user('eve'), 'marketing.ads', 'given');
    assert.ok(!(await permits(user('eve'), 'marketing.ads')), 'a consent that does not name the conflict');
  });

  test('finds out from the site itself that it is heard', async () => {
    const { status, body, headers } = await server.request('GET', '/.well-known/gpc.json');
    assert.equal(status, 200);
    assert.match(headers.get('content-type') ?? '', /^application\/json/);
    assert.match(JSON.stringify(body), /^\{"gpc":true,"lastUpdate":"\d{4}-\d\d-\d\d"\}$/);
  });

  test('is recorded once, however often it comes', async () => {
    for (let i = 0; i < 3; i += 1)
      await sendWithGpc(
        aTrack({ userId: 'finn', event: 'Visited' }),
        aTrack({ userId: 'finn', event: 'Looked' }),
      );
    const { body } = await server.api<{ items: { purpose: string }[] }>(
      'GET',
      '/api/profiles/user_id/finn/consents',
    );
    assert.deepEqual(body.items.map(({ purpose }) => purpose).sort(), ['marketing.ads', 'sale', 'sharing']);
  });
});

describe('5, 6: people with different consents', () => {
  test('become one who permits what neither refused, and have what each had when they are taken apart', async () => {
    await server.sendInTurn([
      anIdentify({ userId: 'hana', traits: { email: 'hana@shop.example' } }),
      anIdentify({ userId: undefined, anonymousId: 'hana-tablet', traits: {} }),
    ]);
    await consent(user('hana'), 'marketing.email', 'given');
    await consent(device('hana-tablet'), 'marketing.email', 'refused');
    await consent(device('hana-tablet'), 'personalisation', 'given');
    const state = async () =>
      Promise.all([
        permits(user('hana'), 'marketing.email'),
        permits(device('hana-tablet'), 'marketing.email'),
        permits(user('hana'), 'personalisation'),
      ]);
    assert.deepEqual(await state(), [true, false, false]);
    await server.sendInTurn([
      anIdentify({ userId: undefined, anonymousId: 'hana-tablet', traits: { email: 'hana@shop.example' } }),
    ]);
    assert.deepEqual(await state(), [false, false, false], 'and consent on a device is not the account’s');
    await unlink(device('hana-tablet'), { type: 'email', value: 'hana@shop.example' });
    assert.deepEqual(await state(), [true, false, false]);
  });

  test('a fresh choice of the person answers what was refused on another of their identifiers', async () => {
    await server.sendInTurn([
      anIdentify({ userId: undefined, anonymousId: 'ivo-tablet', traits: {} }),
      anIdentify({ userId: 'ivo', traits: {} }),
    ]);
    await consent(device('ivo-tablet'), 'marketing.sms', 'refused');
    await server.sendInTurn([anIdentify({ userId: 'ivo', anonymousId: 'ivo-tablet', traits: {} })]);
    assert.ok(!(await permits(user('ivo'), 'marketing.sms')));
    await consent(user('ivo'), 'marketing.sms', 'given');
    assert.ok(await permits(user('ivo'), 'marketing.sms'));
  });
});

describe('Linking', () => {
  test('2: is undone for whoever objects later: what happened on their devices is no longer theirs', async () => {
    await server.sendInTurn(
      [aTrack({ userId: undefined, anonymousId: 'pia-phone', event: 'Looked on the phone' })],
      [anIdentify({ userId: 'pia', anonymousId: 'pia-phone', traits: { email: 'pia@shop.example' } })],
      [anIdentify({ userId: 'pia', anonymousId: 'pia-laptop', traits: {} })],
    );
    assert.ok((await eventsFor('user_id', 'pia', 'service')).includes('Looked on the phone'));
    await consent(user('pia'), 'identity.link', 'objected');
    await server.settle();
    const ids = new Set<string>();
    for (const [type, value] of [
      ['user_id', 'pia'],
      ['anonymous_id', 'pia-phone'],
      ['anonymous_id', 'pia-laptop'],
    ] as const)
      ids.add((await server.getPerson(type, value)).id);
    assert.equal(ids.size, 3);
    assert.equal(
      (await server.getPerson('email', 'pia@shop.example')).id,
      (await server.getPerson('user_id', 'pia')).id,
    );
    assert.ok(!(await eventsFor('user_id', 'pia', 'service')).includes('Looked on the phone'));
    await server.sendInTurn([anIdentify({ userId: 'pia', anonymousId: 'pia-phone', traits: {} })]);
    assert.notEqual(
      (await server.getPerson('anonymous_id', 'pia-phone')).id,
      (await server.getPerson('user_id', 'pia')).id,
    );
  });

  test('is not done for whoever objected to it', async () => {
    await server.sendInTurn([aTrack({ userId: undefined, anonymousId: 'jo-phone', event: 'Visited' })]);
    await consent(device('jo-phone'), 'identity.link', 'objected');
    await server.sendInTurn([anIdentify({ userId: 'jo', anonymousId: 'jo-phone', traits: {} })]);
    const [phone, account] = [
      await server.getPerson('anonymous_id', 'jo-phone'),
      await server.getPerson('user_id', 'jo'),
    ];
    assert.notEqual(phone.id, account.id);
  });
});

describe('A purpose that changes', () => {
  const research = {
    ...{ name: 'Research', description: 'Find out what people need.' },
    ...{ legal_basis: 'consent', consent_model: 'opt_in', data_categories: ['user.contact'] },
  };
  const put = async (body: object) => {
    const answer = await server.api<{ version: number; meaning_changed: boolean }>(
      'PUT',
      '/api/purposes/research',
      body,
    );
    assert.equal(answer.status, 200, answer.text);
    return [answer.body.version, answer.body.meaning_changed];
  };

  test('A2, A3: keeps consents while it means the same, and loses them for what it means beyond', async () => {
    const made = await server.api('POST', '/api/purposes', { slug: 'research', ...research });
    assert.equal(made.status, 201, made.text);
    await consent(user('sue'), 'research', 'given');
    assert.deepEqual(await put({ ...research, name: 'Research for you' }), [2, false]);
    assert.ok(await permits(user('sue'), 'research'));
    assert.deepEqual(
      await put({ ...research, name: 'Research for you' }),
      [2, false],
      'the same again is no version',
    );
    assert.deepEqual(await put({ ...research, data_categories: ['user.contact', 'user.behavior'] }), [
      3,
      true,
    ]);
    assert.equal((await ask(user('sue'), 'research')).reason.code, 'consent_version_stale');
    assert.equal(
      (await ask(user('sue'), 'research', { categories: ['user.contact.email'] })).decision,
      'permit',
    );
    const interest = { legal_basis: 'legitimate_interest', consent_model: 'opt_out' };
    assert.deepEqual(await put({ ...research, ...interest }), [4, true]);
    assert.deepEqual(await put(research), [5, true]);
    assert.equal((await ask(user('sue'), 'research')).decision, 'permit', 'what it meant when she consented');
    const { body } = await server.api<{ items: { version: number }[] }>(
      'GET',
      '/api/purposes/research/versions',
    );
    assert.deepEqual(
      body.items.map(({ version }) => version),
      [5, 4, 3, 2, 1],
    );
  });

  test('loses nothing that somebody else has published meanwhile, and tells who', async () => {
    const change = { ...research, name: 'Asking people', expected_version: 4 };
    const late = await server.api<{ error: { message: string } }>('PUT', '/api/purposes/research', change);
    assert.equal(late.status, 409);
    assert.match(late.body.error.message, /^Version 5 has been published meanwhile/);
    assert.deepEqual(await put({ ...change, expected_version: 5 }), [6, false]);
    const { body } = await server.api<{ items: { published_by_name: string }[] }>(
      'GET',
      '/api/purposes/research/versions',
    );
    assert.equal(body.items[0]?.published_by_name, 'bootstrap');
  });

  test('is refused without a legal basis, with one that does not fit, and twice', async () => {
    for (const [body, status] of [
      [{ slug: 'vague', name: 'Vague', description: 'Whatever.' }, 400],
      [{ slug: 'forced', ...research, consent_model: 'none' }, 400],
      [{ slug: 'odd', ...research, data_categories: ['user.shoe_size'] }, 400],
      [
        {
          slug: 'nowhere',
          ...research,
          jurisdictions: { DE: { legal_basis: 'consent', consent_model: 'opt_in' } },
        },
        400,
      ],
      [{ slug: 'research', ...research }, 409],
    ] as const)
      assert.equal((await server.api('POST', '/api/purposes', body)).status, status, JSON.stringify(body));
  });

  test('and is retired permits nothing any more', async () => {
    assert.equal((await server.api('POST', '/api/purposes/research/retire')).status, 200);
    const answer = await server.api('POST', '/api/decide', { subject: user('sue'), purpose: 'research' });
    assert.equal(answer.status, 422);
    const list = async (query: string) =>
      (await server.api<{ items: { slug: string }[] }>('GET', `/api/purposes${query}`)).body.items.map(
        ({ slug }) => slug,
      );
    assert.ok(!(await list('')).includes('research'));
    assert.deepEqual(await list('?retired=true'), ['research']);
    const again = await server.api<{ error: { message: string } }>('POST', '/api/purposes', {
      slug: 'research',
      ...research,
    });
    assert.equal(again.status, 409);
    assert.match(again.body.error.message, /retired for good/);
  });
});

describe('Suppression', () => {
  test('stands above consent: an address that is not to be written to is not, and a call is not concerned', async () => {
    const address = { type: 'email', value: 'rita@shop.example' };
    await server.sendInTurn([anIdentify({ userId: 'rita', traits: { email: address.value } })]);
    await consent(user('rita'), 'marketing.email', 'given');
    await consent(user('rita'), 'marketing.phone', 'given');
    const made = await server.api('POST', '/api/suppressions', {
      ...{ identifier: address, scope: 'no_contact', channel: 'email', reason: 'Asked by letter' },
    });
    assert.equal(made.status, 201, made.text);
    assert.equal((await ask(user('rita'), 'marketing.email')).reason.code, 'suppressed_no_contact');
    assert.ok(await permits(user('rita'), 'marketing.phone'));
    const { permissions } = await server.getPerson('user_id', 'rita');
    assert.equal(permissions['marketing.email']?.decision, 'deny');
  });
});

describe('Lists and single reads', () => {
  test('hold those whom the purpose permits, and nobody else', async () => {
    await server.sendInTurn([
      anIdentify({ userId: 'kim', traits: { name: 'Kim Listed' } }),
      anIdentify({ userId: 'lou', traits: { name: 'Lou Listed' } }),
    ]);
    await consent(user('kim'), 'personalisation', 'given');
    await consent(user('lou'), 'analytics', 'objected');
    await server.settle();
    const list = async (purpose: string) => {
      const { body } = await server.api<{ items: { identifiers: { value: string }[] }[] }>(
        'GET',
        `/api/profiles?purpose=${purpose}&limit=1000`,
      );
      const all = body.items.flatMap(({ identifiers }) => identifiers.map(({ value }) => value));
      return ['kim', 'lou'].filter((name) => all.includes(name));
    };
    assert.deepEqual(await list('service'), ['kim', 'lou']);
    assert.deepEqual(await list('personalisation'), ['kim']);
    assert.deepEqual(await list('analytics'), ['kim']);
    await consent(user('kim'), 'personalisation', 'withdrawn');
    assert.deepEqual(await list('personalisation'), []);
  });
});

describe('Keys', () => {
  test('name only the purposes that they may use, and every read leaves a trace', async () => {
    const made = await server.api<{ id: number; key: string }>('POST', '/api/keys', {
      ...{ name: 'Service desk', scopes: ['profiles:read'], purposes: ['service', 'marketing.*'] },
    });
    assert.equal(made.status, 201, made.text);
    await server.sendInTurn([anIdentify({ userId: 'max', traits: { plan: 'gold' } })]);
    const headers = { authorization: `Bearer ${made.body.key}` };
    const read = (purpose: string) =>
      server.request('GET', `/api/profiles/user_id/max?purpose=${purpose}`, undefined, headers);
    assert.equal((await read('service')).status, 200);
    assert.equal((await read('marketing.email')).status, 200);
    assert.equal((await read('analytics')).status, 403);
    assert.equal((await server.request('GET', '/api/sources', undefined, headers)).status, 403);
    const { id } = await server.getPerson('user_id', 'max');
    type Reads = { items: { reader: string; purpose: string; fields: string[] }[] };
    const { body } = await server.api<Reads>('GET', `/api/reads?profile_id=${id}`);
    const own = body.items.filter(({ reader }) => reader === `api_key:${made.body.id}`);
    assert.deepEqual(
      own.map(({ purpose, fields }) => [purpose, fields]),
      [['service', ['plan', 'user_id']]],
    );
    assert.ok(!JSON.stringify(body).includes('gold'), 'names of fields, never values');
  });
});
