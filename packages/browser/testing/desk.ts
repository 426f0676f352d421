// A help desk for tests: a page with a strict content security policy that embeds the card, and, on another origin, a
// server that answers for views as the test tells it.
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Answer } from '../src/card/answer.ts';
import { closeServer, listen } from './listening.ts';

export const builtCard = join(import.meta.dirname, '../dist/rapport-view.js');
const cors = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' };

export type Desk = {
  /** Address of the page, with these attributes at the card. */
  page(attributes: Record<string, string>, scheme?: 'light' | 'dark'): string;
  api: string;
  /** What the next streams begin with: an answer, a fault, or silence. */
  answers: Answer | { status: number; code: string; message: string; retryAfter?: number } | 'silence';
  asked: { url: string; headers: IncomingMessage['headers'] }[];
  send(event: string, data: unknown): void;
  /** The same with JSON that is written already. */
  sendText(event: string, json: string): void;
  /** How many streams are open. */
  streams(): number;
  /** Ends all open streams, as a server that stops does. */
  drop(): void;
  close(): Promise<void>;
};

/** `server`: where the script comes from and what the card asks, instead of the one that answers as told. */
export async function openDesk(server?: string): Promise<Desk> {
  const open = new Set<ServerResponse>();
  const desk = { answers: 'silence', asked: [] as Desk['asked'] } as unknown as Desk;
  const answering = createServer((request, response) => {
    if (request.url === '/sdk/rapport-view.js') {
      response.writeHead(200, { ...cors, 'content-type': 'text/javascript; charset=utf-8' });
      response.end(readFileSync(builtCard));
      return;
    }
    if (request.method === 'OPTIONS') {
      const allowed = { 'access-control-allow-headers': 'authorization, last-event-id' };
      response.writeHead(204, { ...cors, ...allowed }).end();
      return;
    }
    response.on('close', () => open.delete(response));
    desk.asked.push({ url: request.url ?? '', headers: request.headers });
    const { answers } = desk;
    if (answers === 'silence') open.add(response);
    else if ('status' in answers) {
      const { status, retryAfter, ...error } = answers;
      const wait = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
      response.writeHead(status, { ...cors, ...wait, 'content-type': 'application/json' });
      response.end(JSON.stringify({ error }));
    } else {
      open.add(response);
      response.writeHead(200, { ...cors, 'content-type': 'text/event-stream' });
      response.write(`: watching\n\nevent: view\nid: "1"\ndata: ${JSON.stringify(answers)}\n\n`);
    }
  });
  const api = server ?? (await listen(answering));
  const embedding = createServer((request, response) => {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; script-src ${api}; connect-src ${api}; base-uri 'none'`,
    });
    response.end(toPage(api, new URL(request.url ?? '/', 'http://desk.example').searchParams));
  });
  const site = await listen(embedding);
  return Object.assign(desk, {
    api,
    page: (attributes: Record<string, string>, scheme = 'light') =>
      `${site}/?${new URLSearchParams({ ...attributes, scheme })}`,
    send(event: string, data: unknown) {
      desk.sendText(event, JSON.stringify(data));
    },
    sendText(event: string, json: string) {
      for (const one of open) one.write(`event: ${event}\nid: "2"\ndata: ${json}\n\n`);
    },
    streams: () => open.size,
    drop() {
      for (const one of open) one.destroy();
      open.clear();
    },
    async close() {
      for (const one of [answering, embedding]) await closeServer(one);
    },
  });
}

function toPage(api: string, given: URLSearchParams): string {
  const quoted = (text: string) => text.replace(/[&"<]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const attributes = [...given]
    .filter(([name]) => name !== 'scheme')
    .map(([name, value]) => `${name}="${quoted(value)}"`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ticket 4711</title>
    <meta name="color-scheme" content="${given.get('scheme')}"><meta name="viewport" content="width=device-width"></head>
    <body><main><h1>Ticket 4711</h1><rapport-view ${attributes.join(' ')}></rapport-view></main>
    <script src="${api}/sdk/rapport-view.js"></script></body></html>`;
}
