// Many messages are filled at once: whoever they are for is read together, for the purpose of the message, and no more of them than
// the texts name.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ClickHouse } from '../../platform/clickhouse/index.ts';
import { movingClock } from '../../platform/clock/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { anIdentify, startTestServer, type TestServer } from '../../testing/index.ts';
import { openViews } from '../../understand/views/index.ts';
import { channels } from '../channels/index.ts';
import { type ComposeAsked, type Composed, type Composer, openComposer, TemplateFault } from './index.ts';

let server: TestServer;
let composer: Composer;
const statements: string[] = [];
const people = Array.from({ length: 60 }, (_, i) => `p${i}`);
const ids = new Map<string, number>();
let ofWorkspace: number;

before(async () => {
  server = await startTestServer();
  const clock = movingClock();
  composer = openComposer({
    ...{ channels, clock, publicUrl: 'https://mail.shop.example', ...openViews({ clock }) },
    ...{ clickhouse: untouched, suppressions: { any: () => false, listSuppressed: async () => [] } },
  });
  await good('POST', '/api/brands', { slug: 'rowan', name: 'Rowan & Wren' });
  const topic = { slug: 'offers', brand: 'rowan', titles: { en: 'Offers' }, channels: ['email', 'sms'] };
  await good('POST', '/api/topics', { ...topic, purpose: 'marketing.*' });
  const orders = { name: 'plans', purpose: 'message.transactional', definition: { attribute: 'plan' } };
  await good('POST', '/api/traits', orders);
  const fields = [{ name: 'plan', attribute: 'plan' }];
  await good('POST', '/api/views', { name: 'mail', title: 'Mail', purpose: 'message.transactional', fields });
  await server.send(
    people.map((userId, i) =>
      anIdentify({
        userId,
        traits: {
          ...{ first_name: `N${i}`, plan: `plan-${i}`, secret: `s${i}`, email: `${userId}@shop.example` },
          locale: ['en-GB', 'pl', 'zh-TW'][i % 3],
        },
      }),
    ),
  );
  await server.settle();
  const rows = await server.db.query<{ id: number; value: string; workspace_id: number }>(
    `select profile_id as id, value, workspace_id from identifiers where type = 'user_id'`,
  );
  for (const { id, value, workspace_id } of rows) {
    ids.set(value, id);
    ofWorkspace = workspace_id;
  }
});
after(() => server.stop());

/** What is filled here asks nothing of the event store. */
const untouched = new Proxy({} as ClickHouse, {
  get(_, name) {
    throw new Error(`${String(name)} of the event store was asked for`);
  },
});

async function good<Body>(method: string, path: string, body?: object): Promise<Body> {
  const { status, body: answer, text } = await server.api<Body>(method, path, body);
  assert.ok(status < 300, text);
  return answer;
}

let made = 0;
async function makeTemplate(contents: object, about: object = { purpose: 'message.transactional' }) {
  made += 1;
  const slug = `t${made}`;
  await good('POST', '/api/templates', { slug, title: slug, contents, ...about });
  const [row] = await server.db.query<{ id: number }>('select id from templates where slug = $1', [slug]);
  return { id: row?.id as number, version: 1 };
}
const mail = (subject: string, html = 'x') => ({ subject, html });

const ask = (
  template: ComposeAsked['template'],
  who: string,
  more: Partial<ComposeAsked> = {},
): ComposeAsked => ({
  ...{ template, channel: 'email', language: null, purpose: 'message.transactional', variables: {} },
  profileId: ids.get(who) as number,
  to: { type: 'email', value: `${who}@shop.example` },
  links: { unsubscribe: null, preferences: 'https://shop.example/p', why: 'https://shop.example/w' },
  ...{ track: (url: string) => url, pixel: undefined },
  ...more,
});

/** And the statements that it took. */
async function compose(all: readonly ComposeAsked[]): Promise<(Composed | TemplateFault)[]> {
  statements.length = 0;
  const db: Database = Object.assign(Object.create(server.db) as Database, {
    query: ((text: string, ...rest: unknown[]) => {
      statements.push(String(rest[1] ?? text));
      return (server.db.query as (...all: unknown[]) => unknown)(text, ...rest);
    }) as Database['query'],
  });
  return composer.compose({ db, workspaceId: ofWorkspace }, all, Date.UTC(2026, 10, 28));
}
const subjectOf = (one: Composed | TemplateFault | undefined): string =>
  one === undefined || one instanceof TemplateFault
    ? `fault: ${one?.message}`
    : (one.rendered as { subject: string }).subject;

