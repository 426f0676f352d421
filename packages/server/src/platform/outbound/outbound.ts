// Sends requests to addresses that somebody else names: only to those that may be reached, in bounded time, with bounded answers.
//
// A name is resolved here, in the moment of connecting, and what is connected to is what was looked at: nobody can tell a
// harmless address first and another one afterwards. A name that leads to several addresses may lead to no forbidden one.
import { lookup as lookUp } from 'node:dns/promises';
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { openNetworks } from '../http/index.ts';
import { type Answered, type Asked, type Outbound, OutboundFault, type Resolve } from './model.ts';
import { isPublic } from './networks.ts';

export type OutboundOptions = {
  /** Networks that may be reached although they are not public, also without TLS. */
  allowedNetworks: readonly string[];
  resolve?: Resolve;
  /** From the first look-up to the last byte of the answer. */
  timeoutMs?: number;
  answerBytesMax?: number;
};

const urlLengthMax = 2048;
const idleMs = 4000;
const idleConnectionsMax = 64;

export function openOutbound({
  allowedNetworks,
  resolve = (hostname) => lookUp(hostname, { all: true }),
  timeoutMs = 10_000,
  answerBytesMax = 65_536,
}: OutboundOptions): Outbound {
  const check = openCheck(allowedNetworks);
  const agents = openAgents();

  /** Not written yet: `end` writes it. */
  function open(asked: Asked, agent: http.Agent | undefined): ClientRequest {
    const url = parseUrl(asked.url);
    const hostname = url.hostname.replace(/^\[|\]$/g, '');
    // Of an address nobody asks for addresses.
    if (isIP(hostname) !== 0) check(url, [hostname]);
    const { request } = url.protocol === 'https:' ? https : http;
    const body = asked.body ?? '';
    const takesBody = asked.method === 'POST' || asked.method === 'PUT';
    return request(url, {
      ...{ method: asked.method, agent: agent ?? agents.once(url.protocol), lookup: toLookup(url) },
      headers: {
        'user-agent': 'Rapport',
        ...asked.headers,
        ...(takesBody ? { 'content-length': String(Buffer.byteLength(body)) } : {}),
      },
    });
  }

  function toLookup(url: URL): LookupFunction {
    return function lookup(hostname, options, done) {
      resolve(hostname).then(
        (found) => {
          try {
            check(
              url,
              found.map(({ address }) => address),
            );
          } catch (error) {
            done(error as Error, '');
            return;
          }
          const [first] = found;
          if (options.all === true) done(null, found);
          else done(null, first?.address ?? '', first?.family);
        },
        (error: Error) => done(error, ''),
      );
    };
  }

  async function ask(asked: Asked): Promise<Answered> {
    const request = open(asked, asked.reuse === false ? undefined : agents.kept(asked.url));
    const timer = setTimeout(() => request.destroy(new Error(`No answer in ${timeoutMs} ms`)), timeoutMs);
    try {
      return await exchange(request, asked, answerBytesMax);
    } catch (error) {
      request.destroy();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    request: ask,
    async connect(url) {
      const request = open({ method: 'HEAD', url }, undefined);
      const timer = setTimeout(() => request.destroy(new Error(`No answer in ${timeoutMs} ms`)), timeoutMs);
      try {
        await untilConnected(request);
      } finally {
        clearTimeout(timer);
        request.destroy();
      }
    },
    close: agents.close,
  };
}

/** Throws `forbidden` unless it may be reached at each of these addresses. */
function openCheck(allowedNetworks: readonly string[]) {
  const isAllowed = openNetworks(allowedNetworks);
  return function check(url: URL, addresses: readonly string[]): void {
    if (addresses.length === 0) throw new OutboundFault('unreachable', `${url.hostname} has no address`);
    if (addresses.every(isAllowed)) return;
    if (!addresses.every((address) => isPublic(address) || isAllowed(address)))
      throw new OutboundFault(
        'forbidden',
        `${url.hostname} leads to an address that is not public. If that is meant, name its network in RAPPORT_ALLOWED_NETWORKS`,
      );
    if (url.protocol === 'http:')
      throw new OutboundFault('forbidden', `${url.hostname} is reached over the internet: use https`);
  };
}

/** Throws `forbidden`. */
function parseUrl(text: string): URL {
  const url = text.length <= urlLengthMax ? URL.parse(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new OutboundFault('forbidden', 'This is no address that begins with https://');
  if (url.username !== '' || url.password !== '')
    throw new OutboundFault('forbidden', 'An address must not hold a name or password');
  return url;
}

function openAgents() {
  const kept = { keepAlive: true, timeout: idleMs, maxFreeSockets: idleConnectionsMax };
  const [keptHttp, keptHttps] = [new http.Agent(kept), new https.Agent(kept)];
  const [onceHttp, onceHttps] = [new http.Agent(), new https.Agent()];
  return {
    kept: (url: string): http.Agent => (/^https:/i.test(url) ? keptHttps : keptHttp),
    once: (protocol: string): http.Agent => (protocol === 'https:' ? onceHttps : onceHttp),
    close(): void {
      keptHttp.destroy();
      keptHttps.destroy();
    },
  };
}

async function exchange(request: ClientRequest, asked: Asked, bytesMax: number): Promise<Answered> {
  const answered = readAnswer(request, bytesMax);
  // Waited for below; until then it must not end the process.
  answered.catch(() => {});
  await untilConnected(request);
  let isWritten = false;
  function write(): void {
    if (request.destroyed) return;
    isWritten = true;
    request.end(asked.body);
  }
  await (asked.hand ?? (async (now) => now()))(write);
  try {
    return await answered;
  } catch (cause) {
    throw toFault(isWritten ? 'unanswered' : 'unreachable', cause);
  }
}

/** Throws `forbidden` or `unreachable`. */
async function untilConnected(request: ClientRequest): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  request.on('error', reject);
  request.once('close', () => reject(new Error('The connection was closed')));
  request.once('socket', (socket) => {
    if (request.reusedSocket) resolve();
    else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => resolve());
  });
  try {
    await promise;
  } catch (cause) {
    throw toFault('unreachable', cause);
  }
}

function toFault(kind: OutboundFault['kind'], cause: unknown): OutboundFault {
  if (cause instanceof OutboundFault) return cause;
  const told = cause instanceof AggregateError ? cause.errors.map(String).join('; ') : String(cause);
  return new OutboundFault(kind, told.replace(/^Error: /, '').slice(0, 300), cause);
}

async function readAnswer(request: ClientRequest, bytesMax: number): Promise<Answered> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  request.once('response', resolve);
  request.on('error', reject);
  request.once('close', () => reject(new Error('The connection was closed')));
  const response = await promise;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    chunks.push(chunk);
    if (bytes > bytesMax) break;
  }
  const headers = Object.entries(response.headers).map(([name, value]) => [name, value?.toString()]);
  return {
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(headers) as Answered['headers'],
    body: Buffer.concat(chunks).subarray(0, bytesMax),
    isCut: bytes > bytesMax,
  };
}
