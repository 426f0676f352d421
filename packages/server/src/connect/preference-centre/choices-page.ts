// The page where somebody sees what is on and what is off, and changes each with one press.
import { html } from 'hono/html';
import { hashNotice } from '../../respect/consents/index.ts';
import type { Choice, Choices } from './choices.ts';
import { type Html, languageLinks } from './layout.ts';
import type { ContactPoint } from './links.ts';
import { fill, type Texts } from './texts/index.ts';
import { noticeOf, wordsOf } from './wording.ts';

export type Told = 'saved' | 'changed';

export function choicesPage(
  texts: Texts,
  contact: ContactPoint,
  { choices, always }: Choices,
  told: Told | undefined,
): Html {
  return html`
    <header>
      ${languageLinks(texts)}
      <h1>${texts.title}</h1>
      <p>${texts.intro}</p>
      <p class="contact">${fill(texts.contact, { contact: toHint(contact) })}</p>
    </header>
    ${told === undefined ? '' : html`<p role="status" class="told">${texts[told]}</p>`}
    <section aria-labelledby="choices">
      <h2 id="choices">${texts.choices}</h2>
      <ul>
        ${choices.map((choice) => choiceItem(texts, choice))}
      </ul>
    </section>
    ${
      always.length === 0
        ? ''
        : html`<section aria-labelledby="always">
            <h2 id="always">${texts.always}</h2>
            <ul>
              ${always.map((purpose) => {
                const { name, description } = wordsOf(purpose, texts);
                return html`<li class="fixed"><h3>${name}</h3><p>${description}</p></li>`;
              })}
            </ul>
          </section>`
    }
  `;
}

function choiceItem(texts: Texts, choice: Choice): Html {
  const { purpose, state } = choice;
  const { name, description } = wordsOf(purpose, texts);
  const button = (kind: 'allow' | 'stop' | 'refuse', wanted: 'on' | 'off'): Html =>
    html`<button name="state" value="${wanted}" aria-label="${fill(texts[`${kind}Of`], { purpose: name })}">
      ${texts[kind]}
    </button>`;
  return html`<li class="${state}">
    <div>
      <h3>${name}</h3>
      <p>${description}</p>
      <p class="state"><strong>${texts[state]}</strong>${originWords(texts, choice)}</p>
    </div>
    <form method="post">
      <input type="hidden" name="purpose" value="${purpose.slug}" />
      <input type="hidden" name="notice" value="${hashNotice(noticeOf(purpose, texts).text)}" />
      <input type="hidden" name="lang" value="${texts.language}" />
      ${state === 'on' ? button('stop', 'off') : button('allow', 'on')}
      ${state === 'unasked' ? button('refuse', 'off') : ''}
    </form>
  </li>`;
}

/** Why it is as it is: what was said, when, and what had been read before; or that nobody had to be asked. */
function originWords(texts: Texts, { state, reason }: Choice): string {
  const said = reason.consent_event;
  if (said === undefined) return state === 'on' ? `. ${texts.basis}` : '';
  const at = new Intl.DateTimeFormat(texts.language, {
    ...({ dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const),
  }).format(new Date(said.event_time));
  const notice = said.notice === null ? '' : ` ${fill(texts.notice, { title: said.notice.title })}`;
  return ` ${fill(texts.since, { at: `${at} UTC` })}. ${texts.saidBy[speakerOf(said)]}.${notice}`;
}

function speakerOf(said: NonNullable<Choice['reason']['consent_event']>): keyof Texts['saidBy'] {
  if (said.expressed_by === 'user_agent') return 'signal';
  if (said.expressed_by !== 'subject') return 'other';
  const words: Partial<Record<typeof said.state, keyof Texts['saidBy']>> = {
    ...{ given: 'consented', renewed: 'consented', opted_in: 'consented', refused: 'refused' },
    ...{ withdrawn: 'withdrawn', objected: 'objected', opted_out: 'objected' },
  };
  return words[said.state] ?? 'other';
}

/** Enough to know one's own address by, and too little to learn it. */
export function toHint({ value }: ContactPoint): string {
  const at = value.lastIndexOf('@');
  const [own, rest] = at > 0 ? [value.slice(0, at), value.slice(at)] : [value, ''];
  const first = Array.from(own).slice(0, 1).join('');
  return rest === '' ? `${first}•••${Array.from(own).slice(-2).join('')}` : `${first}•••${rest}`;
}
