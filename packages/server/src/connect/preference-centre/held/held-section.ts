// The part of the centre about what is held.
import { html } from 'hono/html';
import type { Html } from '../layout.ts';
import { fill, type Texts } from '../texts/index.ts';
import { wordsOf } from '../wording.ts';
import type { HeldKind } from './held.ts';

export const heldSection = (texts: Texts, held: readonly HeldKind[]): Html => html`
  <section aria-labelledby="held">
    <h2 id="held">${texts.held}</h2>
    <p class="state">${held.length === 0 ? texts.heldNothing : texts.heldWords}</p>
    ${held.length === 0 ? '' : html`<ul>${held.map((one) => heldItem(texts, one))}</ul>`}
  </section>
`;

function heldItem(texts: Texts, { kind, sources, usedFor }: HeldKind): Html {
  const { language } = texts;
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const purposes = list.format(usedFor.map((purpose) => wordsOf(purpose, texts).name));
  return html`<li class="fixed">
    <h3>${texts.kinds[kind] ?? texts.kinds.other}</h3>
    ${sources.length === 0 ? '' : html`<p>${fill(texts.from, { sources: list.format(sources) })}</p>`}
    <p>${usedFor.length === 0 ? texts.usedForNothing : fill(texts.usedFor, { purposes })}</p>
  </li>`;
}
