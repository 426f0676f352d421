// The document is true: it names the routes that there are, and the answers of a running server are as it says.
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageTypes } from '@rapport/protocol';
import { z } from 'zod';
import { toCall } from '../connect/collect/index.ts';
import {
  aGroup,
  anAlias,
  anIdentify,
  aTrack,
  startTestServer,
  type TestServer,
  testMember,
} from '../testing/index.ts';
import { aReceipt, type Call, engageCalls } from './engage-calls.ts';
import { chapters } from './index.ts';
import { nothing, type Operation } from './operation.ts';

const operations: Operation[] = chapters.flatMap((chapter) => chapter.operations);
const isCollect = ({ path }: Operation): boolean =>
  /^\/(v1|segment|customerio|beacon|batch|api\/s|api\/public|com\.\w+\.\w+|sourceConfig)(\/|$)/.test(path);

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

test('it names every route of the API and no other', () => {
  const described = operations.filter((one) => !isCollect(one));
  // One route carries all of better-auth; the document names the calls of it that are used.
  const auth = described.filter(({ path }) => path.startsWith('/api/auth/'));
  assert.ok(auth.length > 0);
  const served = server.routes
    .filter((route) => /^(GET|POST|PUT|PATCH|DELETE) \/(api|health|metrics)(\/|$)/.test(route))
    .filter((route) => !route.endsWith(' /api/auth/*'));
  assert.ok(server.routes.includes('GET /api/auth/*') && server.routes.includes('POST /api/auth/*'));
  assert.deepEqual(
    described
      .filter((one) => !auth.includes(one))
      .map(({ method, path }) => `${method.toUpperCase()} ${path}`)
      .sort(),
    served.map((route) => route.replace(/:(\w+)/g, '{$1}')).sort(),
  );
});

test('it names every path of collect and no other', () => {
  const concrete = (path: string): string => path.replace('{call}', 'track').replace('{write_key}', 'key');
  const described = operations.filter(isCollect).map(({ path }) => concrete(path));
  for (const path of described) assert.ok(toCall(path) !== undefined, path);
  const words = new Set([...messageTypes, 'batch', 'import'].flatMap((word) => [word, word.charAt(0)]));
  const candidates = [...words, 'm'].map((word) => `/v1/${word}`);
  const taken = candidates.filter((path) => toCall(path) !== undefined && path !== '/v1/m');
  assert.deepEqual(
    taken.filter((path) => !described.includes(path)),
    [],
  );
});

test('it is served to everybody', async () => {
  const { status, body } = await server.request('GET', '/api/openapi.json');
  assert.equal(status, 200);
  assert.equal(body.openapi, '3.1.0');
});

/** A decision that the gate gave. */
async function makeDecision(): Promise<string> {
  const asked = { subject: { type: 'user_id', value: 'sarah' }, purpose: 'service' };
  return (await server.api<{ decision_id: string }>('POST', '/api/decide', asked)).body.decision_id;
}

type Ids = {
  decision: string;
  event: string;
  quarantined: string;
  source: string;
  upload: string;
  import: string;
};

const file = 'customer,plan\nneha,basic\n,none\n';
const research = {
  ...{ name: 'Research', description: 'Find out what people need.' },
  ...{ legal_basis: 'consent', consent_model: 'opt_in' },
};
const noticeText = 'May we phone you?';
const noticeHash = hash('sha256', noticeText, 'hex');
const notice = {
  slug: 'phone',
  language: 'en',
  title: 'Phone',
  text: noticeText,
  purposes: ['marketing.phone'],
};
const mapping = { type: 'identify', userId: { column: 'customer' } };

