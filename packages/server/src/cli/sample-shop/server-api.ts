// The few calls that the loader makes to Rapport, over HTTP as any other client would make them.
import { setTimeout as sleep } from 'node:timers/promises';

export type ServerAddress = {
  /** Such as http://127.0.0.1:3141 */
  url: string;
  writeKey: string;
  adminKey: string;
};

export type ServerApi = {
  /** Sends one batch of history. Resolves when it is durable; waits and tries again where the server asks for it. */
  import(body: string): Promise<void>;
  /** How many times that was. */
  retries(): number;
  /** The source that this write key belongs to. */
  getSource(): Promise<{ name: string; createdAt: Date; eventsTotal: number }>;
  /** Resolves when everything accepted so far is visible in every read. */
  settle(): Promise<void>;
  /** Messages that are accepted and not yet processed. */
  countWaiting(): Promise<number>;
  /** The hash of the notice, which is made where it is new. */
  publishNotice(notice: object): Promise<{ hash: string; isNew: boolean }>;
  /** Records what somebody expressed. */
  express(choice: object): Promise<void>;
  /** Puts objects into the catalog; fields that are there already are told again. Throws where one is refused. */
  putObjects(type: string, objects: readonly object[]): Promise<void>;
  /** Adds the views that ship, with their traits; those that are there already stay. */
  addViews(): Promise<void>;
  /** Sets a trait anew, from what it is. */
  changeTrait(name: string, change: (definition: unknown) => unknown): Promise<void>;
  /** Makes a trait, segment, brand or topic; one of its name that is there already stays. */
  define(kind: 'traits' | 'segments' | 'brands' | 'topics', definition: object): Promise<void>;
  getTotals(): Promise<{ events: number; known: number; anonymous: number }>;
};

const failuresMax = 7;
const settleTriesMax = 10;
const retryAfterSecondsMax = 60;

/** Opens nothing: every call is one request, or several where it is repeated. `signal` ends all of them. */
export function connectServer({ url, writeKey, adminKey }: ServerAddress, signal: AbortSignal): ServerApi {
  const write = openDoor(url, `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`, signal);
  const admin = openDoor(url, `Bearer ${adminKey}`, signal);
  return {
    ...importer(write, signal),
    async getSource() {
      type Item = { name: string; write_key: string; created_at: string; events_total: number };
      const { items } = await readJson<{ items: Item[] }>(admin, '/api/sources?limit=1000');
      const source = items.find((item) => item.write_key === writeKey);
      if (!source) throw new Error('No source has this write key: the sample shop has nowhere to send to.');
      const { name, created_at, events_total } = source;
      return { name, createdAt: new Date(created_at), eventsTotal: events_total };
    },
    async settle() {
      const path = '/api/pipeline/settle';
      for (let tries = 1; ; tries++) {
        const answer = await admin('POST', path, '{"timeout_ms":60000}');
        const text = await answer.text();
        if (answer.ok) return;
        if (answer.status !== 504 || tries >= settleTriesMax) throw refused(path, answer, text);
      }
    },
    async countWaiting() {
      const road = await readJson<{ inbox: { events_waiting: number } }>(admin, '/api/pipeline');
      return road.inbox.events_waiting;
    },
    async publishNotice(notice) {
      const answer = await admin('POST', '/api/notices', JSON.stringify(notice));
      const text = await answer.text();
      if (!answer.ok) throw refused('/api/notices', answer, text);
      return { hash: (JSON.parse(text) as { hash: string }).hash, isNew: answer.status === 201 };
    },
    async express(choice) {
      const answer = await admin('POST', '/api/consents', JSON.stringify(choice));
      if (!answer.ok) throw refused('/api/consents', answer, await answer.text());
    },
    ...catalogOf(admin),
    ...viewsOf(admin),
    async define(kind, definition) {
      const path = `/api/${kind}`;
      const answer = await admin('POST', path, JSON.stringify(definition));
      const text = await answer.text();
      if (!answer.ok && answer.status !== 409) throw refused(path, answer, text);
    },
    async getTotals() {
      type Home = { people_known: number; people_anonymous: number; events_total: number };
      const home = await readJson<Home>(admin, '/api/home?purpose=service');
      return { events: home.events_total, known: home.people_known, anonymous: home.people_anonymous };
    },
  };
}

