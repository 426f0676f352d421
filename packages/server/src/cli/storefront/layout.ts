// What every page of the storefront is: plain HTML of its own, and one script from Rapport.
import type { ServerResponse } from 'node:http';
import { html } from 'hono/html';
import { shopBrand } from '../sample-shop/topics.ts';

export type Html = ReturnType<typeof html>;
/** A call of the browser SDK, as `push` takes it. */
export type Call = readonly [name: string, ...given: unknown[]];
/** Where Rapport is for browsers, and the key of the source of the shop's pages. */
export type Sdk = { url: string; writeKey: string };

export type Page = { title: string; body: Html; pieces: number; told?: readonly Call[] };

export async function sendPage(
  response: ServerResponse,
  { url, writeKey }: Sdk,
  { title, body, pieces, told = [] }: Page,
  status = 200,
): Promise<void> {
  const basket = pieces === 0 ? 'Basket' : `Basket (${pieces})`;
  const text = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – ${shopBrand.name}</title>
        <link rel="stylesheet" href="/style.css" />
        <script src="/shop.js" defer></script>
        <script src="${url}/sdk/rapport-asking.js" data-write-key="${writeKey}" data-page defer></script>
      </head>
      <body>
        <header>
          <a class="name" href="/">${shopBrand.name}</a>
          <a href="/basket">${basket}</a>
        </header>
        <main data-told="${JSON.stringify(told)}">${body}</main>
        <footer>
          <p>A sample: nothing here is for sale, and nothing is delivered.</p>
          <button type="button" class="link" data-privacy>Your privacy choices</button>
        </footer>
      </body>
    </html>`;
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': [
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      `script-src 'self' ${url}; connect-src ${url}; img-src ${url}`,
    ].join('; '),
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
  });
  response.end(String(text));
}