test('everybody gets their own, in their language, with a few statements for all', async () => {
  const template = await makeTemplate({
    email: {
      en: mail('Hello {{ person.first_name }}'),
      pl: mail('Cześć {{ person.first_name }}'),
      'zh-Hant': mail('{{ person.first_name }} 您好'),
    },
  });
  const composed = await compose(people.map((who) => ask(template, who)));
  const few = statements.length;
  assert.deepEqual(composed.slice(0, 4).map(subjectOf), ['Hello N0', 'Cześć N1', 'N2 您好', 'Hello N3']);
  assert.deepEqual(
    composed.map((one, i) => subjectOf(one).includes(`N${i}`)),
    people.map(() => true),
  );
  assert.ok(few <= 12, statements.join(' '));
  await compose(people.slice(0, 2).map((who) => ask(template, who)));
  assert.ok(statements.length <= few, 'no fewer for fewer');
  const [first] = composed;
  assert.ok(first !== undefined && !(first instanceof TemplateFault));
  assert.deepEqual([first.language, first.brand], ['en', { slug: 'rowan', name: 'Rowan & Wren' }]);
});

test('a text that names nobody reads nobody', async () => {
  const template = await makeTemplate({ email: { en: mail('Order {{ order.id }}') } });
  const composed = await compose(
    people.map((who, i) => ask(template, who, { variables: { order: { id: i } } })),
  );
  assert.deepEqual(
    composed.map(subjectOf),
    people.map((_, i) => `Order ${i}`),
  );
  const asked = statements.filter((one) => /attributes|subjects|traits|profile/.test(one));
  assert.deepEqual(asked, []);
});

test('what was chosen goes before what is known, and the usual language before English', async () => {
  const template = await makeTemplate({ email: { en: mail('en'), pl: mail('pl'), 'zh-Hans': mail('zh') } });
  const languageOf = async (language: string | null, who: string) =>
    subjectOf((await compose([ask(template, who, { language })]))[0]);
  assert.equal(await languageOf('pl-PL', 'p0'), 'pl');
  assert.equal(await languageOf('fr', 'p1'), 'pl');
  assert.equal(await languageOf(null, 'p2'), 'en');
  await good('PUT', '/api/preference-centre', { default_language: 'zh-Hans' });
  assert.equal(await languageOf('fr', 'p2'), 'zh');
  assert.equal(await languageOf(null, 'p2'), 'zh');
});

test('traits, fields of a view and amounts as they are written there', async () => {
  const text = '{{ person.traits.plans }} {{ view.plan }} {{ 1234.5 | money: "EUR" }}';
  const template = await makeTemplate(
    { email: { en: mail(text) } },
    { purpose: 'message.transactional', view: 'mail' },
  );
  const composed = await compose(people.slice(0, 2).map((who) => ask(template, who)));
  assert.deepEqual(composed.map(subjectOf), ['plan-0 plan-0 €1,234.50', 'plan-1 plan-1 €1,234.50']);
});

test('who cannot be filled for is told why, and the others get theirs', async () => {
  const template = await makeTemplate({ email: { en: mail('{{ person.first_name }} {{ code }}') } });
  const composed = await compose([
    ask(template, 'p0', { variables: { code: 'A' } }),
    ask(template, 'p1'),
    ask(template, 'p2', { variables: { code: '{{ person.secret }}', person: { first_name: 'Mallory' } } }),
    ask({ id: template.id, version: 9 }, 'p3'),
    ask({ id: 999_999, version: 1 }, 'p3'),
    ask(template, 'p4', { channel: 'sms' }),
    ask(template, 'p5', { purpose: 'nothing' }),
    ask(template, 'p6', { profileId: 987_654_321, variables: { code: 'B' } }),
  ]);
  const [filled, missing, hostile, ...faults] = composed.map(subjectOf);
  assert.equal(filled, 'N0 A');
  assert.match(missing ?? '', /^fault: "code" is not there/);
  assert.equal(hostile, 'N2 {{ person.secret }}', 'a value is no text, and is not taken for the person');
  for (const one of faults) assert.match(one, /^fault: /);
});

test('what the purpose may not see is missing', async () => {
  const about = { topic: 'offers' };
  const template = await makeTemplate({ email: { en: mail('{{ person.first_name }}') } }, about);
  const [denied] = await compose([ask(template, 'p7', { purpose: 'marketing.email' })]);
  assert.match(subjectOf(denied), /^fault: "person.first_name" is not there/);
});

test('a view for another purpose is not read', async () => {
  const template = await makeTemplate(
    { email: { en: mail('{{ view.plan }}') } },
    { topic: 'offers', view: 'mail' },
  );
  const [fault] = await compose([ask(template, 'p7', { purpose: 'marketing.email' })]);
  assert.match(subjectOf(fault), /^fault: The view "mail" is for "message.transactional"/);
});