/** How each operation is called below. One that is missing here fails the test. */
function toCalls(ids: Ids): Record<string, Call> {
  const sarah = { type: 'email', value: 'sarah@example.com' };
  const link = { a: sarah, b: { type: 'user_id', value: 'sarah' } };
  const purpose = 'purpose=service';
  return {
    listProfiles: { query: `${purpose}&q=sarah` },
    getProfile: { params: sarah, query: `${purpose}&include=activity` },
    listProfileEvents: { params: sarah, query: purpose },
    listLineage: { params: { ...sarah, attribute: 'plan' }, query: purpose },
    getIdentityGraph: { params: sarah },
    ...toDefinitionCalls(sarah, purpose),
    getIdentityRules: {},
    setIdentityRules: { body: { rules: { default_country: 'PL' }, reason: 'Numbers of our shops' } },
    listIdentityRulesVersions: {},
    listIdentityRefusals: { query: purpose },
    listSuperNodes: { query: purpose },
    listIdentityDecisions: { query: purpose },
    previewIdentity: { body: { action: 'unlink', ...link } },
    unlinkIdentity: { body: link },
    linkIdentity: { body: link },
    removeIdentity: { body: { identifier: sarah } },
    restoreIdentity: { body: { identifier: sarah } },
    splitIdentity: { body: { identifiers: [{ type: 'anonymous_id', value: 'browser-1' }] } },
    revertIdentity: { body: { profile_id: '1' }, status: 404 },
    ...{ ...askCalls, ...engageCalls },
    ...toListCalls(purpose),
    ...toCatalogCalls(purpose),
    ...toViewCalls(sarah),
    listProfileChanges: { params: sarah, query: purpose },
    listEvents: { query: purpose },
    getEvent: { params: { id: ids.event }, query: purpose },
    listSources: {},
    createSource: { body: { name: 'Shop', kind: 'server' } },
    getSource: { params: { id: ids.source } },
    getBanner: { params: { id: ids.source } },
    setBanner: { params: { id: ids.source }, body: {} },
    previewBanner: { params: { id: ids.source }, body: { language: 'pl' } },
    listBannerRates: { params: { id: ids.source } },
    listSignalFaults: { params: { id: ids.source } },
    changeSource: { params: { id: ids.source }, body: { settings: { ip: 'drop' } } },
    rotateSourceKey: { params: { id: ids.source } },
    listQuarantined: { query: purpose },
    listQuarantineReasons: {},
    getQuarantined: { params: { id: ids.quarantined }, query: purpose },
    replayQuarantined: { body: { reason: 'event_missing' } },
    dropQuarantined: { body: { reason: 'event_missing' } },
    previewImport: { query: 'file_name=plans.csv', body: file },
    createImport: { body: { upload_id: ids.upload, source_id: ids.source, mapping, again: true } },
    listImports: {},
    getImport: { params: { id: ids.import } },
    stopImport: { params: { id: ids.import }, status: 409 },
    getPipeline: {},
    settle: { body: {} },
    getHome: { query: purpose },
    getVitals: { query: `${purpose}&days=7` },
    listPurposes: {},
    listKeys: {},
    createKey: { body: { name: 'A program', scopes: ['profiles:read'], purposes: ['service'] } },
    createCardToken: {
      body: { view: 'nowhere', subject: { type: 'email', value: 'sarah@example.com' } },
      status: 404,
    },
    createPreferenceLink: { body: { contact: sarah, ends: { purpose: 'marketing.email' } } },
    revokeKey: { params: { id: '99' }, status: 404 },
    listReads: {},
    listMembers: {},
    createMember: { body: { email: 'neha@shop.example', name: 'Neha', role: 'reader' } },
    setMemberRole: { params: { id: 'nobody' }, body: { role: 'editor' }, status: 404 },
    deleteMember: { params: { id: 'nobody' }, status: 404 },
    listRoles: {},
    setRole: {
      params: { slug: 'analyst' },
      body: { name: 'Analyst', scopes: ['events:read'], purposes: ['analytics'], reason: 'Counts things' },
    },
    listRoleVersions: { params: { slug: 'analyst' } },
    publishPurpose: { body: { slug: 'research', ...research } },
    changePurpose: { params: { slug: 'research' }, body: { ...research, recipients: ['university'] } },
    listPurposeVersions: { params: { slug: 'research' } },
    retirePurpose: { params: { slug: 'research' } },
    listCategories: {},
    listLabels: { query: 'state=guessed' },
    setLabel: { body: { subject: 'property', name: 'note', category: null } },
    publishNotice: { body: notice },
    setRecipient: {
      params: { slug: 'university' },
      body: { name: 'University', country: 'US', mechanism: 'scc' },
    },
    listRecipients: {},
    setResidency: {
      body: { rules: [{ jurisdiction: 'EU', within: ['EU'], mechanisms: ['scc'] }], reason: 'GDPR' },
    },
    getResidency: {},
    previewResidency: { body: { rules: [{ jurisdiction: '*', within: ['EU'] }] } },
    getProcessingRecord: {},
    getController: {},
    setController: { body: { name: 'Rowan & Wren', email: 'privacy@example.com' } },
    listNotices: {},
    getNotice: { params: { hash: noticeHash } },
    recordConsent: {
      body: {
        subject: sarah,
        purpose: 'marketing.phone',
        state: 'refused',
        method: 'email',
        notice: noticeHash,
      },
    },
    listConsents: { params: sarah },
    getConsentRates: { query: 'from=2026-01-01&to=2026-01-31' },
    getReceipt: { params: { id: '1' } },
    getPermissions: { params: sarah },
    decide: { body: { subject: sarah, purpose: 'marketing.phone' } },
    getDecision: { params: { id: ids.decision } },
    ...toPreferenceCalls(sarah),
    addSuppressions: {
      body: { identifier: { type: 'email', value: 'max@example.com' }, scope: 'no_contact', reason: 'Asked' },
      status: 201,
    },
    listSuppressions: { query: 'scope=no_contact&state=in_force' },
    checkSuppression: { body: { identifier: { type: 'email', value: 'max@example.com' } } },
    liftSuppression: { params: { id: '1' }, body: { by: 'subject', reason: 'Signed up again' } },
    rotateSuppressionKey: {},
    listSuppressionCounts: {},
    getLive: {},
    getReady: {},
    moveTestClock: { body: { advance: 'PT1S' } },
    getOpenApi: {},
  };
}

