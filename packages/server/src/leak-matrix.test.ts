// The leak matrix: for every purpose, every category of data, every reader and every exit, a value that is not permitted, or
// not to be seen in clear, is found nowhere.
//
// What is permitted is worked out here once more, from what the purposes and readers say of themselves, and not by asking the
// gate.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Category, taxonomy } from './respect/categories/index.ts';
import {
  canaryTypes,
  everybodysList,
  exits,
  noExitPrefixes,
  noExits,
  type Reader,
  watched,
} from './testing/exits.ts';
import { anIdentify, aTrack, type Headers, startTestServer, type TestServer } from './testing/index.ts';
import { defineSeeing, listTraits, seeing, testName, testsOf } from './testing/seeing-definitions.ts';

type Purpose = {
  slug: string;
  legal_basis: string;
  special_categories: boolean;
  jurisdictions: Record<string, { legal_basis: string; consent_model: string }>;
  consent_model: string;
  data_categories: string[];
  covers_past_data: boolean;
};
/** Says nothing; consents; consents expressly; consents after things were collected; consents, and takes it back then. */
const people = ['silent', 'consenting', 'express', 'late', 'withdrawn'] as const;
type Who = (typeof people)[number];

const categories = taxonomy;
const nameIndex = categories.findIndex(({ key }) => key === 'user.name');

/** Whoever asks, and what they see in clear. `all`: asked for every purpose; the others for one of each kind. */
type Seeing = { headers: Headers; sensitivity: number; categories: string[]; all?: true };
const fewPurposes = ['service', 'personalisation'];
const readers: Record<string, Seeing> = {};
const purposesOf = ({ all }: Seeing): Purpose[] =>
  purposes.filter(({ slug }) => all === true || fewPurposes.includes(slug));
const canary = (who: Who, place: string, i: number): string => `canary-${who}-${place}-${i}-end`;
const places = ['attribute', 'property', 'note'] as const;
/** Of objects: told by an event, and told by the company. */
const placesOfObjects = ['object', 'said'] as const;
type Place = (typeof places)[number] | (typeof placesOfObjects)[number];

let server: TestServer;
let purposes: Purpose[];
/** By reader and purpose. */
const streams = new Map<string, () => string>();

before(async () => {
  server = await startTestServer();
  await publishThatCoversThePast();
  purposes = (await server.api<{ items: Purpose[] }>('GET', '/api/purposes')).body.items;
  // Before anything is labelled, and before anything is collected: what they were of people must be told no more than what they are.
  await defineSeeing(server, (slug, i) => isAsked(purposeOf(slug), categories[i] as Category));
  for (const [i, { key }] of categories.entries()) {
    await label({ subject: 'attribute', name: `attribute_${i}`, category: key });
    await label({ subject: 'property', event: 'Canary', name: `property_${i}`, category: key });
    await label({ subject: 'property', event: 'Canary', name: `object_${i}`, category: key });
    await label({ subject: 'property', event: `Note ${i}`, name: 'note', category: key });
  }
  await server.send(people.map((who) => anIdentify({ userId: who, traits: { email: addressOf(who) } })));
  await server.settle();
  await putOnList();
  await makeCanaryTypes();
  for (const who of ['consenting', 'express', 'withdrawn'] as const)
    await express(who, 'given', who === 'express');
  await makeReaders();
  for (const [name, reader] of Object.entries(readers))
    for (const { slug } of purposesOf(reader)) streams.set(`${name} ${slug}`, await watch(slug, reader));
  for (const who of people) {
    await server.send(collect(who));
    await say(who);
  }
  await server.settle(120_000);
  await writeToAll();
  await express('withdrawn', 'withdrawn', false);
  await express('late', 'given', false);
  await server.settle();
});
after(() => server.stop());

/** None of those that ship does. */
async function publishThatCoversThePast(): Promise<void> {
  const meaning = { legal_basis: 'consent', consent_model: 'opt_in', covers_past_data: true };
  const text = { name: 'Memories', description: 'Show people what they did before.' };
  const body = { slug: 'memories', ...text, ...meaning, data_categories: ['user.content', 'user.contact'] };
  const { status, text: told } = await server.api('POST', '/api/purposes', body);
  assert.equal(status, 201, told);
}

