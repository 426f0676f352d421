// What there is still to ask, from what was chosen on this device and when it was.
//
// Nothing of this is kept before somebody has chosen. Then it is the day of the choice, and the day on which it was last looked
// whether there is something new: a day, since a moment would tell one visitor from another.
import type { Kept } from '../sdk/load.ts';
import type { Settings } from '../sdk/settings.ts';
import type { Banner, Question } from './words.ts';

type Days = { chose?: number; looked?: number };

const name = 'asked';
const daysOfMonth = 30.44;
/** Whoever opted out by their browser is not asked before. */
const gpcMonthsMin = 12;

export function openRemembered({ gpc, gpcCategories }: Settings, { store, choice }: Kept) {
  const today = (): number => Math.floor(Date.now() / 86_400_000);
  const read = (): Days => (store.read(name) as Days | null) ?? {};
  const write = (days: Days) => store.set(name, JSON.stringify(days));

  const isAgainstGpc = ({ gpc: speaks, categories }: Question): boolean =>
    gpc && (speaks || categories.some((one) => gpcCategories.includes(one)));

  function isAsked(question: Question, months: number): boolean {
    const { choices, isOpen } = choice.answered();
    const { chose = today() } = read();
    const monthsMin = isAgainstGpc(question) ? Math.max(gpcMonthsMin, months) : months;
    const isOld = !isOpen && Math.abs(today() - chose) >= monthsMin * daysOfMonth;
    return question.categories.every((one) => one in choices && (choices[one] || !isOld));
  }

  return {
    isAgainstGpc,
    /** What nobody has answered yet, and what was refused so long ago that it may be asked again. */
    listOpen: ({ questions, ask_again_months: months }: Banner): Question[] =>
      questions.filter((question) => !isAsked(question, months)),
    /** Undefined: leave the server alone. Else whether something was answered here before. */
    begin(): { again: boolean } | undefined {
      const { choices, isOpen } = choice.answered();
      if (isOpen) return { again: Object.keys(choices).length > 0 };
      const days = read();
      if (days.looked === today()) return undefined;
      write({ chose: today(), ...days, looked: today() });
      return { again: true };
    },
    chose: () => write({ chose: today(), looked: today() }),
    isOn({ categories }: Question): boolean {
      const chosen = choice.preferences();
      return categories.every((one) => chosen[one] === true);
    },
  };
}