const aTopic = {
  ...{ brand: 'rowan', titles: { en: 'Offers', pl: 'Oferty' }, channels: ['email', 'sms'] },
  ...{ purpose: 'marketing.*', default: 'in' },
};

function toPreferenceCalls(sarah: Record<string, string>): Record<string, Call> {
  const finch = { slug: 'finch', name: 'Finch', accent: '#3b2fb0' };
  const said = { channel: 'email', topic: 'offers', state: 'out', frequency: 'weekly' };
  const paused = { channel: 'sms', topic: 'rowan.*', paused_until: '2100-01-01T00:00:00Z' };
  return {
    getPreferenceCentre: {},
    openPreferenceCentreAs: { body: { contact: sarah, purpose: 'service' } },
    previewPreferenceCentre: { body: { brand: 'rowan', language: 'pl' } },
    setPreferenceCentre: { body: { brand: 'rowan', texts: { en: { title: 'Yours' } }, expected_version: 0 } },
    listBrands: {},
    createBrand: { body: finch },
    getBrand: { params: { slug: 'rowan' } },
    changeBrand: { params: { slug: 'rowan' }, body: { name: 'Rowan', expected_version: 1 } },
    setBrandLogo: { params: { slug: 'rowan' }, body: '<svg xmlns="http://www.w3.org/2000/svg"/>' },
    removeBrandLogo: { params: { slug: 'rowan' } },
    deleteBrand: { params: { slug: 'wren' } },
    listTopics: {},
    createTopic: { body: { ...aTopic, slug: 'tips' } },
    getTopic: { params: { slug: 'offers' } },
    changeTopic: { params: { slug: 'offers' }, body: { ...aTopic, order: 2, expected_version: 1 } },
    deleteTopic: { params: { slug: 'news' } },
    setPreferences: {
      params: sarah,
      body: { request_id: 'form-1', source: 'preference_centre', changes: [said, paused] },
    },
    getPreferences: { params: sarah },
    listPreferenceHistory: { params: sarah },
    listPreferencesOfPerson: { params: sarah },
    createConfirmation: { body: { contact: sarah, purpose: 'marketing.email' } },
    listPreferenceLinkRequests: {},
    deletePreferenceLinkRequest: { params: { id: '9999' }, status: 404 },
    listRequests: {},
    getRequest: { params: { id: '1' } },
  };
}

