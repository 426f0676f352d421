// The part of the centre about who received it: by recipient what went there and when last, and what may.
import { html } from 'hono/html';
import { toDay } from '../dates.ts';
import type { Html } from '../layout.ts';
import { fill, type Texts } from '../texts/index.ts';
import { wordsOf } from '../wording.ts';
import type { Received, Receiver } from './received.ts';

export const receivedSection = (texts: Texts, { receivers, exportedAt }: Received): Html => html`
  <section aria-labelledby="received">
    <h2 id="received">${texts.received.title}</h2>
    <p class="state">${receivers.length === 0 ? texts.received.nobody : texts.received.words}</p>
    ${receivers.length === 0 ? '' : html`<ul>${receivers.map((one) => receiverItem(texts, one))}</ul>`}
    ${
      exportedAt === null
        ? ''
        : html`<p class="state">${fill(texts.received.exported, { at: toDay(texts, exportedAt) })}</p>`
    }
  </section>
`;

function receiverItem(texts: Texts, { name, country, may, had }: Receiver): Html {
  const { language, received } = texts;
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const kindWords = (kind: string): string => texts.kinds[kind] ?? texts.kinds.other ?? kind;
  const where = country === null ? received.noCountry : countryName(country, language);
  const values = {
    kinds: list.format(may.kinds.map(kindWords)),
    purposes: list.format(may.purposes.map((purpose) => wordsOf(purpose, texts).name)),
  };
  return html`<li class="fixed">
    <h3>${fill(received.recipient, { name, where })}</h3>
    ${
      had.length === 0
        ? html`<p>${received.never}</p>`
        : html`<p>${received.had}</p>
            <ul class="plain">
              ${had.map(({ kind, at }) => html`<li>${fill(received.last, { kind: kindWords(kind), at: toDay(texts, at) })}</li>`)}
            </ul>`
    }
    <p>${may.kinds.length === 0 ? received.mayNothing : fill(received.may, values)}</p>
  </li>`;
}

/** A code that this language has no name for stays as it is. */
function countryName(code: string, language: string): string {
  try {
    return new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}
