// The page where somebody sees what is on and what is off, and changes each with one press.
import { html } from 'hono/html';
import { hashNotice } from '../../../respect/consents/index.ts';
import type { ContactPoint } from '../../../respect/preferences/index.ts';
import type { StoredRequest } from '../../../respect/requests/index.ts';
import { toMoment } from '../dates.ts';
import type { HeldKind } from '../held/held.ts';
import { heldSection } from '../held/held-section.ts';
import type { Received } from '../held/received.ts';
import { receivedSection } from '../held/received-section.ts';
import { type Html, langField, languageLinks } from '../layout.ts';
import type { AskOutcome } from '../requests/requests.ts';
import { requestsSection } from '../requests/requests-section.ts';
import { fill, type Texts } from '../texts/index.ts';
import type { Wishes } from '../wishes/wishes.ts';
import { wishesSection } from '../wishes/wishes-section.ts';
import { noticeOf, wordsOf } from '../wording.ts';
import type { Choice, Choices } from './choices.ts';

export type Shown = Omit<Choices, 'asked'> &
  Wishes & {
    /** Undefined, where the company does not tell it here. */
    held: readonly HeldKind[] | undefined;
    received: Received;
    open: readonly StoredRequest[];
  };
const changesTold = ['saved', 'changed'] as const;
/** What came of a press. */
export type Told = (typeof changesTold)[number] | AskOutcome;

/** What the address says; it may say anything. */
export const findTold = ({ requests }: Texts, said: unknown): Told | undefined =>
  changesTold.find((one) => one === said) ??
  (Object.keys(requests.told) as AskOutcome[]).find((one) => one === said);

const toldWords = (texts: Texts, told: Told): string =>
  told === 'saved' || told === 'changed' ? texts[told] : texts.requests.told[told];

export function choicesPage(
  texts: Texts,
  contact: ContactPoint,
  { choices, always, held, received, open, ...wishes }: Shown,
  told: Told | undefined,
): Html {
  const [messages, uses] = [true, false].map((isSent) =>
    choices.filter(({ purpose }) => (purpose.channel !== null) === isSent),
  ) as [Choice[], Choice[]];
  return html`
    <header>
      ${languageLinks(texts)}
      <h1>${texts.title}</h1>
      <p>${texts.intro}</p>
      <p class="contact">${fill(texts.contact, { contact: toHint(contact) })}</p>
    </header>
    ${told === undefined ? '' : html`<p role="status" class="told">${toldWords(texts, told)}</p>`}
    ${choiceSection(texts, 'messages', messages)} ${wishesSection(texts, wishes)}
    ${choiceSection(texts, 'uses', uses)} ${held === undefined ? '' : heldSection(texts, held)}
    ${held === undefined || held.length === 0 ? '' : receivedSection(texts, received)} ${requestsSection(texts, open)}
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

const choiceSection = (texts: Texts, name: 'messages' | 'uses', choices: readonly Choice[]) =>
  choices.length === 0
    ? ''
    : html`<section aria-labelledby="${name}">
        <h2 id="${name}">${texts[name]}</h2>
        <ul>
          ${choices.map((choice) => choiceItem(texts, choice))}
        </ul>
      </section>`;

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
      <p class="state"><strong>${texts[state === 'on' ? 'on' : 'off']}</strong>${sinceWords(texts, choice)}</p>
      <p class="origin">${originWords(texts, choice)}</p>
    </div>
    <form method="post">
      <input type="hidden" name="purpose" value="${purpose.slug}" />
      <input type="hidden" name="notice" value="${hashNotice(noticeOf(purpose, texts).text)}" />
      ${langField(texts)}
      ${state === 'on' ? button('stop', 'off') : button('allow', 'on')}
      ${state === 'unasked' ? button('refuse', 'off') : ''}
    </form>
  </li>`;
}

/** Since when it is as it is. */
function sinceWords(texts: Texts, { reason }: Choice): string {
  if (reason.consent_event === undefined) return '';
  return ` ${fill(texts.since, { at: toMoment(texts, reason.consent_event.event_time) })}`;
}

/** Because of what: what was said and what had been read before, or that nobody had to be asked. */
function originWords(texts: Texts, { state, reason }: Choice): string {
  const said = reason.consent_event;
  if (said === undefined) return { on: texts.basis, unasked: texts.unasked, off: '' }[state];
  const notice = said.notice === null ? '' : ` ${fill(texts.notice, { title: said.notice.title })}`;
  return texts.saidBy[speakerOf(said)] + notice;
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