const anAsk = {
  what: { attribute: 'shoe_size', kind: 'choice', options: [{ value: '38' }, { value: '39' }] },
  words: { en: { question: 'Your size?', why: 'To show what fits.', benefit: 'Fewer returns.' } },
  ...{ purpose: 'personalisation', moment: { seconds: 5 } },
};

const askCalls: Record<string, Call> = {
  listAsks: {},
  createAsk: { body: { ...anAsk, slug: 'interest', moment: { called: true } } },
  getAsk: { params: { slug: 'size' } },
  changeAsk: { params: { slug: 'size' }, body: { ...anAsk, expected_version: 1 } },
  previewAsk: { body: { ask: { ...anAsk, slug: 'draft' }, language: 'pl' } },
  countAsks: { query: 'days=7' },
};

function toListCalls(purpose: string): Record<string, Call> {
  const testers = { params: { name: 'testers' } };
  const identifiers = [
    { type: 'user_id', value: 'sarah' },
    { type: 'user_id', value: 'nobody' },
  ];
  return {
    listLists: {},
    createList: { body: { name: 'helpers', title: 'Helpers' } },
    getList: testers,
    renameList: { ...testers, body: { title: 'Our testers' } },
    deleteList: { params: { name: 'helpers' } },
    addToList: { ...testers, body: { identifiers } },
    listPeopleOnList: { ...testers, query: purpose },
    removeFromList: { ...testers, body: { identifiers } },
  };
}

function toCatalogCalls(purpose: string): Record<string, Call> {
  const order = { type: 'order', id: 'O-1' };
  const removed = { type: 'order', id: 'O-2' };
  const machine = { title: 'Machines', fields: { name: { kind: 'text' } } };
  const person = { type: 'email', value: 'sarah@example.com' };
  return {
    listCatalogTypes: {},
    getCatalogType: { params: { type: 'order' } },
    setCatalogType: { params: { type: 'machine' }, body: machine, status: 201 },
    deleteCatalogType: { params: { type: 'machine' } },
    listCatalogObjects: { params: { type: 'order' }, query: purpose },
    putCatalogObject: { params: order, body: { fields: { total: 5, products: [] }, person } },
    getCatalogObject: { params: order, query: purpose },
    listCatalogHistory: { params: order, query: purpose },
    putCatalogObjects: {
      params: { type: 'product' },
      body: { objects: [{ id: 'P-1', fields: { name: 'Ring' } }] },
    },
    deleteCatalogObject: { params: removed },
    importCatalogObjects: { params: { type: 'store' }, body: '{"id":"S-1","name":"Main Street"}\n' },
  };
}

function toViewCalls(sarah: Record<string, string>): Record<string, Call> {
  const plan = { name: 'plan', attribute: 'plan' };
  const view = { title: 'Plans', fields: [plan] };
  const named = { params: { name: 'plans' } };
  const ofSarah = { params: { view: 'plans', ...sarah } };
  return {
    listViews: {},
    createView: { body: { ...view, name: 'more', purpose: 'service' } },
    listViewDefinitions: {},
    createViewDefinition: { body: { ...view, name: 'others', purpose: 'service' } },
    listViewVersions: named,
    getViewVersion: { params: { ...named.params, version: '1' } },
    listReadyMadeViews: {},
    addReadyMadeView: { params: { name: 'service-desk' } },
    getViewDefinition: named,
    changeView: { ...named, body: view },
    deleteView: { params: { name: 'others' } },
    getView: ofSarah,
    getBusinessView: { params: { view: 'sold' } },
    getViews: { ...ofSarah, body: { subjects: [sarah, { type: 'user_id', value: 'nobody' }] } },
    previewView: { body: { view: { ...view, name: 'others', purpose: 'service' }, subject: sarah } },
  };
}

