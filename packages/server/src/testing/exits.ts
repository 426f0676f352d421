// Every way by which personal data leaves Rapport, how to take it, and the routes that are none, with the reason. A route that
// is in neither list fails the leak matrix: whoever adds one decides here what it is.
import {
  everyoneName,
  isSeeing,
  listSums,
  listTraits,
  partsName,
  toPreview,
  toView,
  viewName,
} from './seeing-definitions.ts';
import type { TestServer } from './server.ts';

/** Whoever asks: a key, or a member with a role. */
export type Reader = {
  server: TestServer;
  get(path: string): Promise<string>;
  post(path: string, body: object): Promise<string>;
  /** The first that a stream tells. */
  first(path: string): Promise<string>;
  /** Whoever holds a token that the reader made. */
  holding(token: string): Reader;
};

export type Exit = {
  /** It says the same whoever is asked about. */
  ofEverybody?: true;
  /** It shows no more of people than what they are called. */
  onlyNames?: true;
  /** It tells what people are to those alone who see everything in clear. */
  clearOnly?: true;
  /** All that it says about this person to whoever reads for the purpose, as text. */
  read(reader: Reader, purpose: string, userId: string): Promise<string>;
};

const profile = (userId: string): string => `/api/profiles/user_id/${userId}`;

export const exits: Record<string, Exit> = {
  'GET /api/profiles/:type/:value': {
    read: ({ get }, purpose, userId) => get(`${profile(userId)}?purpose=${purpose}&include=activity`),
  },
  'GET /api/profiles': {
    ofEverybody: true,
    read: ({ get }, purpose) => get(`/api/profiles?purpose=${purpose}&limit=1000`),
  },
  'GET /api/profiles/:type/:value/events': {
    read: ({ get }, purpose, userId) => get(`${profile(userId)}/events?purpose=${purpose}&limit=1000`),
  },
  'GET /api/profiles/:type/:value/lineage/:attribute': {
    async read({ server, get }, purpose, userId) {
      const { attributes, denied } = await server.getPerson('user_id', userId, 'compliance');
      const names = [...Object.keys(attributes), ...denied.map(({ field }) => field)];
      const paths = names.map(
        (name) => `${profile(userId)}/lineage/${encodeURIComponent(name)}?purpose=${purpose}`,
      );
      return (await Promise.all(paths.map(get))).join('\n');
    },
  },
  'GET /api/lists/:name/people': {
    ...{ ofEverybody: true, onlyNames: true },
    read: ({ get }, purpose) => get(`/api/lists/${everybodysList}/people?purpose=${purpose}&limit=1000`),
  },
  'GET /api/catalog/objects/:type': {
    ofEverybody: true,
    read: ({ get }, purpose) =>
      readAll(canaryTypes, (type) => get(`/api/catalog/objects/${type}?purpose=${purpose}&limit=1000`)),
  },
  'GET /api/catalog/objects/:type/:id': {
    read: ({ get }, purpose, userId) =>
      readAll(canaryTypes, (type) => get(`/api/catalog/objects/${type}/${userId}?purpose=${purpose}`)),
  },
  'GET /api/catalog/objects/:type/:id/history': {
    read: ({ get }, purpose, userId) =>
      readAll(canaryTypes, (type) =>
        get(`/api/catalog/objects/${type}/${userId}/history?purpose=${purpose}&limit=1000`),
      ),
  },
  'GET /api/events': {
    ofEverybody: true,
    read: ({ get }, purpose) => get(`/api/events?purpose=${purpose}&limit=1000`),
  },
  'GET /api/events/:id': {
    async read({ server, get }, purpose, userId) {
      const all = await server.listEvents('user_id', userId);
      // One by one they take long: those with many fields, and some of the others.
      const ids = all
        .filter((one, i) => one.properties.note === undefined || i % 30 === 0)
        .map(({ id }) => id);
      return (await Promise.all(ids.map((id) => get(`/api/events/${id}?purpose=${purpose}`)))).join('\n');
    },
  },
};

