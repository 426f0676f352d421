// Every way by which personal data leaves Rapport, how to take it, and the routes that are none, with the reason. A route that
// is in neither list fails the leak matrix: whoever adds one decides here what it is.
import type { TestServer } from './server.ts';

/** Whoever asks: a key, or a member with a role. */
export type Reader = { server: TestServer; get(path: string): Promise<string> };

export type Exit = {
  /** It says the same whoever is asked about. */
  ofEverybody?: true;
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

/** Taken otherwise than by asking once: the leak matrix watches it while things happen. */
export const watched = 'GET /api/events/live';

const ofThemselves = 'tells nothing of any customer';
const whoIsWho =
  'tells who is who: identifiers and evidence, for a purpose that nobody is asked about or that the person permits, and no attribute or property';

export const noExits: Record<string, string> = {
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
  'GET /api/quarantine': 'messages that belong to nobody yet, for a purpose that nobody is asked about',
  'GET /api/quarantine/:id': 'a message that belongs to nobody yet, for a purpose that nobody is asked about',
};

/** Routes of which all are none, by how they begin. */
export const noExitPrefixes: Record<string, string> = {
  '/api/auth': ofThemselves,
  '/api/session': ofThemselves,
  '/api/home': 'tells counts',
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
  '/api/keys': ofThemselves,
  '/api/members': ofThemselves,
  '/api/roles': ofThemselves,
  '/api/reads': 'tells who read what, by ids of people and names of fields',
  '/api/suppressions': 'tells that something is suppressed, never what',
  '/api/test': ofThemselves,
  '/api/openapi.json': ofThemselves,
};
