// The banner as it is seen. All of it is text, never HTML; it needs no permission of a strict policy.
//
// At the bottom it leaves the page and the focus alone, stands first in the order of the keyboard and is said to screen readers.
// In the centre, and when it was called for, it takes the focus and gives it back. To accept and to reject are two buttons that
// differ in nothing but their words. Nothing is ticked before somebody ticks it.
import { type Child, make, toSheet } from '../card/elements.ts';
import { brandLook, look } from './look.ts';
import type { Banner, Outcome, Question } from './words.ts';

export type Given = { question: Question; isOn: boolean; isAgainstGpc: boolean };
type Answer = Exclude<Outcome, 'shown'>;
type Showing = {
  questions: readonly Given[];
  /** Somebody wants to see what they chose, and to change it. */
  isReopened: boolean;
  /** Somebody is writing it beside: the focus stays with them. */
  isPreview?: boolean;
  answered(outcome: Answer, given: readonly Given[]): void;
  closed(): void;
};

const savedMs = 4000;
/** A screen reader hears of what changes after it was there. */
const sayMs = 200;

/** Answers what takes it away without an answer. */
export function showBanner(
  banner: Banner,
  { questions, isReopened, isPreview = false, answered, closed }: Showing,
): () => void {
  const { words, place, brand, language } = banner;
  // By this others that show themselves know to wait.
  const host = make('div', { lang: language, 'data-rapport': 'banner' });
  const root = host.attachShadow({ mode: 'open' });
  const looks = [look, ...(brand?.light ? [brandLook(brand.light, brand.dark ?? brand.light)] : [])];
  root.adoptedStyleSheets = looks.map(toSheet);
  const before = document.activeElement;
  const page = document.documentElement.style;
  const paddingBefore = page.scrollPaddingBottom;
  const said = make('p', { role: 'status', class: 'said' });
  const dialog = make('dialog', { class: place, 'aria-labelledby': 'title', 'aria-describedby': 'body' });
  let isAway = false;

  function close(message?: string): void {
    if (isAway) return;
    isAway = true;
    const hadFocus = root.activeElement !== null;
    dialog.remove();
    page.scrollPaddingBottom = paddingBefore;
    if (hadFocus && before instanceof HTMLElement) before.focus();
    closed();
    said.className = 'said toast';
    said.textContent = message ?? '';
    setTimeout(() => host.remove(), message === undefined ? 0 : savedMs);
  }

  function answer(outcome: Answer, isOn: (given: Given) => boolean): void {
    const given = questions.map((one) => ({ ...one, isOn: isOn(one) }));
    close(isOnAgainstGpc(given) ? words.gpcSaved : words.saved);
    answered(outcome, given);
  }
  const reject = () => answer('rejected', () => false);
  // What the browser speaks against is not given by a button that does not name it.
  const accept = () => answer('accepted', ({ isOn, isAgainstGpc }) => isOn || !isAgainstGpc);

  /** What gets the focus on the page is scrolled clear of the banner. Asking for a height costs a layout: once it is open. */
  function makeRoom(): void {
    if (place === 'bottom') page.scrollPaddingBottom = `${dialog.offsetHeight}px`;
  }

  function draw(isList: boolean): void {
    const switches = questions.map((given, i) => switchOf(given, i, words.gpcOff));
    const save = () =>
      answer('chosen', (given) => switches[questions.indexOf(given)]?.input.checked === true);
    const choose = () => {
      draw(true);
      makeRoom();
      switchesIn(dialog)[0]?.focus();
    };
    dialog.replaceChildren(
      make('div', {}, ...textOf(banner, questions, isList ? switches.map(({ item }) => item) : undefined)),
      make(
        'div',
        { class: 'buttons' },
        make('button', { type: 'button', click: reject }, words.reject),
        make('button', { type: 'button', click: accept }, words.accept),
        isList
          ? make('button', { type: 'button', click: save }, words.save)
          : make('button', { type: 'button', class: 'quiet', click: choose }, words.choose),
        isReopened && make('button', { type: 'button', class: 'quiet', click: () => close() }, words.close),
      ),
    );
  }

  // Escape leaves everything as it is.
  dialog.addEventListener('cancel', () => close());
  dialog.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') close();
  });
  root.append(dialog, said);
  document.body.prepend(host);
  draw(isReopened);
  if (place === 'centre' && !isPreview) {
    dialog.showModal();
    // Not to what happens to be first: nothing is suggested.
    dialog.querySelector('h2')?.focus();
  } else dialog.open = true;
  makeRoom();
  if (isReopened) (switchesIn(dialog)[0] ?? dialog.querySelector('button'))?.focus();
  else if (place === 'bottom')
    setTimeout(() => {
      if (!isAway) said.textContent = words.title;
    }, sayMs);
  return () => close();
}

export const isOnAgainstGpc = (given: readonly Given[]): boolean =>
  given.some(({ isOn, isAgainstGpc }) => isOn && isAgainstGpc);

const switchesIn = (dialog: Element): NodeListOf<HTMLInputElement> => dialog.querySelectorAll('input');

function textOf(
  { words, brand, privacy_url: privacyUrl }: Banner,
  questions: readonly Given[],
  list: readonly Child[] | undefined,
): Child[] {
  const names = questions.flatMap(({ question }) => question.purposes.map(({ name }) => name));
  return [
    brand && make('p', { class: 'small' }, brand.name),
    make('h2', { id: 'title', tabindex: '-1' }, words.title),
    make(
      'p',
      { id: 'body' },
      words.body,
      privacyUrl && [' ', make('a', { href: privacyUrl, target: '_blank', rel: 'noopener' }, words.privacy)],
    ),
    questions.some(({ isAgainstGpc }) => isAgainstGpc) &&
      make('p', { class: 'gpc' }, make('strong', {}, words.gpc), make('span', {}, words.gpcWords)),
    list === undefined
      ? [
          make('p', { class: 'small', id: 'about' }, words.about),
          make(
            'ul',
            { class: 'names', 'aria-labelledby': 'about' },
            ...names.map((name) => make('li', {}, name)),
          ),
        ]
      : make('ul', { class: 'list' }, ...list),
  ];
}

function switchOf({ question, isOn, isAgainstGpc }: Given, i: number, gpcOff: string) {
  const input = make('input', {
    ...{ type: 'checkbox', role: 'switch', id: `s${i}`, checked: isOn, 'aria-describedby': `d${i}` },
  });
  const names = question.purposes.map(({ name }) => name).join(' · ');
  const item = make(
    'li',
    {},
    make('label', { for: `s${i}` }, names),
    input,
    make(
      'div',
      { id: `d${i}`, class: 'small' },
      ...question.purposes.map(({ description }) => make('p', {}, description)),
      isAgainstGpc && !isOn && make('p', { class: 'off' }, gpcOff),
    ),
  );
  return { input, item };
}