/** Of mails that whoever watches the exits has sent. */
const exitsOfMessages: Record<string, Exit> = {
  'GET /api/messages': {
    ...{ ofEverybody: true, onlyNames: true },
    read: ({ get }, purpose) => get(`/api/messages?purpose=${purpose}&limit=1000`),
  },
  'GET /api/messages/:id': {
    onlyNames: true,
    read: async ({ server, get }, purpose, userId) =>
      readAll(await listMessageIds(server, userId), (id) => get(`/api/messages/${id}?purpose=${purpose}`)),
  },
  'GET /api/outbox': {
    ...{ ofEverybody: true, clearOnly: true },
    read: ({ get }, purpose) => get(`/api/outbox?purpose=${purpose}&limit=1000`),
  },
  'GET /api/outbox/:id': {
    clearOnly: true,
    read: async ({ server, get }, purpose, userId) =>
      readAll(await listMessageIds(server, userId), (id) => get(`/api/outbox/${id}?purpose=${purpose}`)),
  },
};

async function listMessageIds(server: TestServer, userId: string): Promise<string[]> {
  const { id } = await server.getPerson('user_id', userId, 'compliance');
  const path = `/api/messages?profile=${id}&limit=1000`;
  return (await server.api<{ items: { id: string }[] }>('GET', path)).body.items.map((one) => one.id);
}

/** Whoever watches the exits gives each person an object of each of these types, called as the person is. */
export const canaryTypes = ['canary_told', 'canary_said'] as const;

/** Whoever watches the exits puts everybody on it. */
export const everybodysList = 'everybody';

/** Through definitions that look at canaries: `seeing-definitions.ts`. */
const exitsOfDefinitions: Record<string, Exit> = {
  'POST /api/segments/preview': {
    ...{ ofEverybody: true, onlyNames: true },
    read: ({ post }, purpose) =>
      post('/api/segments/preview', { purpose, definition: { everyone: true }, limit: 50 }),
  },
  'GET /api/segments/:name/members': {
    ...{ ofEverybody: true, onlyNames: true },
    read: ({ get }, purpose) =>
      get(`/api/segments/${everyoneName(purpose)}/members?purpose=${purpose}&limit=1000`),
  },
  'GET /api/segments/:name/export': {
    ofEverybody: true,
    read: ({ get }, purpose) => get(`/api/segments/${everyoneName(purpose)}/export?purpose=${purpose}`),
  },
  'GET /api/segments/:name/explain/:type/:value': {
    read: ({ get }, purpose, userId) => get(`/api/segments/${partsName(purpose)}/explain/user_id/${userId}`),
  },
  'POST /api/traits/preview': {
    ofEverybody: true,
    read: ({ post }, purpose) =>
      readAll(listTraits(purpose), ({ definition }) => post('/api/traits/preview', { purpose, definition })),
  },
  'GET /api/traits/:name/explain/:type/:value': {
    read: ({ get }, purpose, userId) =>
      readAll(listSums(purpose), ({ name }) => get(`/api/traits/${name}/explain/user_id/${userId}`)),
  },
  'GET /api/profiles/:type/:value/changes': {
    read: ({ get }, purpose, userId) => get(`${profile(userId)}/changes?purpose=${purpose}&limit=1000`),
  },
  'GET /api/views/:view/:type/:value': {
    read: ({ get }, purpose, userId) => get(`/api/views/${viewName(purpose)}/user_id/${userId}`),
  },
  'GET /api/views/:view/:type/:value/stream': {
    read: ({ first }, purpose, userId) => first(`/api/views/${viewName(purpose)}/user_id/${userId}/stream`),
  },
  'POST /api/views/:view/batch': {
    read: ({ post }, purpose, userId) =>
      post(`/api/views/${viewName(purpose)}/batch`, { subjects: [{ type: 'user_id', value: userId }] }),
  },
  'POST /api/views/preview': {
    read: ({ post }, purpose, userId) =>
      post('/api/views/preview', { view: toView(purpose), subject: { type: 'user_id', value: userId } }),
  },
  'POST /api/card-tokens': {
    async read({ post, holding }, purpose, userId) {
      const [view, subject] = [viewName(purpose), { type: 'user_id', value: userId }];
      const made = await post('/api/card-tokens', { view, subject });
      const card = holding((JSON.parse(made) as { token: string }).token);
      const path = `/api/views/${view}/user_id/${userId}`;
      return [made, await card.get(path), await card.first(`${path}/stream`)].join('\n');
    },
  },
  'POST /api/template-preview': {
    read: ({ post }, purpose, userId) => post('/api/template-preview', toPreview(purpose, userId)),
  },
  'GET /api/traits/:name/history/:type/:value': {
    read: ({ get }, purpose, userId) =>
      readAll(listTraits(purpose), ({ name }) => get(`/api/traits/${name}/history/user_id/${userId}`)),
  },
};

