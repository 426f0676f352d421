// Asks visitors for one more thing, when and how often the company said, and only under a permitted purpose.
//
//                 permission            its moment                   answer ─▶ identify, never again
//   calls wait ───────────────▶ list ───────────────▶ card, if it may ┤ a no ──▶ not before `rest_days`
//   in memory                  (fetched)                               └ not now, or left ─▶ not before `every_days`
//
// Nothing is fetched or kept before permission. When it is taken back, the card goes, and all that was remembered but a no.
import type { Rapport } from '../sdk/rapport.ts';
import type { Settings } from '../sdk/settings.ts';
import { type Ask, fetchAsks } from './asks.ts';
import { showCard } from './card.ts';
import { openMemory } from './memory.ts';

/** Timers may come a little early. */
const timerMs = 20;
/** While the banner is there. */
const againMs = 500;

/**
 * `happened` on this page: `event Product Viewed`, an event that was tracked; `told email`, an attribute that the page told itself;
 * `ask size`, an ask that it called for.
 */
export function openAsking(calls: Rapport, settings: Settings, happened: Set<string>): () => void {
  const memory = openMemory(`rapport.${settings.writeKey}.asks`);
  let asks: readonly Ask[] = [];
  let isFetched = false;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let shown: { ask: Ask; card: HTMLElement } | undefined;

  function isGiven({ categories }: { categories: readonly string[] }): boolean {
    const chosen = calls.choices() ?? {};
    const has = (name: string) => chosen[name] === true;
    return settings.collectWith.some(has) && categories.every(has);
  }

  /** After whatever may have changed what is permitted. */
  function follow(): void {
    if (shown && (!isGiven(shown.ask) || isTold(shown.ask))) shown.card.remove();
    for (const ask of asks) if (!isGiven(ask)) memory.forget(ask.slug);
    if (isGiven({ categories: [] })) void (isFetched ? consider() : fetchList());
    else {
      memory.forget();
      // Else they wait for a choice.
      if (isFetched || calls.choices()) happened.clear();
    }
  }

  async function fetchList(): Promise<void> {
    isFetched = true;
    asks = await fetchAsks(settings);
    for (const { moment } of asks)
      if (moment.seconds) setTimeout(consider, moment.seconds * 1000 + timerMs - performance.now());
    follow();
  }

  const isTold = ({ attribute }: Ask): boolean => happened.has(`told ${attribute}`);
  const isCalled = ({ slug }: Ask): boolean => happened.has(`ask ${slug}`);
  const isTime = ({ moment: { event, page, seconds = Number.NaN } }: Ask): boolean =>
    happened.has(`event ${event}`) ||
    (page && location.href.includes(page)) ||
    performance.now() >= seconds * 1000;

  /** Shows the first that may be shown now. */
  function consider(): void {
    const given = asks.filter(isGiven);
    for (const ask of given) if (isTold(ask)) memory.note('answered', ask);
    if (shown?.card.isConnected || document.hidden || !document.body) return;
    const may = given.filter(memory.may);
    const ask = may.find(isCalled) ?? may.find(isTime);
    // One thing at a time: the banner goes first.
    clearTimeout(waiting);
    if (ask && document.querySelector('[data-rapport]')) waiting = setTimeout(consider, againMs);
    // Who cannot be remembered is not asked: a no would be forgotten on the next page.
    else if (ask && memory.note('shown', ask)) show(ask);
  }

  function show(ask: Ask): void {
    const tell = (event: string) => calls.track(`Ask ${event}`, { ask: ask.slug });
    function answer(value: string): void {
      if (!isGiven(ask)) return;
      memory.note('answered', ask);
      calls.identify({ [ask.attribute]: value });
      tell('Answered');
    }
    function refuse(): void {
      memory.note('declined', ask);
      tell('Declined');
    }
    shown = { ask, card: showCard(ask, answer, refuse) };
    tell('Shown');
  }

  for (const name of ['visibilitychange', 'DOMContentLoaded']) document.addEventListener(name, consider);
  return follow;
}