function catalogOf(admin: Door): Pick<ServerApi, 'putObjects'> {
  return {
    async putObjects(type, objects) {
      const path = `/api/catalog/objects/${type}`;
      const answer = await admin('POST', path, JSON.stringify({ objects }));
      const text = await answer.text();
      const { rejected = [] } = answer.ok ? (JSON.parse(text) as { rejected?: unknown[] }) : {};
      if (!answer.ok || rejected.length > 0) throw refused(path, answer, text);
    },
  };
}

function viewsOf(admin: Door): Pick<ServerApi, 'addViews' | 'changeTrait'> {
  return {
    async addViews() {
      type Items = { items: { name: string; added: boolean }[] };
      const { items } = await readJson<Items>(admin, '/api/ready-made-views');
      for (const { name, added } of items)
        if (!added) await send(admin, 'POST', `/api/ready-made-views/${name}/add`);
    },
    async changeTrait(name, change) {
      const path = `/api/traits/${name}`;
      const { title, definition } = await readJson<{ title: string; definition: unknown }>(admin, path);
      await send(admin, 'PUT', path, { title, definition: change(definition) });
    },
  };
}

async function send(admin: Door, method: string, path: string, body?: object): Promise<void> {
  const answer = await admin(method, path, body === undefined ? undefined : JSON.stringify(body));
  if (!answer.ok) throw refused(path, answer, await answer.text());
}

/** Sends one request with a key. */
type Door = (method: string, path: string, body?: string) => Promise<Response>;

const openDoor =
  (url: string, authorization: string, signal?: AbortSignal): Door =>
  (method, path, body) =>
    fetch(new URL(path, url), {
      method,
      signal: signal ?? null,
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body }),
    });

export type Api = <Answer>(method: 'GET' | 'POST', path: string, body?: object) => Promise<Answer>;

/** Asks with a key, in JSON. Throws what is refused. */
export function openApi(url: string, key: string): Api {
  const door = openDoor(url, `Bearer ${key}`);
  return (method, path, body) => readJson(door, path, method, body);
}

async function readJson<T>(door: Door, path: string, method = 'GET', body?: object): Promise<T> {
  const answer = await door(method, path, body && JSON.stringify(body));
  const text = await answer.text();
  if (!answer.ok) throw refused(path, answer, text);
  return JSON.parse(text) as T;
}

const refused = (path: string, { status }: Response, text: string): Error =>
  new Error(`${path} answered ${status}: ${text.slice(0, 500)}`);

/** Why a batch should be sent again, and after which pause. A server that is busy may say so as often as it likes. */
type Again = { pauseMs: number; isFailure: boolean };

/** Imports with patience. One refusal speaks for all: batches that would go out beside that one wait as well. */
function importer(write: Door, signal: AbortSignal): Pick<ServerApi, 'import' | 'retries'> {
  const path = '/v1/import';
  let retries = 0;
  let resumeAt = 0;
  /** One try; undefined when the server has the batch. */
  async function tryImport(body: string, failures: number): Promise<Again | undefined> {
    await sleep(Math.max(0, resumeAt - performance.now()), undefined, { signal });
    const isLast = failures + 1 >= failuresMax;
    const again = { pauseMs: 250 * 2 ** failures, isFailure: true };
    const answer = await write('POST', path, body).catch((error: unknown) => {
      if (signal.aborted || isLast) throw new Error(`${path} cannot be reached.`, { cause: error });
      return undefined;
    });
    if (!answer) return again;
    const text = await answer.text();
    if (answer.ok) return undefined;
    if (answer.status === 429) return { pauseMs: retryAfterMs(answer), isFailure: false };
    if (answer.status < 500 || isLast) throw refused(path, answer, text);
    return again;
  }
  return {
    retries: () => retries,
    async import(body) {
      for (let failures = 0; ; ) {
        const again = await tryImport(body, failures);
        if (!again) return;
        if (again.isFailure) failures += 1;
        retries += 1;
        resumeAt = Math.max(resumeAt, performance.now() + again.pauseMs);
      }
    },
  };
}

/** `Retry-After` in milliseconds; a second where it is missing or no number. */
function retryAfterMs(answer: Response): number {
  const seconds = Number(answer.headers.get('retry-after') ?? 1);
  return 1000 * Math.min(retryAfterSecondsMax, Number.isFinite(seconds) && seconds > 0 ? seconds : 1);
}