const addressOf = (who: Who): string => `${who}@shop.example`;

/** By mails that name all that there is, for a purpose that asks for consent and for one that does not. */
async function writeToAll(): Promise<void> {
  const good = async (path: string, body: object): Promise<void> => {
    const { status, text } = await server.api('POST', path, body);
    assert.ok(status < 300, text);
  };
  await good('/api/brands', { slug: 'shop', name: 'Shop' });
  const topic = { slug: 'offers', brand: 'shop', titles: { en: 'Offers' }, descriptions: {}, order: 1 };
  await good('/api/topics', { ...topic, channels: ['email'], purpose: 'marketing.email', default: 'in' });
  const values = categories.map((_, i) => `{{ person.attribute_${i} | default: '' }}`).join(' ');
  const about = `About {{ person.attribute_${nameIndex} | default: 'you' }}`;
  const saying = (end: string) => ({ email: { en: { subject: about, html: `<p>${values}</p>${end}` } } });
  const stop = '<a href="{{ links.unsubscribe }}">No more</a>';
  for (const template of [
    { slug: 'offer', title: 'Offer', topic: 'offers', contents: saying(stop) },
    { slug: 'receipt', title: 'Receipt', purpose: 'message.transactional', contents: saying('') },
  ]) {
    await good('/api/templates', template);
    await good(`/api/templates/${template.slug}/publish`, {});
    for (const who of people)
      await good('/api/messages', { to: { type: 'email', value: addressOf(who) }, template: template.slug });
  }
  const count = 'select count(*)::int4 as count from messages where state in';
  for (;;) {
    const [waiting] = await server.db.query<{ count: number }>(`${count} ('queued', 'sending', 'deferred')`);
    if (waiting?.count === 0) break;
    await sleep(50);
  }
  const [sent] = await server.db.query<{ count: number }>(`${count} ('sent')`);
  assert.equal(sent?.count, people.length + 3, 'three consent to offers by now');
}

async function putOnList(): Promise<void> {
  const made = await server.api('POST', '/api/lists', { name: everybodysList });
  assert.equal(made.status, 201, made.text);
  const identifiers = people.map((value) => ({ type: 'user_id', value }));
  const { body } = await server.api('POST', `/api/lists/${everybodysList}/people`, { identifiers });
  assert.deepEqual(body, { added: people.length, already: 0, unknown: [], suppressed: [] });
}

/** With a field for each category, of which events tell the first, and the company the second. */
async function makeCanaryTypes(): Promise<void> {
  for (const [name, place] of [
    [canaryTypes[0], 'object'],
    [canaryTypes[1], 'said'],
  ] as const) {
    const fields = categories.map(({ key }, i) => [`${place}_${i}`, { kind: 'text', category: key }]);
    const told = { event: 'Canary', id: 'canary_id', fields: namesOf('object') };
    const type = { title: 'Canaries', of_person: true, fields: Object.fromEntries(fields) };
    const body = { ...type, told_by: place === 'object' ? [told] : [] };
    const { status, text } = await server.api('PUT', `/api/catalog/types/${name}`, body);
    assert.equal(status, 201, text);
  }
}
const namesOf = (place: string): Record<string, string> =>
  Object.fromEntries(categories.map((_, i) => [`${place}_${i}`, `${place}_${i}`]));

async function say(who: Who): Promise<void> {
  const fields = Object.fromEntries(categories.map((_, i) => [`said_${i}`, canary(who, 'said', i)]));
  const body = { fields, person: { type: 'user_id', value: who } };
  const { status, text } = await server.api('PUT', `/api/catalog/objects/${canaryTypes[1]}/${who}`, body);
  assert.equal(status, 200, text);
}

async function label(body: object): Promise<void> {
  const { status, text } = await server.api('PUT', '/api/labels', body);
  assert.ok(status < 300, text);
}