const readAll = async <One>(all: readonly One[], read: (one: One) => Promise<string>): Promise<string> =>
  (await Promise.all(all.map(read))).join('\n');

Object.assign(exits, exitsOfMessages);
for (const [name, { read, ...exit }] of Object.entries(exitsOfDefinitions))
  exits[name] = {
    ...exit,
    read: async (reader, purpose, userId) => (isSeeing(purpose) ? read(reader, purpose, userId) : ''),
  };

/** Taken otherwise than by asking once: the leak matrix watches it while things happen. */
export const watched = 'GET /api/events/live';

const ofThemselves = 'tells nothing of any customer';
const whoIsWho =
  'tells who is who: identifiers and evidence, for a purpose that nobody is asked about or that the person permits, and no attribute or property';

const ofTypes = 'tells what types of objects there are, or what was just told to it, and counts';
const ofDefinitions = 'tells what a definition says, and how many people there are in or of it';
const ofLists = 'tells what lists there are and how many people are on them, or what was just told to it';
const ofMany = 'tells what many people did together, and of fewer than five nothing';
const justNames =
  'tells names, and a value only where it is labelled as not personal, or nothing personal was seen in it and several have it';

export const noExits: Record<string, string> = {
  'POST /api/preference-centre/open-as':
    'tells a link for minutes, behind which stands what a person chose and no value; each look is in the log of reads',
  ...Object.fromEntries(
    ['segments', 'traits'].flatMap((kind) =>
      [
        ...[`GET /api/${kind}`, `POST /api/${kind}`, `GET /api/${kind}/:name`, `PUT /api/${kind}/:name`],
        ...[`DELETE /api/${kind}/:name`, `POST /api/${kind}/:name/recompute`],
      ].map((route) => [route, ofDefinitions]),
    ),
  ),
  'GET /api/definitions/schema': 'tells the form of the language',
  ...Object.fromEntries(
    [
      ...['GET /api/lists', 'POST /api/lists', 'GET /api/lists/:name', 'PATCH /api/lists/:name'],
      ...['DELETE /api/lists/:name', 'POST /api/lists/:name/people', 'DELETE /api/lists/:name/people'],
    ].map((route) => [route, ofLists]),
  ),
  ...Object.fromEntries(
    [
      ...['GET', 'PUT', 'DELETE'].map((method) => `${method} /api/catalog/types/:type`),
      ...['PUT', 'DELETE'].map((method) => `${method} /api/catalog/objects/:type/:id`),
      ...['GET /api/catalog/types', 'POST /api/catalog/objects/:type', 'POST /api/catalog/import/:type'],
    ].map((route) => [route, ofTypes]),
  ),
  ...Object.fromEntries(
    [
      ...['GET /api/views', 'POST /api/views', 'GET /api/ready-made-views'],
      'POST /api/ready-made-views/:name/add',
      ...['GET /api/view-definitions', 'POST /api/view-definitions'],
      ...['GET', 'PUT', 'DELETE'].map((method) => `${method} /api/view-definitions/:name`),
      ...['', '/:version'].map((one) => `GET /api/view-definitions/:name/versions${one}`),
    ].map((route) => [route, 'tells what a view is made of']),
  ),
  'POST /api/messages': 'tells what was just told to it',
  'POST /api/messages/:id/retry': 'tells what becomes of a message, and nothing of whom it goes to',
  'POST /api/messages/:id/cancel': 'tells what becomes of a message, and nothing of whom it goes to',
  'POST /api/templates/:slug/test-send':
    'sends to whoever asks what the preview tells them, and to other members nothing of any person',
  'GET /api/views/:view': ofMany,
  'GET /api/views/:view/stream': ofMany,
  'GET /api/segments/:name/growth': 'tells counts',
  'GET /api/segments/overlap': 'tells counts',
  'GET /api/events/names': justNames,
  'GET /api/properties': justNames,
  'GET /api/attributes': justNames,
  'GET /api/profiles/:type/:value/identity': whoIsWho,
  'GET /api/identity/refusals': whoIsWho,
  'GET /api/identity/super-nodes': whoIsWho,
  'GET /api/identity/decisions': whoIsWho,
  'POST /api/identity/preview': whoIsWho,
  'POST /api/identity/unlink': whoIsWho,
  'POST /api/identity/link': whoIsWho,
  'POST /api/identity/remove': whoIsWho,
  'POST /api/identity/restore': whoIsWho,
  'POST /api/identity/split': whoIsWho,
  'POST /api/identity/revert': whoIsWho,
  'GET /api/profiles/:type/:value/permissions': 'tells what a person permits, which is what the gate goes by',
  'GET /api/profiles/:type/:value/consents': 'tells what a person expressed, for whoever has to prove it',
  'GET /api/profiles/:type/:value/preferences':
    'tells what was said of how somebody is written to, which whoever writes goes by',
  'GET /api/quarantine': 'messages that belong to nobody yet, for a purpose that nobody is asked about',
  'GET /api/quarantine/:id': 'a message that belongs to nobody yet, for a purpose that nobody is asked about',
};

