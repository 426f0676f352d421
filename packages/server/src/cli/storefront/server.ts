// The storefront: a shop of a few pages on an origin of its own, as a company's shop is, where a newcomer can look around,
// consent or refuse, buy, and watch what of it arrives in Rapport.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { addTo, type Line, piecesOf, readBasket, writeBasket } from './basket.ts';
import { type Page, type Sdk, sendPage } from './layout.ts';
import { type Order, tellOrder, toCustomer } from './orders.ts';
import { basketPage, plainPage, productPage, shelfPage, thanksPage } from './pages.ts';
import { findProduct } from './shelf.ts';
import { styleSheet } from './style.ts';

export type StorefrontOptions = {
  /** Of the shop's pages. */
  sdk: Sdk;
  /** Of the shop's server. */
  writeKey: string;
  /** The preference centre of a customer. */
  linkToCentre(email: string): Promise<string>;
  /** Another one is taken where it is in use. */
  port: number;
};
export type Storefront = { url: string; close(): Promise<void> };

type Visit = { request: IncomingMessage; response: ServerResponse; lines: Line[]; path: string };

const makeOrderId = (): string => `WEB-${randomBytes(4).toString('hex').toUpperCase()}`;
const isOrderId = /^WEB-[0-9A-F]{8}$/;
const formBytesMax = 4096;
const script = readFileSync(join(import.meta.dirname, 'shop.js'));

export async function openStorefront(options: StorefrontOptions): Promise<Storefront> {
  const server = createServer((request, response) => {
    answer(options, request, response).catch((error: Error) => {
      if (response.headersSent) return void response.end();
      const page = plainPage('That did not work', error.message);
      void sendPage(response, options.sdk, { ...page, pieces: 0 }, 502);
    });
  });
  await listen(server, options.port);
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server, port: number): Promise<void> {
  const tryPort = (one: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(one, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  await tryPort(port).catch(() => tryPort(0));
}

async function answer(
  options: StorefrontOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://shop').pathname;
  const lines = readBasket(request.headers.cookie);
  const visit = { request, response, lines, path };
  if (path === '/style.css') return sendFile(response, 'text/css', styleSheet);
  if (path === '/shop.js') return sendFile(response, 'text/javascript', script);
  if (request.method === 'POST' && path === '/basket') return putIn(visit);
  if (request.method === 'POST' && path === '/orders') return buy(options, visit);
  const page = pageAt(path, lines);
  const pieces = piecesOf(lines);
  if (page !== undefined) return sendPage(response, options.sdk, { ...page, pieces });
  const none = plainPage('There is no such page', 'Perhaps it was sold out.');
  return sendPage(response, options.sdk, { ...none, pieces }, 404);
}

function pageAt(path: string, lines: Line[]): Omit<Page, 'pieces'> | undefined {
  if (path === '/') return shelfPage();
  if (path === '/basket') return basketPage(lines, { order: makeOrderId(), name: '', email: '' });
  const product = path.startsWith('/p/') ? findProduct(path.slice(3)) : undefined;
  return product && productPage(product);
}

function sendFile(response: ServerResponse, type: string, content: string | Buffer): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'x-content-type-options': 'nosniff' });
  response.end(content);
}

const redirect = (response: ServerResponse, to: string, lines: readonly Line[]): void =>
  void response.writeHead(303, { location: to, 'set-cookie': writeBasket(lines) }).end();

async function putIn({ request, response, lines }: Visit): Promise<void> {
  const product = findProduct((await readForm(request)).get('product') ?? '');
  redirect(response, '/basket', product === undefined ? lines : addTo(lines, product));
}

async function buy(options: StorefrontOptions, visit: Visit): Promise<void> {
  const { request, response, lines } = visit;
  const form = await readForm(request);
  const [name = '', email = '', sent = ''] = ['name', 'email', 'order'].map((field) =>
    form.get(field)?.trim().slice(0, 200),
  );
  const id = isOrderId.test(sent) ? sent : makeOrderId();
  if (lines.length === 0) return redirect(response, '/basket', lines);
  if (name === '' || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    const fault = 'Type your name and an e-mail address, such as you@example.com.';
    const page = basketPage(lines, { order: id, name, email, fault });
    return sendPage(response, options.sdk, { ...page, pieces: piecesOf(lines) }, 422);
  }
  const order: Order = { id, customer: toCustomer(name, email), lines };
  await tellOrder({ url: options.sdk.url, writeKey: options.writeKey }, order);
  const centre = await options.linkToCentre(order.customer.email);
  response.setHeader('set-cookie', writeBasket([]));
  return sendPage(response, options.sdk, { ...thanksPage(order, centre), pieces: 0 });
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > formBytesMax) throw new Error('The form is too large.');
  }
  return new URLSearchParams(text);
}
