// The banner: asks once what may be collected, and again only about what is new.
//
//                         an answer, here or in another tab, or by the page
//   words come ─▶ shown ──────────────────────────────────────────────────▶ away      showConsent() ─▶ shown, as it is chosen now
//                   └── Escape, or left: nobody has chosen, and the next page asks
//
// Until somebody answers, the words are all that was asked for, and nothing is kept.
import type { Kept, Part } from '../sdk/load.ts';
import { whenSeen } from '../sdk/load.ts';
import type { Rapport } from '../sdk/rapport.ts';
import type { Settings } from '../sdk/settings.ts';
import { openRemembered } from './remembered.ts';
import { type Given, isOnAgainstGpc, showBanner } from './show.ts';
import { type Banner, countOutcomes, fetchBanner, type Outcome, type Question } from './words.ts';

function openBanner(consent: Rapport['consent'], settings: Settings, kept: Kept) {
  const remembered = openRemembered(settings, kept);
  let shown: { banner: Banner; isReopened: boolean; close(): void } | undefined;
  /** What comes of an earlier question is not wanted any more. */
  let turn = 0;

  async function begin(): Promise<void> {
    // Where "do not track" counts, that is the answer.
    if (kept.choice.state() === 'refused' && kept.choice.answered().isOpen) return;
    const due = remembered.begin();
    if (due === undefined) return;
    const banner = await ask(due.again);
    const questions = banner === undefined ? [] : remembered.listOpen(banner);
    if (banner !== undefined && questions.length > 0) show(banner, questions, { again: due.again });
  }

  /** Whether it could be shown. */
  async function reopen(): Promise<boolean> {
    const banner = await ask(true);
    if (banner !== undefined) show(banner, banner.questions, { isReopened: true });
    return banner !== undefined;
  }

  /** Undefined too when somebody asked again meanwhile. */
  async function ask(again: boolean): Promise<Banner | undefined> {
    turn += 1;
    const own = turn;
    const banner = await fetchBanner(settings, again);
    if (document.body === null)
      await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, { once: true }));
    return own === turn ? banner : undefined;
  }

  function show(
    banner: Banner,
    questions: readonly Question[],
    { isReopened = false, again = false }: { isReopened?: boolean; again?: boolean },
  ): void {
    shown?.close();
    const own = { banner, isReopened, close: () => {} };
    shown = own;
    own.close = showBanner(banner, {
      questions: questions.map((question) => ({
        ...{ question, isAgainstGpc: remembered.isAgainstGpc(question) },
        isOn: isReopened && remembered.isOn(question),
      })),
      isReopened,
      answered(outcome, given) {
        choose(banner, given);
        const outcomes: Outcome[] = again ? ['shown', outcome] : [outcome];
        if (!isReopened && banner.count_choices) countOutcomes(settings, banner, outcomes);
      },
      closed() {
        if (shown === own) shown = undefined;
      },
    });
  }

  function choose({ language }: Banner, given: readonly Given[]): void {
    const each = given.flatMap(({ question, isOn }) =>
      question.categories.map((category) => ({ category, isOn, notice: question.notice })),
    );
    remembered.chose();
    consent(Object.fromEntries(each.map(({ category, isOn }) => [category, isOn])), {
      asked: true,
      // Nobody can turn it on without having read what the browser says.
      toldOfGpc: isOnAgainstGpc(given),
      notice: {
        language,
        hashes: Object.fromEntries(each.map(({ category, notice }) => [category, notice])),
      },
    });
  }

  /** It was answered elsewhere. */
  function follow(): void {
    if (shown && !shown.isReopened && remembered.listOpen(shown.banner).length === 0) shown.close();
  }
  addEventListener('storage', follow);
  // A page that was kept for "back" heard nothing meanwhile.
  addEventListener('pageshow', follow);

  return { begin, reopen, follow };
}

/** The last of the parts: what is chosen in it goes through the calls of all others. */
export const withBanner: Part = (calls, settings, kept) => {
  /** Other scripts of the page may follow what was chosen. */
  const tell = () => dispatchEvent(new CustomEvent('rapport-consent', { detail: calls.choices() }));
  function consent(...given: Parameters<typeof calls.consent>): void {
    calls.consent(...given);
    follow();
    tell();
  }
  const { begin, reopen, follow } = openBanner(consent, settings, kept);
  whenSeen(() => void begin());
  return {
    ...calls,
    consent,
    reset() {
      calls.reset();
      tell();
      void begin();
    },
    /** What was chosen, to see and to change. A page may help itself where it cannot be shown. */
    showConsent: reopen,
  };
};
