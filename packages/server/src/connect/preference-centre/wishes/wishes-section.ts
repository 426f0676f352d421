// The part of the centre about topics: each on or off and how often, and a break from all of them.
import { html } from 'hono/html';
import { frequencies, titleOf } from '../../../respect/preferences/index.ts';
import { toDay } from '../dates.ts';
import { type Html, langField } from '../layout.ts';
import { fill, type Texts } from '../texts/index.ts';
import type { Wish, Wishes } from './wishes.ts';

export function wishesSection(texts: Texts, { wishes, pausedUntil }: Wishes): Html | '' {
  if (wishes.length === 0) return '';
  return html`<section aria-labelledby="wishes">
    <h2 id="wishes">${texts.wishes}</h2>
    <ul>
      ${wishes.map((wish) => wishItem(texts, wish))}
      ${pauseItem(texts, pausedUntil)}
    </ul>
  </section>`;
}

function wishItem(texts: Texts, { topic, channel, isOn, frequency }: Wish): Html {
  const { language } = texts;
  const title = `${titleOf(topic, language)}, ${texts.channel[channel]}`;
  const description = topic.descriptions[language] ?? topic.descriptions.en ?? '';
  const hidden = html`${langField(texts)}
    <input type="hidden" name="topic" value="${topic.slug}" />
    <input type="hidden" name="channel" value="${channel}" />`;
  const kind = isOn ? 'stop' : 'allow';
  const name = fill(texts[`${kind}Of`], { purpose: title });
  return html`<li class="${isOn ? 'on' : 'off'}">
    <div>
      <h3>${title}</h3>
      ${description === '' ? '' : html`<p>${description}</p>`}
      <p class="state"><strong>${isOn ? texts.on : texts.off}</strong></p>
      ${
        isOn
          ? html`<form method="post" class="often">
              ${hidden}
              <label>${texts.often}
                <select name="frequency">
                  ${frequencies.map(
                    (one) =>
                      html`<option value="${one}" ${one === (frequency ?? 'immediate') ? 'selected' : ''}>
                        ${texts.frequency[one]}
                      </option>`,
                  )}
                </select>
              </label>
              <button name="wish" value="often" aria-label="${fill(texts.saveOf, { topic: title })}">
                ${texts.save}
              </button>
            </form>`
          : ''
      }
    </div>
    <form method="post">
      ${hidden}
      <button name="wish" value="${isOn ? 'out' : 'in'}" aria-label="${name}">${texts[kind]}</button>
    </form>
  </li>`;
}

function pauseItem(texts: Texts, pausedUntil: string | null): Html {
  const button = (wish: string, words: string): Html =>
    html`<button name="wish" value="${wish}" aria-label="${texts.pause}: ${words}">${words}</button>`;
  return html`<li>
    <div>
      <h3>${texts.pause}</h3>
      <p>${texts.pauseWords}</p>
      ${
        pausedUntil === null
          ? ''
          : html`<p class="state"><strong>${fill(texts.pausedUntil, { at: toDay(texts, pausedUntil) })}</strong></p>`
      }
    </div>
    <form method="post">
      ${langField(texts)}
      ${pausedUntil === null ? '' : button('resume', texts.resume)}
      ${button('one_month', texts.oneMonth)} ${button('three_months', texts.threeMonths)}
    </form>
  </li>`;
}
