// The part of the centre about what may be asked for: each with its button, or, where it was asked, with its number and day.
import { html } from 'hono/html';
import {
  type RequestKind,
  requestKinds,
  type StoredRequest,
  wordsLengthMax,
} from '../../../respect/requests/index.ts';
import { toDay } from '../dates.ts';
import { type Html, langField } from '../layout.ts';
import { fill, type Texts } from '../texts/index.ts';

export const requestsSection = (texts: Texts, open: readonly StoredRequest[]): Html => html`
  <section aria-labelledby="requests">
    <h2 id="requests">${texts.requests.title}</h2>
    <p class="state">${texts.requests.words}</p>
    <ul>
      ${requestKinds.map((kind) => {
        const asked = open.find((one) => one.kind === kind);
        return asked === undefined ? kindItem(texts, kind) : askedItem(texts, asked);
      })}
    </ul>
  </section>
`;

function kindItem(texts: Texts, kind: RequestKind): Html {
  const { name, words, ask } = texts.requests.kinds[kind];
  return html`<li>
    <div>
      <h3>${name}</h3>
      <p>${words}</p>
    </div>
    ${
      kind === 'correction'
        ? wordsForm(texts, ask)
        : html`<form method="post">
      ${langField(texts)}
      <button name="ask" value="${kind}">${ask}</button>
    </form>`
    }
  </li>`;
}

function askedItem(texts: Texts, { kind, reference, words, received_at, due_at }: StoredRequest): Html {
  const { requests } = texts;
  const { name } = requests.kinds[kind];
  const days = { at: toDay(texts, received_at.toISOString()), due: toDay(texts, due_at.toISOString()) };
  return html`<li class="asked">
    <div>
      <h3>${name}</h3>
      <p class="state"><strong>${fill(requests.received, days)}</strong></p>
      <p>${fill(requests.reference, { reference })}</p>
      <p>${requests.next}</p>
      ${
        words.length === 0
          ? ''
          : html`<p>${requests.wrote}</p>${words.map((one) => html`<blockquote>${one}</blockquote>`)}`
      }
    </div>
    <form method="post">
      ${langField(texts)}
      <input type="hidden" name="reference" value="${reference}" />
      <button name="ask" value="take_back" aria-label="${fill(requests.takeBackOf, { name })}">
        ${requests.takeBack}
      </button>
    </form>
    ${kind === 'correction' ? wordsForm(texts, requests.add) : ''}
  </li>`;
}

const wordsForm = (texts: Texts, words: string): Html => html`<form method="post" class="words">
  ${langField(texts)}
  <label>${texts.requests.wrong}
    <textarea name="words" rows="4" maxlength="${wordsLengthMax}" required aria-describedby="words-hint"></textarea>
  </label>
  <p id="words-hint" class="origin">${texts.requests.wrongHint}</p>
  <button name="ask" value="correction">${words}</button>
</form>`;
