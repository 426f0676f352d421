// The page that says why a message came: plain HTML, without a script, in the face and the words of the preference centre.
import { html } from 'hono/html';
import {
  fill,
  type Html,
  languageLinks,
  type Texts,
  toDay,
  toHint,
  toMoment,
  wordsOf,
} from '../../connect/preference-centre/index.ts';
import { titleOf } from '../../respect/preferences/index.ts';
import { type WhyTexts, whyTextsOf } from './texts/index.ts';
import type { Why } from './why.ts';

export const gonePage = (texts: Texts): Html => {
  const { gone, goneWords } = whyTextsOf(texts.language);
  return html`
    <header>${languageLinks(texts)}<h1>${gone}</h1></header>
    <p>${goneWords}</p>
  `;
};

/** `stop`: where the form of one press goes, and `centre`: where all choices are. */
export function whyPage(
  texts: Texts,
  why: Why,
  { stop, centre }: { stop: string | undefined; centre: string },
): Html {
  const own = whyTextsOf(texts.language);
  return html`
    <header>
      ${languageLinks(texts)}
      <h1>${own.title}</h1>
      <p>${sentWords(texts, own, why)}</p>
      ${why.brand === undefined ? '' : html`<p class="contact">${fill(own.sentBy, { brand: why.brand })}</p>`}
    </header>
    ${section('because', own.because, becauseWords(texts, own, why))}
    ${section('permission', own.permission, permissionWords(texts, own, why))}
    ${why.kinds === undefined ? '' : section('data', own.data, [dataWords(texts, own, why.kinds)])}
    ${stopSection(texts, own, why, { stop, centre })}
  `;
}

const section = (id: string, title: string, words: readonly string[]): Html => html`
  <section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${words.map((one) => html`<p>${one}</p>`)}
  </section>
`;

const notSentStates = ['refused', 'expired', 'cancelled', 'failed'];

function sentWords(texts: Texts, own: WhyTexts, { message, to, channel }: Why): string {
  if (message.sentMs === null) return notSentStates.includes(message.state) ? own.notSent : own.stillToBeSent;
  const at = toMoment(texts, new Date(message.sentMs).toISOString());
  return fill(own.sent, {
    at,
    channel: channel === null ? message.channel : texts.channel[channel],
    to: toHint(to),
  });
}

function becauseWords(texts: Texts, own: WhyTexts, { message: { trigger }, segment }: Why): string[] {
  const { kind, name, event } = trigger;
  const first: Record<string, string> = {
    campaign: segment === undefined ? fill(own.campaign, { name }) : fill(own.segment, { segment }),
    journey: fill(own.journey, { name }),
    test: own.test,
  };
  return [
    first[kind] ?? own.api,
    ...(event === undefined
      ? []
      : [fill(own.event, { event: event.name, at: toMoment(texts, event.timestamp) })]),
  ];
}

function permissionWords(texts: Texts, own: WhyTexts, { purpose, consent }: Why): string[] {
  if (purpose === undefined) return [own.basis];
  const { name, description } = wordsOf(purpose, texts);
  const first = [fill(own.purpose, { purpose: name }), description];
  if (consent === undefined) {
    const isFree = purpose.consent_model === 'none' || purpose.consent_model === 'notice';
    return [...first, ...(isFree ? [own.basis] : purpose.consent_model === 'opt_out' ? [texts.basis] : [])];
  }
  const { event_time: at, notice } = consent;
  return [
    ...first,
    [
      fill(own.agreed, { at: toDay(texts, at) }),
      ...(notice === null ? [] : [fill(own.notice, { title: notice.title })]),
    ].join(' '),
  ];
}

function dataWords({ language, kinds: names }: Texts, own: WhyTexts, kinds: readonly string[]): string {
  if (kinds.length === 0) return own.dataNothing;
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  return fill(own.dataWords, { kinds: list.format(kinds.map((one) => names[one] ?? names.other ?? one)) });
}

function stopSection(
  texts: Texts,
  own: WhyTexts,
  { topic }: Why,
  { stop, centre }: { stop: string | undefined; centre: string },
): Html {
  const form =
    stop === undefined || topic === undefined
      ? html`<p>${own.stopNothing}</p>`
      : html`<p>${fill(own.stopWords, { topic: titleOf(topic, texts.language) })}</p>
          <form method="post" action="${stop}">
            <input type="hidden" name="lang" value="${texts.language}" />
            <button name="stop" value="this">${texts.unsubscribe}</button>
          </form>`;
  return html`
    <section aria-labelledby="stop">
      <h2 id="stop">${own.stop}</h2>
      ${form}
      <p><a href="${centre}">${texts.toAll}</a></p>
    </section>
  `;
}