/** The names are those that `fillServer` gave, and some that are made here. */
function toDefinitionCalls(sarah: Record<string, string>, purpose: string): Record<string, Call> {
  const ordered = { events: { name: 'Order Completed' }, count: { at_least: 1 } };
  const orders = { divide: [{ count: { name: 'Order Completed' } }, 2] };
  const [about, segment, trait] = [{ purpose: 'service' }, { name: 'buyers' }, { name: 'orders' }];
  return {
    getDefinitionSchema: {},
    listSegments: {},
    createSegment: { body: { ...about, name: 'others', title: 'Others', definition: { not: ordered } } },
    getSegment: { params: segment },
    changeSegment: { params: { name: 'others' }, body: { definition: { everyone: true } } },
    deleteSegment: { params: { name: 'others' } },
    recomputeSegment: { params: segment },
    explainSegment: { params: { ...segment, ...sarah } },
    previewSegment: { body: { ...about, definition: ordered } },
    listSegmentMembers: { params: segment, query: purpose },
    getGrowth: { params: segment, query: 'days=3' },
    getOverlap: { query: 'names=buyers,others' },
    listTraits: {},
    createTrait: { body: { ...about, name: 'visits', definition: { count: { type: 'page' } } } },
    getTrait: { params: trait },
    changeTrait: { params: { name: 'visits' }, body: { definition: { count: { type: 'screen' } } } },
    deleteTrait: { params: { name: 'visits' } },
    recomputeTrait: { params: trait },
    explainTrait: { params: { ...trait, ...sarah } },
    previewTrait: { body: { ...about, definition: orders } },
    listTraitHistory: { params: { ...trait, ...sarah } },
    listEventNames: { query: 'q=order' },
    listPropertyNames: { query: 'event=Order%20Completed' },
    listAttributeNames: { query: 'q=plan' },
  };
}

/** Called further below: what is no JSON, and what a member does with a cookie. */
const elsewhere = new Set([
  'watchEvents',
  'watchView',
  'watchBusinessView',
  'getMetrics',
  'getImportRejects',
  'exportSegment',
  'getSession',
  'signIn',
  'signOut',
  'getAuthSession',
]);

/** By the page of whoever holds a link. */
async function askForCopy(): Promise<void> {
  const contact = { type: 'email', value: 'sarah@example.com' };
  const { body } = await server.api<{ url: string }>('POST', '/api/preference-links', { contact });
  const form = new URLSearchParams({ ask: 'access' });
  assert.equal((await fetch(body.url, { method: 'POST', body: form, redirect: 'manual' })).status, 303);
}

