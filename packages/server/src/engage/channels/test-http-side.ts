// An HTTP server of this machine that takes messages, or behaves badly when it is told to.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Behaviour } from './test-fixture.ts';

export type Taken = { method: string; path: string; headers: IncomingHttpHeaders; body: Buffer };

export type HttpSide = {
  port: number;
  behave(behaviour: Behaviour): void;
  /** What it took while it behaved well. */
  taken: Taken[];
  close(): Promise<void>;
};

type Said = { status: number; headers?: Record<string, string>; body?: string };

const usual: Partial<Record<Behaviour, Said>> = {
  busy: { status: 503 },
  limited: { status: 429, headers: { 'retry-after': '7' } },
  refusing: { status: 400 },
  nobody: { status: 410 },
  stranger: { status: 401 },
};

export async function openHttpSide(
  /** How it takes a message. What it throws is a 500. */
  take: (taken: Taken) => Said,
  own: Partial<Record<Behaviour, Said>> = {},
): Promise<HttpSide> {
  let behaviour: Behaviour = 'well';
  const taken: Taken[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url: path = '', headers } = request;
    const one = { method, path, headers, body: Buffer.concat(chunks) };
    if (behaviour === 'well') {
      if (method === 'POST') taken.push(one);
      say(response, take(one));
    } else misbehave(response, behaviour, own[behaviour] ?? usual[behaviour]);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    taken,
    behave(next) {
      behaviour = next;
    },
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const say = (response: ServerResponse, { status, headers, body }: Said) =>
  response.writeHead(status, headers).end(body);

function misbehave(response: ServerResponse, behaviour: Behaviour, said: Said | undefined): void {
  if (said !== undefined) say(response, said);
  if (behaviour === 'reset') response.socket?.resetAndDestroy();
  if (behaviour === 'malformed') response.socket?.end('220 this is another protocol\r\n');
  // Whoever stalls says nothing.
}
