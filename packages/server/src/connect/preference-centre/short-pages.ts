// The pages with one thing on them: stopping what a message came from.
import { html } from 'hono/html';
import { type Html, langField, languageLinks } from './layout.ts';
import { fill, type Texts } from './texts/index.ts';

export const unsubscribePage = (texts: Texts, purpose: string): Html => html`
  <header>${languageLinks(texts)}<h1>${texts.unsubscribe}</h1></header>
  <p>${fill(texts.unsubscribeWords, { purpose })}</p>
  <form method="post">
    ${langField(texts)}
    <button name="stop" value="this">${texts.unsubscribe}</button>
    <button name="stop" value="all">${texts.unsubscribeAll}</button>
  </form>
`;

/** `centre`: the address of all choices. */
export const unsubscribedPage = (texts: Texts, centre: string): Html => html`
  <header>${languageLinks(texts)}<h1>${texts.unsubscribed}</h1></header>
  <p><a href="${centre}">${texts.toAll}</a></p>
`;
