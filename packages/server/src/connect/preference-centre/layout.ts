// What every page of the centre is: one column of plain HTML, without a script, in the language of the person.

import type { FastifyReply } from 'fastify';
import { html } from 'hono/html';
import type { Viewer } from './links/links.ts';
import type { Look } from './looks/look.ts';
import { allTexts, fill, type Texts } from './texts/index.ts';

export type Html = ReturnType<typeof html>;

export const stylePath = '/preferences/style.css';

/** Nothing but our style sheet and our own forms: what a company or a person wrote can bring in nothing. */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export type Page = { title: string; body: Html };

export type Shade = 'light' | 'dark';
/** `isInert`: it shows what there is to press, and nothing can be pressed. `shade`: the browser's, where none is said. */
export async function renderPage(
  texts: Texts,
  page: Page,
  { isInert = false, shade }: { isInert?: boolean; shade?: Shade | undefined } = {},
): Promise<string> {
  const { brand = null, colours = null, privacyNotice = null, viewer } = texts.look ?? {};
  const text = await html`<!doctype html>
    <html lang="${texts.language}" ${shade === undefined ? '' : html`data-shade="${shade}"`}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${page.title}</title>
        <link rel="stylesheet" href="${stylePath}" />
        ${colours === null ? '' : html`<link rel="stylesheet" href="${colours}" />`}
      </head>
      <body${isInert ? ' inert' : ''}>
        ${viewer === undefined ? '' : viewerLine(texts, viewer)}
        <main>${brand === null ? '' : brandLine(brand)}${page.body}</main>
        ${privacyNotice === null ? '' : html`<footer><a href="${privacyNotice}">${texts.privacyNotice}</a></footer>`}
      </body>
    </html>`;
  return viewer === undefined ? String(text) : withoutForms(String(text));
}

export async function sendPage(reply: FastifyReply, texts: Texts, page: Page) {
  reply.headers({
    'cache-control': 'no-store',
    'content-security-policy':
      texts.look?.viewer === undefined ? policy : policy.replace("form-action 'self'", "form-action 'none'"),
    'content-language': texts.language,
    // The address is a key: no other page is told it.
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex',
    vary: 'Accept-Language',
  });
  return reply.type('text/html; charset=utf-8').send(await renderPage(texts, page));
}

const viewerLine = ({ viewed }: Texts, { name, purpose }: Viewer): Html =>
  html`<p class="viewer" role="note">${fill(viewed, { name, purpose })}</p>`;

/** Whatever its parts are, such a page has nothing to send. What anybody wrote is text here, so no form begins or ends in it. */
const withoutForms = (page: string): string => page.replaceAll(/<form[\s\S]*?<\/form>/g, '');

const brandLine = ({ name, logo }: NonNullable<Look['brand']>): Html =>
  html`<p class="brand">${logo === null ? name : html`<img src="${logo}" alt="${name}" />`}</p>`;

/** So that what a form answers is in the language in which it was read. */
export const langField = ({ language }: Texts): Html =>
  html`<input type="hidden" name="lang" value="${language}" />`;

/** The same page in the other languages, where there are others. */
export function languageLinks({ language, languages, look }: Texts): Html | '' {
  const offered = (look?.languages ?? allTexts.map((one) => one.language)).flatMap(
    (tag) => allTexts.find((one) => one.language === tag) ?? [],
  );
  if (offered.length < 2) return '';
  return html`<nav aria-label="${languages}" class="languages">
    ${offered.map((one) =>
      one.language === language
        ? html`<span lang="${one.language}" aria-current="true">${one.self}</span>`
        : html`<a href="?lang=${one.language}" lang="${one.language}" hreflang="${one.language}">${one.self}</a>`,
    )}
  </nav>`;
}
