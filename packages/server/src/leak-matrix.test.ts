// The leak matrix: for every purpose, every category of data and every exit, a value that is not permitted is found nowhere.
//
// What is permitted is worked out here once more, from what the purposes say of themselves, and not by asking the gate.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { taxonomy } from './respect/categories/index.ts';
import { exits, noExitPrefixes, noExits, watched } from './testing/exits.ts';
import { anIdentify, aTrack, startTestServer, type TestServer } from './testing/index.ts';

type Purpose = {
  slug: string;
  consent_model: string;
  data_categories: string[];
  covers_past_data: boolean;
};
/** Says nothing; consents; consents expressly; consents after things were collected; consents, and takes it back then. */
const people = ['silent', 'consenting', 'express', 'late', 'withdrawn'] as const;
type Who = (typeof people)[number];

const categories = taxonomy.map(({ key, gdpr_special: special }) => ({ key, special }));
const canary = (who: Who, place: string, i: number): string => `canary-${who}-${place}-${i}-end`;
const places = ['attribute', 'property', 'note'] as const;

let server: TestServer;
let purposes: Purpose[];
const streams = new Map<string, () => string>();

before(async () => {
  server = await startTestServer();
  await publishThatCoversThePast();
  purposes = (await server.api<{ items: Purpose[] }>('GET', '/api/purposes')).body.items;
  for (const [i, { key }] of categories.entries()) {
    await label({ subject: 'attribute', name: `attribute_${i}`, category: key });
    await label({ subject: 'property', event: 'Canary', name: `property_${i}`, category: key });
    await label({ subject: 'property', event: `Note ${i}`, name: 'note', category: key });
  }
  await server.send(people.map((who) => anIdentify({ userId: who, traits: {} })));
  await server.settle();
  for (const who of ['consenting', 'express', 'withdrawn'] as const)
    await express(who, 'given', who === 'express');
  for (const { slug } of purposes) streams.set(slug, await watch(slug));
  for (const who of people) await server.send(collect(who));
  await server.settle();
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

async function label(body: object): Promise<void> {
  const { status, text } = await server.api('PUT', '/api/labels', body);
  assert.ok(status < 300, text);
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
  const fields = (place: 'attribute' | 'property') =>
    Object.fromEntries(categories.map((_, i) => [`${place}_${i}`, canary(who, place, i)]));
  return [
    anIdentify({ userId: who, traits: fields('attribute') }),
    aTrack({ userId: who, event: 'Canary', properties: fields('property') }),
    ...categories.map((_, i) =>
      aTrack({ userId: who, event: `Note ${i}`, properties: { note: canary(who, 'note', i) } }),
    ),
  ];
}

/** All that the live stream says for this purpose. */
async function watch(purpose: string): Promise<() => string> {
  const response = await fetch(`${server.url}/api/events/live?purpose=${purpose}`, {
    headers: { authorization: `Bearer ${server.adminKey}` },
  });
  let text = '';
  const read = async (): Promise<void> => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
  };
  read().catch(() => {});
  return () => text;
}

function isPermitted(purpose: Purpose, who: Who, { key, special }: (typeof categories)[number]): boolean {
  const covered = purpose.data_categories.some((own) => key === own || key.startsWith(`${own}.`));
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

/** Returns how many of those that are permitted are told. */
function assertNoLeak(text: string, purpose: Purpose, exit: string, of: readonly Who[] = people): number {
  let permitted = 0;
  for (const who of of)
    for (const [i, category] of categories.entries())
      for (const place of places) {
        if (isPermitted(purpose, who, category)) permitted += text.includes(canary(who, place, i)) ? 1 : 0;
        else
          assert.ok(
            !text.includes(canary(who, place, i)),
            `${exit} tells ${place} of ${category.key} of ${who} for ${purpose.slug}`,
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

describe('What is not permitted is not told by', () => {
  for (const [name, exit] of Object.entries(exits))
    test(name, async () => {
      let permitted = 0;
      for (const purpose of purposes)
        for (const who of people)
          permitted += assertNoLeak(await exit.read(server, purpose.slug, who), purpose, name);
      assert.ok(permitted > 0, 'and what is permitted is told');
    });

  test(watched, () => {
    let permitted = 0;
    // When it was watched nobody had taken anything back.
    for (const purpose of purposes)
      permitted += assertNoLeak(streams.get(purpose.slug)?.() ?? '', purpose, watched, [
        'silent',
        'consenting',
        'express',
      ]);
    assert.ok(permitted > 0);
  });

  test('the count of a search', async () => {
    const some = categories.entries().filter(([i]) => i % 6 === 0);
    for (const [i, category] of some)
      for (const purpose of purposes)
        for (const who of people) {
          const q = canary(who, 'attribute', i);
          const { body } = await server.api<{ total: number }>(
            'GET',
            `/api/profiles?purpose=${purpose.slug}&q=${q}`,
          );
          if (!isPermitted(purpose, who, category))
            assert.equal(body.total, 0, `${purpose.slug} ${category.key} ${who}`);
        }
  });
});
