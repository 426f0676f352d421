// A proxy in front of the server that fails requests on order, and remembers what clients sent.
import { createServer, type IncomingMessage, request as openRequest, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** How one POST fails. With `stored` the server gets it first, and only its answer is lost. */
export type Fault = { status: 429 | 503 | 'cut'; retryAfterSeconds?: number; stored?: boolean };

export type Exchange = {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  /** Of the messages in the body; empty where there are none. */
  messageIds: string[];
  /** What the client was answered; `cut` where the connection was broken instead. */
  answered: number | 'cut';
  /** Milliseconds of `performance.now()` when the answer was sent. */
  answeredMs: number;
  arrivedMs: number;
};

export type FaultProxy = {
  url: string;
  /** All requests so far, in the order of their answers. */
  exchanges: Exchange[];
  /** The next POSTs fail like this, one each; what comes after them passes. */
  failNext(faults: Fault[]): void;
  close(): Promise<void>;
};

/** Starts a proxy on a free port. `target` is asked before each request. */
export async function startFaultProxy(target: () => string): Promise<FaultProxy> {
  const faults: Fault[] = [];
  const exchanges: Exchange[] = [];

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrivedMs = performance.now();
    const body = await readAll(request);
    const fault = request.method === 'POST' ? faults.shift() : undefined;
    const record = (answered: number | 'cut'): void => {
      const { method = '', url: path = '', headers } = request;
      const messageIds = listMessageIds(body, headers['content-encoding']);
      exchanges.push({
        method,
        path,
        headers,
        messageIds,
        answered,
        arrivedMs,
        answeredMs: performance.now(),
      });
    };
    const passed = fault === undefined || fault.stored ? await forward(request, body, target()) : undefined;
    if (fault !== undefined) return fail(request, response, fault, record);
    if (passed === undefined) return;
    record(passed.status);
    response.writeHead(passed.status, passed.headers).end(passed.body);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    failNext: (given) => void faults.push(...given),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function fail(
  request: IncomingMessage,
  response: ServerResponse,
  fault: Fault,
  record: (answered: number | 'cut') => void,
): void {
  record(fault.status);
  if (fault.status === 'cut') {
    request.socket.destroy();
    return;
  }
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  // A browser may read an answer only where the origin is named, also a bad one.
  if (request.headers.origin !== undefined) {
    headers['access-control-allow-origin'] = request.headers.origin;
    headers['access-control-expose-headers'] = 'retry-after';
  }
  if (fault.retryAfterSeconds !== undefined) headers['retry-after'] = String(fault.retryAfterSeconds);
  response.writeHead(fault.status, headers).end('{"error":{"code":"injected"}}');
}

type Passed = { status: number; headers: IncomingMessage['headers']; body: Buffer };

function forward(request: IncomingMessage, body: Buffer, target: string): Promise<Passed> {
  return new Promise((resolve, reject) => {
    const { method, headers } = request;
    const onward = openRequest(`${target}${request.url}`, { method, headers }, (answer) => {
      readAll(answer).then(
        (text) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
        reject,
      );
    });
    onward.on('error', reject);
    onward.end(body);
  });
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function listMessageIds(body: Buffer, encoding: string | undefined): string[] {
  if (body.length === 0) return [];
  const text = (encoding === 'gzip' ? gunzipSync(body) : body).toString('utf8');
  const sent = JSON.parse(text) as { batch?: { messageId: string }[]; messageId?: string };
  const messages = sent.batch ?? [sent];
  return messages.flatMap(({ messageId }) => messageId ?? []);
}