async function fillServer(): Promise<Ids> {
  const person = { userId: 'sarah', anonymousId: 'browser-1' };
  await server.send([
    anIdentify({ ...person, traits: { email: 'sarah@example.com', plan: 'basic' } }),
    anIdentify({ ...person, traits: { email: 'sarah@example.com', plan: 'pro' } }),
    aTrack({ ...person, event: 'Order Completed', properties: { order_id: 'O-1', total: 5 } }),
    aTrack({ ...person, event: 'Order Cancelled', properties: { order_id: 'O-2' } }),
    aGroup({ ...person, groupId: 'acme', traits: { name: 'Acme' } }),
    aTrack({ anonymousId: 'browser-2', event: 'Product Viewed' }),
    anAlias({ previousId: 'sarah-old', userId: 'sarah' }),
    { type: 'track', userId: 'sarah' },
  ]);
  await server.settle();
  const define = async (kind: string, name: string, definition: unknown): Promise<void> => {
    const answer = await server.api('POST', `/api/${kind}`, { name, purpose: 'service', definition });
    assert.equal(answer.status, 201, answer.text);
  };
  const orders = { name: 'Order Completed' };
  await define('segments', 'buyers', { events: orders, count: { at_least: 1 } });
  await define('traits', 'orders', { divide: [{ count: orders }, 2] });
  await server.settle();
  const list = { name: 'testers', title: 'Testers' };
  assert.equal((await server.api('POST', '/api/lists', list)).status, 201);
  const identifiers = [{ type: 'user_id', value: 'sarah' }];
  await server.api('POST', '/api/lists/testers/people', { identifiers });
  const plan = { name: 'plan', attribute: 'plan' };
  const sold = { name: 'sold', ranking: 'Order Completed', by: 'order_id', last: 'P7D' };
  for (const view of [
    { name: 'plans', title: 'Plans', purpose: 'service', fields: [plan] },
    { name: 'sold', title: 'Sold', purpose: 'analytics', about: 'business', fields: [sold] },
  ])
    assert.equal((await server.api('POST', '/api/views', view)).status, 201);
  for (const [path, made] of [
    ['brands', { slug: 'rowan', name: 'Rowan & Wren' }],
    ['brands', { slug: 'wren', name: 'Wren' }],
    ['topics', { ...aTopic, slug: 'offers' }],
    ['topics', { ...aTopic, slug: 'news' }],
    ['asks', { ...anAsk, slug: 'size' }],
    ['templates', { ...aReceipt, slug: 'receipt', purpose: 'message.transactional' }],
  ] as const)
    assert.equal((await server.api('POST', `/api/${path}`, made)).status, 201);
  await askForCopy();
  const [event] = await server.listEvents('email', 'sarah@example.com');
  const [quarantined] = await server.listQuarantine();
  assert.ok(event !== undefined && quarantined !== undefined);
  const source = await server.createSource('Other', 'browser');
  const upload = async (): Promise<string> => {
    const path = '/api/imports/preview?file_name=plans.csv';
    const csv = { 'content-type': 'text/csv' };
    return (await server.api<{ upload_id: string }>('POST', path, file, csv)).body.upload_id;
  };
  const begun = await server.api<{ id: string }>('POST', '/api/imports', {
    upload_id: await upload(),
    source_id: source.id,
    mapping,
  });
  const isRunning = async (): Promise<boolean> =>
    (await server.api<{ state: string }>('GET', `/api/imports/${begun.body.id}`)).body.state === 'running';
  while (await isRunning()) await sleep(20);
  return {
    decision: await makeDecision(),
    event: event.id,
    quarantined: quarantined.id,
    source: String(source.id),
    upload: await upload(),
    import: begun.body.id,
  };
}

function assertAnswer(operation: Operation, { body, text }: { body: unknown; text: string }): void {
  if (operation.answer === nothing) {
    assert.equal(text, '', operation.id);
    return;
  }
  assert.ok(operation.answer instanceof z.ZodType, operation.id);
  const { error } = operation.answer.safeParse(body);
  if (error !== undefined) assert.fail(`${operation.id}\n${z.prettifyError(error)}\n${text}`);
}

const getOperation = (id: string): Operation => {
  const found = operations.find((one) => one.id === id);
  assert.ok(found !== undefined, id);
  return found;
};

test('the answers of a running server have the described fields and no others', async (t) => {
  const calls = toCalls(await fillServer());
  for (const operation of operations) {
    if (isCollect(operation) || elsewhere.has(operation.id)) continue;
    await t.test(operation.id, async () => {
      const call = calls[operation.id];
      assert.ok(call !== undefined, `say above how ${operation.id} is called`);
      const path = operation.path.replace(/\{(\w+)\}/g, (_, name = '') =>
        encodeURIComponent(call.params?.[name] ?? ''),
      );
      const answer = await server.api(
        operation.method.toUpperCase(),
        call.query === undefined ? path : `${path}?${call.query}`,
        call.body,
        typeof call.body === 'string' ? { 'content-type': 'text/csv' } : {},
      );
      assert.equal(answer.status, call.status ?? operation.status ?? 200, answer.text);
      if (call.status === undefined) assertAnswer(operation, answer);
    });
  }
});