/** Who sees everything, a member whose role sees nearly nothing in clear, and a key in between. */
async function makeReaders(): Promise<void> {
  readers.everything = { headers: { authorization: `Bearer ${server.adminKey}` }, ...clear, all: true };
  const analyst = { sensitivity: 0, categories: ['user.location', 'user.contact.email'] };
  const nouns = [
    'profiles',
    'events',
    'lists',
    'catalog',
    'segments',
    'traits',
    'views',
    'templates',
    'messages',
  ];
  const scopes = [...nouns.map((noun) => `${noun}:read`), 'views:write', 'cards:write', 'consents:write'];
  const role = { name: 'Analyst', scopes, unmasked: analyst, reason: 'Test' };
  const made = await server.api('PUT', '/api/roles/analyst', role);
  assert.equal(made.status, 200, made.text);
  const email = 'analyst@shop.example';
  const member = { email, name: 'Analyst', role: 'analyst' };
  const { password } = (await server.api<{ password: string }>('POST', '/api/members', member)).body;
  const json = { 'content-type': 'application/json', origin: server.url };
  const signedIn = await server.request('POST', '/api/auth/sign-in/email', { email, password }, json);
  const cookies = signedIn.headers.getSetCookie().map((one) => one.split(';')[0]);
  readers.analyst = { headers: { cookie: cookies.join('; ') }, ...analyst };
  const desk = { sensitivity: 2, categories: [] };
  const body = { name: 'Desk', scopes, unmasked: desk };
  const { key } = (await server.api<{ key: string }>('POST', '/api/keys', body)).body;
  readers.desk = { headers: { authorization: `Bearer ${key}` }, ...desk };
}
const clear = { sensitivity: 3, categories: [] };

function toReader({ headers }: Pick<Seeing, 'headers'>): Reader {
  async function ask(method: string, path: string, body?: object): Promise<string> {
    const sent: Headers =
      body === undefined ? {} : { 'content-type': 'application/json', origin: server.url };
    const { status, text } = await server.request(method, path, body, { ...headers, ...sent });
    // An event that may not be used for the purpose is not found, and what it does not cover is not computed.
    const isNot = text.includes('"definition_not_covered"') || text.includes('"mail_withheld"');
    assert.ok([200, 201, 404].includes(status) || isNot, text);
    return text;
  }
  async function first(path: string): Promise<string> {
    const response = await fetch(`${server.url}${path}`, { headers: headers as Record<string, string> });
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString('utf8');
      if (text.includes('data: ') && text.endsWith('\n\n')) break;
    }
    return text;
  }
  return {
    ...{ server, first, get: (path) => ask('GET', path), post: (path, body) => ask('POST', path, body) },
    holding: (token) => toReader({ headers: { authorization: `Bearer ${token}` } }),
  };
}

async function express(who: Who, state: string, expressly: boolean): Promise<void> {
  const subject = { type: 'user_id', value: who };
  const consent_type = expressly ? 'explicitly_expressed' : 'expressed';
  for (const { slug } of purposes) {
    const body = { subject, purpose: slug, state, method: 'form', consent_type };
    const { status, text } = await server.api('POST', '/api/consents', body);
    assert.equal(status, 201, text);
  }
}

function collect(who: Who): object[] {
  const fields = (place: 'attribute' | 'property' | 'object') =>
    Object.fromEntries(categories.map((_, i) => [`${place}_${i}`, canary(who, place, i)]));
  // What somebody is called is told where nothing else is.
  const name = canary(who, 'attribute', nameIndex);
  return [
    anIdentify({ userId: who, traits: { ...fields('attribute'), name } }),
    aTrack({
      ...{ userId: who, event: 'Canary' },
      properties: { ...fields('property'), ...fields('object'), canary_id: who },
    }),
    ...categories.map((_, i) =>
      aTrack({ userId: who, event: `Note ${i}`, properties: { note: canary(who, 'note', i) } }),
    ),
  ];
}

