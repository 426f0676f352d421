// What the person chose, category by category. This is the one thing that is kept after a refusal too: else they would be
// asked on every page.
//
//   open ──consent──▶ given ◀──consent──▶ refused        nothing is kept or sent unless it is given
//     ▲─────reset───────┘                                who comes next has given nothing; refusals stay with the device
import type { Settings } from './settings.ts';
import type { Store } from './store.ts';

export type Choices = Record<string, boolean>;
export type State = 'open' | 'given' | 'refused';
export type Asking = {
  /** They were asked just now. Else what is as it was is not told again: banners repeat themselves on every page. */
  asked?: boolean;
  /** They were told that their browser says the opposite. */
  toldOfGpc?: boolean;
  /** What they had read. */
  notice?: NoticeRead;
};
/** As the server published it: by category the hash of its text, in the language in which it was read. */
export type NoticeRead = { language: string; hashes: Record<string, string> };
/** `open`: some was chosen, but whoever is here now has not given anything yet. `told`: of the signal of their browser. */
type Kept = { choices: Choices; open?: boolean; told?: boolean };

export type Choice = ReturnType<typeof openChoice>;
export const choiceName = 'choice';

export function openChoice(store: Store, { collectWith, gpcCategories, gpc, dnt }: Settings) {
  function read(): Kept | undefined {
    const kept = store.read(choiceName) as Kept | undefined;
    return kept?.choices instanceof Object ? kept : undefined;
  }
  const write = (kept: Kept) => store.set(choiceName, JSON.stringify(kept));

  /** Without what the browser speaks against: it wins over a consent, unless the person was told that the two differ. */
  function heed(choices: Choices, told: boolean | undefined): Choices {
    if (!gpc || told) return choices;
    return pick(choices, ([name, isGiven]) => !(isGiven && gpcCategories.includes(name)));
  }

  /** What every message tells. */
  const preferences = ({ choices, told }: Kept = read() ?? { choices: {} }): Choices => heed(choices, told);

  return {
    preferences,
    state(): State {
      const kept = read();
      const chosen = preferences(kept);
      if (collectWith.some((name) => chosen[name] === true)) return 'given';
      return (kept && !kept.open) || dnt ? 'refused' : 'open';
    },
    /** What was answered on this device, by whomever: `isOpen` where somebody else may be here since. */
    answered(): { choices: Choices; isOpen: boolean } {
      const kept = read();
      return { choices: kept?.choices ?? {}, isOpen: kept === undefined || kept.open === true };
    },
    /** What the person who is here chose, where they have. */
    made(): Choices | undefined {
      const kept = read();
      return kept && !kept.open ? preferences(kept) : undefined;
    },
    /**
     * Keeps it and answers what is to be told: only what was chosen now, since what was given before may have been taken
     * back elsewhere meanwhile. No names at all: everything is refused. Undefined: nothing is left to tell.
     */
    choose(chosen: Choices, { asked = false, toldOfGpc = false }: Asking): Choices | undefined {
      const kept = read();
      const refusesAll = Object.keys(chosen).length === 0;
      const now = Object.fromEntries(Object.entries(chosen).map(([name, value]) => [name, value === true]));
      const before = kept?.choices ?? {};
      const all = refusesAll ? pick(before, () => true, false) : { ...before, ...now };
      const told = gpcCategories.some((name) => name in now) ? toldOfGpc : kept?.told === true;
      write({ choices: heed(all, told), ...(told && { told }) });
      const said = heed(now, told);
      const names = Object.keys(said);
      const isNews = asked || kept?.open || names.some((name) => before[name] !== said[name]);
      return refusesAll || (isNews && names.length > 0) ? said : undefined;
    },
    /** The browser began to ask not to be sold after this was given: it is taken back for good, and named. */
    heedSignal(): Choices | undefined {
      const kept = read();
      if (kept === undefined) return undefined;
      const choices = preferences(kept);
      const lost = pick(kept.choices, ([name]) => !(name in choices), false);
      if (Object.keys(lost).length === 0) return undefined;
      write({ ...kept, choices });
      return lost;
    },
    /** Somebody else may be here now. */
    forgetGiven(): void {
      const kept = read();
      if (kept === undefined) return;
      const choices = pick(kept.choices, ([, isGiven]) => !isGiven);
      const open = kept.open === true || collectWith.some((name) => kept.choices[name] === true);
      if (open && Object.keys(choices).length === 0) store.remove(choiceName);
      else write({ choices, ...(open && { open }) });
    },
  };
}

function pick(choices: Choices, isWanted: (one: [string, boolean]) => boolean, as?: boolean): Choices {
  return Object.fromEntries(
    Object.entries(choices)
      .filter(isWanted)
      .map(([name, value]) => [name, as ?? value]),
  );
}