test('faults have the described form', async () => {
  const answers = await Promise.all([
    server.request('GET', '/api/sources'),
    server.api('GET', '/api/profiles'),
    server.api('GET', '/api/profiles/user_id/nobody?purpose=service'),
    server.api('GET', '/api/profiles?purpose=none'),
    server.request('POST', '/v1/track', '{}'),
  ]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [401, 400, 404, 422, 401],
  );
  for (const { body } of answers) {
    assert.deepEqual(Object.keys(body.error ?? {}), ['code', 'message', 'details']);
  }
});

test('a member signs in, is known, and signs out as described', async () => {
  const origin = { origin: server.url, 'content-type': 'application/json' };
  const { path } = getOperation('signIn');
  const wrong = await server.request('POST', path, { ...testMember, password: 'wrong' }, origin);
  assert.equal(wrong.status, 401);
  const signedIn = await server.request('POST', path, testMember, origin);
  assert.equal(signedIn.status, 200);
  assertAnswer(getOperation('signIn'), signedIn);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  assert.match(cookie, /^rapport\.session_token=/);
  for (const id of ['getSession', 'getAuthSession', 'signOut']) {
    const { method, path } = getOperation(id);
    const body = method === 'post' ? {} : undefined;
    const answer = await server.request(method.toUpperCase(), path, body, { ...origin, cookie });
    assert.equal(answer.status, 200, id);
    assertAnswer(getOperation(id), answer);
  }
});

test('collect answers as described, at every path', async () => {
  await server.api('POST', '/api/quarantine/drop', { reason: 'event_missing' });
  for (const operation of operations.filter(isCollect)) {
    const path = operation.path.replace('{call}', 'track').replace('{write_key}', server.writeKey);
    const type = messageTypes.find((one) => path.endsWith(`/${one}`) || path === `/v1/${one.charAt(0)}`);
    const message = { type, userId: 'neha', event: 'E', groupId: 'g', previousId: 'neha-old' };
    const foreign: Record<string, object> = {
      '/batch': { api_key: server.writeKey, batch: [{ event: 'E', distinct_id: 'neha' }] },
      '/com.snowplowanalytics.snowplow/tp2': { data: [{ e: 'pv', uid: 'neha', aid: server.writeKey }] },
    };
    const own = /batch|import|\/b$/.test(path) ? { batch: [aTrack()] } : message;
    const body = foreign[path] ?? own;
    const answer =
      operation.method === 'get'
        ? await server.request('GET', `${path}?writeKey=${server.writeKey}`)
        : await server.collect(path, body);
    assert.equal(answer.status, 200, path);
    assertAnswer(operation, answer);
  }
  await server.settle();
  assert.deepEqual(await server.listQuarantine(), []);
});

test('what is no JSON has the described content type', async () => {
  const { body } = await server.api<{ items: { id: string }[] }>('GET', '/api/imports');
  const ofSarah = { view: 'plans', type: 'user_id', value: 'sarah' };
  const params: Record<string, Record<string, string>> = {
    watchEvents: {},
    watchView: ofSarah,
    watchBusinessView: { view: 'sold' },
    getMetrics: {},
    getImportRejects: { id: body.items.at(-1)?.id ?? '' },
    exportSegment: { name: 'buyers' },
  };
  for (const [called, named] of Object.entries(params)) {
    const { path, answer } = getOperation(called);
    assert.ok(!(answer instanceof z.ZodType) && answer !== nothing);
    const reader = new AbortController();
    const url = server.url + path.replace(/\{(\w+)\}/g, (_, name = '') => named[name] ?? '');
    const response = await fetch(`${url}?purpose=service`, {
      headers: { authorization: `Bearer ${server.adminKey}` },
      signal: reader.signal,
    });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type')?.split(';')[0], answer.contentType);
    reader.abort();
  }
});