/** All that the live stream says to this reader for this purpose. */
async function watch(purpose: string, { headers }: Seeing): Promise<() => string> {
  const response = await fetch(`${server.url}/api/events/live?purpose=${purpose}`, { headers });
  let text = '';
  const read = async (): Promise<void> => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
  };
  read().catch(() => {});
  return () => text;
}

const lies = (key: string, within: string): boolean => key === within || key.startsWith(`${within}.`);

const isClear = ({ key, masked, sensitivity }: Category, seeing: Seeing): boolean =>
  !masked || sensitivity <= seeing.sensitivity || seeing.categories.some((own) => lies(key, own));

function isPermitted(purpose: Purpose, who: Who, category: Category): boolean {
  const { key, gdpr_special: special, never_disclosed: never } = category;
  if (never) return false;
  const covered = purpose.data_categories.some((own) => lies(key, own));
  const isConsent = purpose.consent_model === 'opt_in';
  const permitted = {
    silent: !isConsent,
    consenting: true,
    express: true,
    late: !isConsent || purpose.covers_past_data,
    withdrawn: purpose.consent_model === 'none',
  }[who];
  return permitted && covered && (!special || who === 'express');
}

const purposeOf = (slug: string): Purpose => purposes.find((one) => one.slug === slug) as Purpose;

/** Whether definitions for the purpose may look at it: whom they find tells what they looked at. */
function isAsked(
  purpose: Purpose,
  { key, gdpr_special: special, never_disclosed: never }: Category,
): boolean {
  const covered = !never && purpose.data_categories.some((own) => lies(key, own));
  const grounds = [purpose, ...Object.values(purpose.jurisdictions)];
  const expressly = grounds.every(
    ({ legal_basis: basis, consent_model: model }) =>
      model === 'explicit' || (purpose.special_categories && basis !== 'consent'),
  );
  return covered && (!special || expressly);
}

type Read = { purpose: Purpose; reader: Seeing; exit: string };

/** Returns how many of those that are permitted are told. */
function assertNoLeak(text: string, { purpose, reader, exit }: Read, of: readonly Who[] = people): number {
  let permitted = 0;
  for (const who of of)
    for (const [i, category] of categories.entries())
      for (const place of [...places, ...placesOfObjects] as Place[]) {
        if (isPermitted(purpose, who, category) && isClear(category, reader))
          permitted += text.includes(canary(who, place, i)) ? 1 : 0;
        else
          assert.ok(
            !text.includes(canary(who, place, i)),
            `${exit} tells ${place} of ${category.key} of ${who} for ${purpose.slug} at ${reader.sensitivity}`,
          );
      }
  return permitted;
}

test('every route is an exit, or is none for a reason', () => {
  const named = new Set([...Object.keys(exits), ...Object.keys(noExits), watched]);
  const unknown = server.routes.filter((route) => {
    const [, path = ''] = route.split(' ');
    if (!path.startsWith('/api/') || route.startsWith('HEAD ') || named.has(route)) return false;
    return !Object.keys(noExitPrefixes).some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
  });
  assert.deepEqual(unknown, []);
});

describe('What is not permitted, or not in clear, is not told by', () => {
  for (const [name, exit] of Object.entries(exits))
    test(name, async () => {
      for (const reader of Object.values(readers)) {
        let permitted = 0;
        for (const purpose of purposesOf(reader))
          for (const who of exit.ofEverybody ? people.slice(0, 1) : people) {
            const text = await exit.read(toReader(reader), purpose.slug, who);
            permitted += assertNoLeak(text, { purpose, reader, exit: name });
          }
        const isToldNothing =
          (exit.onlyNames && !isClear(categories[nameIndex] as Category, reader)) ||
          (exit.clearOnly && reader.sensitivity < clear.sensitivity);
        assert.ok(permitted > 0 || isToldNothing, 'and what is permitted is told');
      }
    });

  test(watched, () => {
    for (const [name, reader] of Object.entries(readers)) {
      let permitted = 0;
      // When it was watched nobody had taken anything back.
      for (const purpose of purposesOf(reader)) {
        const text = streams.get(`${name} ${purpose.slug}`)?.() ?? '';
        const read = { purpose, reader, exit: watched };
        permitted += assertNoLeak(text, read, ['silent', 'consenting', 'express']);
      }
      assert.ok(permitted > 0);
    }
  });

  test('the count of a search', async () => {
    const some = categories.entries().filter(([i]) => i % 15 === 0);
    for (const [i, category] of some)
      for (const reader of Object.values(readers))
        for (const purpose of purposesOf(reader))
          for (const who of people) {
            const q = canary(who, 'attribute', i);
            const text = await toReader(reader).get(`/api/profiles?purpose=${purpose.slug}&q=${q}`);
            const { total } = JSON.parse(text) as { total: number };
            if (!isPermitted(purpose, who, category) || !isClear(category, reader))
              assert.equal(total, 0, `${purpose.slug} ${category.key} ${who} ${reader.sensitivity}`);
          }
  });
});

