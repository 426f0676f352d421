// The examples of Segment's documentation as requests, and a judge of them that owes nothing to our own parser.
import { readFileSync } from 'node:fs';
import { findSampleData } from '../sample-data.ts';

export type Fields = Record<string, unknown>;
type Example = { file: string; section: string } & (
  | { kind: 'payload'; json: Fields }
  | { kind: 'call'; method: CallType; args: unknown[] }
);

const callTypes = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const;
type CallType = (typeof callTypes)[number];

/** One message of an example: what is sent where, and what must come back. */
export type Case = {
  /** Place in the file of examples, for the reader of a failure. */
  place: number;
  where: string;
  path: string;
  /** The call: named by the message, or by the path. */
  type: unknown;
  message: Fields;
  /** What collect adds from the batch around the message. */
  shared: Fields;
};

export type Sorted = {
  cases: Case[];
  bodies: { path: string; body: Fields }[];
  skipped: Map<string, number>;
};

/** The examples; none where the folder with data is not there. */
export function listExamples(): Example[] {
  const file = findSampleData('segment-spec/examples.json');
  return file === undefined ? [] : (JSON.parse(readFileSync(file, 'utf8')) as Example[]);
}

/** Turns the examples into requests, one message each, but for the example that is a batch. */
export function sortExamples(examples: Example[]): Sorted {
  const sorted: Sorted = { cases: [], bodies: [], skipped: new Map() };
  const messageIds = new Set<string>();
  /** Several examples carry the same message id; a second one would be a replay. */
  const named = (message: Fields): Fields => {
    const given = message.messageId as string | undefined;
    const messageId =
      given === undefined || messageIds.has(given) ? `spec-example-${messageIds.size}` : given;
    messageIds.add(messageId);
    return { ...message, messageId };
  };
  for (const [place, example] of examples.entries()) {
    const request = toRequest(example);
    if (typeof request === 'string') {
      sorted.skipped.set(request, (sorted.skipped.get(request) ?? 0) + 1);
      continue;
    }
    const { path, body } = request;
    const batch = Array.isArray(body.batch) ? (body.batch as Fields[]).map(named) : undefined;
    const sent = batch === undefined ? named(body) : { ...body, batch };
    sorted.bodies.push({ path, body: sent });
    const shared = batch !== undefined && body.context !== undefined ? { context: body.context } : {};
    const where = `example ${place}, ${example.file}, "${example.section}"`;
    for (const message of batch ?? [sent])
      sorted.cases.push({ place, where, path, type: path.split('/')[2], message, shared });
  }
  for (const one of sorted.cases) if (one.type === 'batch') one.type = one.message.type;
  return sorted;
}

type Request = { path: string; body: Fields };

/** How a client would send it; text names a kind of example that is no message. */
function toRequest(example: Example): Request | string {
  if (example.kind === 'call') return { path: '/v1/batch', body: { batch: [toMessage(example)] } };
  const { json } = example;
  if (Array.isArray(json.batch)) return { path: '/v1/batch', body: json };
  if ('$schema' in json) return 'a JSON schema';
  // Also "...", which stands for a type in a description of field paths: it is none.
  if (typeof json.type === 'string') return { path: '/v1/batch', body: { batch: [json] } };
  // Older pages name the call `action`, and the HTTP API has a path for each call.
  const call = json.action ?? findCallOfHttpApi(example) ?? ('event' in json ? 'track' : undefined);
  if (call !== undefined) return { path: `/v1/${call}`, body: json };
  if ('userId' in json || 'anonymousId' in json) throw new Error(`Unexpected: ${JSON.stringify(json)}`);
  if (['workspaces', 'error', 'slug', 'cursor', 'data', 'metadata'].some((name) => name in json))
    return 'an answer of an API';
  if (callTypes.some((name) => name in json)) return 'settings of a source';
  return 'a fragment of a message';
}

function findCallOfHttpApi({ file: page, section, kind, ...rest }: Example): CallType | undefined {
  if (!page.endsWith('server/http-api/index.md') || kind !== 'payload') return undefined;
  const name = section.toLowerCase() as CallType;
  if (callTypes.includes(name)) return name;
  return 'json' in rest && 'traits' in rest.json ? 'identify' : undefined;
}

/** What analytics.js makes of a call in the page of a visitor. */
function toMessage({ method, args }: Extract<Example, { kind: 'call' }>): Fields {
  const visitor = { type: method, anonymousId: 'visitor-of-the-examples' };
  const texts = args.filter((arg) => typeof arg === 'string') as string[];
  const [first, options] = args.filter((arg) => typeof arg === 'object') as Fields[];
  const context = toContext(options);
  if (method === 'alias') return { type: method, userId: texts[0], previousId: visitor.anonymousId };
  if (method === 'identify') return { ...visitor, userId: texts[0] ?? null, traits: first ?? {}, ...context };
  if (method === 'group') return { ...visitor, groupId: texts[0], traits: first ?? {}, ...context };
  if (method === 'track') {
    // Clients for servers take one object instead.
    if (texts.length === 0) return { type: method, ...first };
    return { ...visitor, event: texts[0], properties: first ?? {}, ...context };
  }
  const [name, category] = texts.toReversed();
  const properties = { ...first, ...(name === undefined ? {} : { name }) };
  return { ...visitor, name, category, properties, ...context };
}

/** Options of a call lie in the context, those under `context` directly. */
function toContext(options: Fields | undefined): { context?: Fields } {
  if (options === undefined) return {};
  const { context, ...others } = options;
  return { context: { ...others, ...(context as Fields | undefined) } };
}

/** Why Segment's own specification does not take the message, as a code of quarantine; undefined when it does. */
export function findFault({ type, message }: Case): string | undefined {
  const has = (name: string): boolean => {
    const value = message[name];
    return (typeof value === 'string' && value.trim().length > 0) || typeof value === 'number';
  };
  if (!callTypes.includes(type as CallType)) return 'type_unknown';
  if (type === 'alias') {
    if (!has('userId') || !has('previousId')) return 'previous_id_missing';
  } else if (!has('userId') && !has('anonymousId')) return 'id_missing';
  if (type === 'group' && !has('groupId')) return 'group_id_missing';
  if (type === 'track' && !has('event')) return 'event_missing';
  const times = ['timestamp', 'originalTimestamp', 'sentAt'].map((name) => message[name]);
  const wrong = times.some((time) => time !== undefined && !isIsoTime(time));
  return wrong ? 'timestamp_invalid' : undefined;
}

const isIsoTime = (time: unknown): boolean =>
  typeof time === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(time);
