// The pages of a sign-up: what is confirmed with one press, that it holds, and that it was done before.
import { html } from 'hono/html';
import { hashNotice } from '../../../respect/consents/index.ts';
import { type Html, langField, languageLinks } from '../layout.ts';
import { fill, type Texts } from '../texts/index.ts';
import type { ToConfirm } from './confirm.ts';

export const confirmPage = (
  texts: Texts,
  { what, notice }: ToConfirm,
  told: string | undefined,
): Html => html`
  <header>${languageLinks(texts)}<h1>${texts.confirm.title}</h1></header>
  ${told === undefined ? '' : html`<p role="status" class="told">${told}</p>`}
  <p>${fill(texts.confirm.words, { what: listOf(texts, what) })}</p>
  ${notice === undefined ? '' : html`<blockquote lang="${notice.language}">${notice.text}</blockquote>`}
  <form method="post">
    ${langField(texts)}
    ${notice === undefined ? '' : html`<input type="hidden" name="notice" value="${hashNotice(notice.text)}" />`}
    <button name="confirm" value="1">${texts.confirm.press}</button>
  </form>
  <p class="origin">${texts.confirm.notYou}</p>
`;

const listOf = ({ language }: Texts, what: readonly string[]): string =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(what);

export const confirmedPage = (texts: Texts): Html => html`
  <header>${languageLinks(texts)}<h1>${texts.confirm.done}</h1></header>
  <p role="status">${texts.confirm.doneWords}</p>
`;

export const usedPage = (texts: Texts): Html => html`
  <header>${languageLinks(texts)}<h1>${texts.confirm.used}</h1></header>
  <p>${texts.confirm.usedWords}</p>
`;