describe('Who has something of what a purpose does not cover is not told by', () => {
  type Body = Record<string, unknown> & { total: number; items: { members: number; name: string }[] };
  const ask = async (path: string): Promise<Body> => (await server.api<Body>('GET', path)).body;
  const uncovered = (slug: string) => places.map((place) => testName(slug, place, false));

  test('previews: they are refused', async () => {
    let [refused, taken] = [0, 0];
    for (const [p, purpose] of purposes.entries())
      for (const [i, category] of categories.entries()) {
        // Each kind of place in turn.
        const definition = testsOf(i)[places[(p + i) % places.length] as keyof ReturnType<typeof testsOf>];
        const asked = isAsked(purpose, category);
        if (asked && (p + i) % 25 > 0) continue;
        const body = { purpose: purpose.slug, definition, limit: 0 };
        const { status, text } = await server.api('POST', '/api/segments/preview', body);
        assert.equal(status, asked ? 200 : 422, text);
        if (!asked) assert.match(text, /definition_not_covered/);
        if (asked) taken += 1;
        else refused += 1;
      }
    assert.ok(refused > 100 && taken > 10, `${refused} ${taken}`);
  });

  for (const slug of seeing) {
    test(`members, growth, overlap and exports for ${slug}`, async () => {
      for (const name of uncovered(slug)) {
        assert.equal((await ask(`/api/segments/${name}/members?purpose=${slug}`)).total, 0, name);
        const { items } = await ask(`/api/segments/${name}/growth`);
        assert.ok(items.every(({ members }) => members === 0));
        const lines = (await server.api('GET', `/api/segments/${name}/export?purpose=${slug}`)).text;
        assert.equal(lines.trim().split('\n').length, 1, lines);
      }
      const { sizes } = await ask(`/api/segments/overlap?names=${uncovered(slug).join()}`);
      assert.deepEqual(Object.values(sizes as object), [0, 0, 0]);
      for (const place of places)
        assert.ok(
          (await ask(`/api/segments/${testName(slug, place, true)}/members?purpose=${slug}`)).total > 0,
        );
    });

    test(`explanations and what people are in for ${slug}`, async () => {
      for (const who of people) {
        const { segments } = await server.getPerson('user_id', who, slug);
        const names = new Set((segments ?? []).map(({ name }) => name));
        for (const name of uncovered(slug)) {
          assert.ok(!names.has(name));
          const { text } = await server.api('GET', `/api/segments/${name}/explain/user_id/${who}`);
          assert.ok(!text.includes('"met":true') && !text.includes('"member":true'), `${name} ${who}`);
        }
      }
    });

    test(`how many have a value of traits for ${slug}`, async () => {
      const { items } = (await ask('/api/traits')) as unknown as {
        items: { name: string; people: number }[];
      };
      const peopleOf = new Map(items.map(({ name, people }) => [name, people]));
      for (const { name } of listTraits(slug)) {
        const category = categories[Number(/_(\d+)_/.exec(name)?.[1])];
        const has = category !== undefined && isAsked(purposeOf(slug), category);
        // A list of nothing is a list.
        if (!/^(note|notes)_/.test(name)) assert.equal((peopleOf.get(name) ?? 0) > 0, has, name);
      }
    });
  }
});