/** Routes of which all are none, by how they begin. */
export const noExitPrefixes: Record<string, string> = {
  '/api/auth': ofThemselves,
  '/api/session': ofThemselves,
  '/api/home': 'tells counts',
  '/api/vitals': 'tells counts, and sums of amounts where those may be told of everybody',
  '/api/pipeline': 'tells counts',
  '/api/purposes': ofThemselves,
  '/api/recipients': ofThemselves,
  '/api/residency': ofThemselves,
  '/api/notices': ofThemselves,
  '/api/processing-record': ofThemselves,
  '/api/controller': ofThemselves,
  '/api/categories': ofThemselves,
  '/api/labels': 'tells names of fields, never values',
  '/api/sources': ofThemselves,
  '/api/imports': 'tells counts and what a file looks like to whoever uploads it',
  '/api/identity/rules': ofThemselves,
  '/api/quarantine/reasons': 'tells counts',
  '/api/quarantine/replay': 'tells counts',
  '/api/quarantine/drop': 'tells counts',
  '/api/decide': 'tells what the gate says',
  '/api/decisions': 'tells what the gate said',
  '/api/consents': 'tells what was just told to it, and counts',
  '/api/preferences': 'tells what was said of the contact point that was named, which whoever writes goes by',
  '/api/requests': 'tells what people asked for, to whoever has to answer them',
  '/api/topics': ofThemselves,
  '/api/brands': ofThemselves,
  '/api/preference-centre': ofThemselves,
  '/api/asks': ofThemselves,
  '/api/message-rules': ofThemselves,
  '/api/channels': ofThemselves,
  '/api/ready-made-templates': ofThemselves,
  '/api/campaigns': 'tells counts',
  '/api/campaign-estimate': 'tells counts',
  '/api/templates': 'tells texts with variables, and no value of any',
  '/api/phone-tasks':
    'tells what calls are about, by ids of people; a number and a text go to whoever calls, as a message does, after the gate was asked',
  '/api/in-app': 'tells somebody what was sent to them, as long as it may still be told, to show it to them',
  '/api/in-app-tokens': 'tells a token, behind which stands what was sent to somebody, and not who',
  '/api/ask-counts': 'tells counts',
  '/api/ask-preview': ofThemselves,
  '/api/keys': ofThemselves,
  '/api/preference-links': 'tells a link, behind which stands what a person chose, and what they may choose',
  '/api/confirmations': 'tells a link, behind which stands what somebody signed up for, and not who',
  '/api/preference-link-requests': 'tells which addresses asked for a link, to whoever sends it',
  '/api/members': ofThemselves,
  '/api/roles': ofThemselves,
  '/api/reads': 'tells who read what, by ids of people and names of fields',
  '/api/suppressions': 'tells that something is suppressed, never what',
  '/api/test': ofThemselves,
  '/api/openapi.json': ofThemselves,
};
