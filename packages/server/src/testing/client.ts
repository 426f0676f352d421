// A client of a running Rapport for tests: collect, the API, and the questions that tests ask most.
import type {
  Answer,
  EventBody,
  Fault,
  GraphBody,
  List,
  Loose,
  PersonBody,
  QuarantinedBody,
  SourceBody,
} from './answers.ts';

export type Headers = Record<string, string>;
/** An object is sent as JSON; text and bytes as they are. */
export type SentBody = object | string | Buffer | undefined;

export type Client = {
  /** Any request, without any header of ours. */
  request<Body = Loose>(
    method: string,
    path: string,
    body?: SentBody,
    headers?: Headers,
  ): Promise<Answer<Body>>;
  /** A call of the API with the admin key. */
  api<Body = Loose>(method: string, path: string, body?: SentBody, headers?: Headers): Promise<Answer<Body>>;
  /** A POST to collect with the write key of the first source, unless `headers` bring their own `authorization`. */
  collect(path: string, body: SentBody, headers?: Headers): Promise<Answer<Fault & { success?: boolean }>>;
  /** Sends the messages as one batch and throws unless it is accepted. With a source's key, as that source. */
  send(messages: readonly unknown[], writeKey?: string): Promise<void>;
  /** Sends each list as a request of its own, settled before the next: a batch of the pipeline for each. */
  sendInTurn(...requests: unknown[][]): Promise<void>;
  /** Waits until everything accepted so far is visible everywhere. */
  settle(timeoutMs?: number): Promise<void>;
  /** The person with their activity, for the purpose `service`. Undefined where nobody has this identifier. */
  findPerson(type: string, value: string, purpose?: string): Promise<PersonBody | undefined>;
  getPerson(type: string, value: string, purpose?: string): Promise<PersonBody>;
  /** The whole timeline, newest first, page by page. */
  listEvents(type: string, value: string, query?: string): Promise<EventBody[]>;
  getGraph(type: string, value: string): Promise<GraphBody>;
  /** All of quarantine, newest first. */
  listQuarantine(query?: string): Promise<QuarantinedBody[]>;
  createSource(name: string, kind?: string, settings?: object): Promise<SourceBody>;
};

/** `url` is asked before each request: a server that was restarted has another. */
export function openClient(url: () => string, adminKey: string, writeKey: string): Client {
  async function request<Body>(
    method: string,
    path: string,
    body?: SentBody,
    headers: Headers = {},
  ): Promise<Answer<Body>> {
    // Bytes, so that fetch adds no content type of its own.
    const bytes = body === undefined ? undefined : toBytes(body);
    const response = await fetch(url() + path, { method, headers, body: bytes, redirect: 'manual' });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text) as Body };
  }

  async function api<Body>(method: string, path: string, body?: SentBody, headers?: Headers) {
    const own: Headers = { authorization: `Bearer ${adminKey}` };
    if (body !== undefined) own['content-type'] = 'application/json';
    return request<Body>(method, path, body, { ...own, ...headers });
  }

  /** The body of an answer that must be good. */
  async function get<Body>(path: string): Promise<Body> {
    return expectStatus(await api<Body>('GET', path), 200, `GET ${path.split('?')[0]}`).body;
  }

  async function listAll<Item>(path: string, query: string): Promise<Item[]> {
    const items: Item[] = [];
    let cursor = '';
    do {
      const page = await get<List<Item>>(`${path}?${query}${cursor}`);
      items.push(...page.items);
      cursor = page.next_cursor === null ? '' : `&cursor=${encodeURIComponent(page.next_cursor)}`;
    } while (cursor !== '');
    return items;
  }

  const client: Client = {
    request,
    api,
    collect: (path, body, headers) =>
      request('POST', path, body, {
        authorization: toBasic(writeKey),
        'content-type': 'application/json',
        ...headers,
      }),
    async send(messages, key = writeKey) {
      const answer = await client.collect('/v1/batch', { batch: messages }, { authorization: toBasic(key) });
      expectStatus(answer, 200, 'The batch');
    },
    async sendInTurn(...requests) {
      for (const messages of requests) {
        await client.send(messages);
        await client.settle();
      }
    },
    async settle(timeoutMs = 20_000) {
      expectStatus(await api('POST', '/api/pipeline/settle', { timeout_ms: timeoutMs }), 200, 'Settle');
    },
    async findPerson(type, value, purpose = 'service') {
      const path = `${toProfilePath(type, value)}?include=activity&purpose=${encodeURIComponent(purpose)}`;
      const answer = await api<PersonBody>('GET', path);
      return answer.status === 404 ? undefined : expectStatus(answer, 200, 'The profile').body;
    },
    async getPerson(type, value, purpose) {
      const person = await client.findPerson(type, value, purpose);
      if (person === undefined) throw new Error(`Nobody has the ${type} ${JSON.stringify(value)}`);
      return person;
    },
    listEvents: (type, value, query = 'purpose=service&limit=1000') =>
      listAll(`${toProfilePath(type, value)}/events`, query),
    getGraph: (type, value) => get(`${toProfilePath(type, value)}/identity`),
    listQuarantine: (query = 'limit=1000') => listAll('/api/quarantine', `purpose=service&${query}`),
    async createSource(name, kind = 'server', settings) {
      const made = await api<SourceBody>('POST', '/api/sources', { name, kind });
      const source = expectStatus(made, 201, 'The new source').body;
      if (settings === undefined) return source;
      const changed = await api<SourceBody>('PATCH', `/api/sources/${source.id}`, { settings });
      return expectStatus(changed, 200, 'The settings of the source').body;
    },
  };
  return client;
}

/** How tracking clients carry their write key. */
export const toBasic = (writeKey: string): string =>
  `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;

export const toProfilePath = (type: string, value: string): string =>
  `/api/profiles/${encodeURIComponent(type)}/${encodeURIComponent(value)}`;

function toBytes(body: object | string | Buffer): Uint8Array<ArrayBuffer> {
  if (Buffer.isBuffer(body)) return new Uint8Array(body);
  return new Uint8Array(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function expectStatus<Body>(answer: Answer<Body>, status: number, what: string): Answer<Body> {
  if (answer.status === status) return answer;
  throw new Error(`${what} was answered ${answer.status} instead of ${status}: ${answer.text.slice(0, 500)}`);
}
