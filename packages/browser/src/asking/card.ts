// The card: what is asked, why, what one gets for it and what it is used for, with a field and two buttons that look the same.
//
// It does not take the focus: whoever reads on is not disturbed, and whoever wants to answer finds it first in the page. What it
// asks is said to screen readers. Everything in it is text, never HTML, and its style needs no permission of a strict policy.
import { type Child, make, toSheet } from '../card/elements.ts';
import type { Ask } from './asks.ts';
import { look } from './look.ts';

const thanksMs = 4000;

/** Answers its element: it is there until it is put away, answered or refused. */
export function showCard(ask: Ask, answer: (value: string) => void, refuse: () => void): HTMLElement {
  const { words, kind } = ask;
  const host = make('div', { lang: ask.language });
  const root = host.attachShadow({ mode: 'open' });
  /** Where the focus was before it came in here first. */
  let before: HTMLElement | null = null;

  const said = make('p', { class: 'said', role: 'status' });
  const fault = make('p', { class: 'fault', id: 'fault', role: 'alert' });
  const form = make(
    'form',
    { novalidate: true, submit },
    fieldsOf(ask),
    fault,
    make('p', { class: 'use' }, words.use, ' ', make('strong', {}, words.purpose)),
    make(
      'div',
      { class: 'buttons' },
      make('button', { type: 'button', click: no }, words.no),
      make('button', {}, words.yes),
    ),
  );
  const card = make(
    'div',
    { class: 'card', role: 'dialog', 'aria-labelledby': 'question', 'aria-describedby': 'why', focusin },
    make('h2', { id: 'question' }, words.question),
    make('p', { id: 'why' }, words.why),
    make('p', { class: 'benefit' }, words.benefit),
    form,
    make('button', { class: 'later', 'aria-label': words.later, click: close }, '×'),
  );

  function focusin({ relatedTarget }: Event & { relatedTarget?: unknown }): void {
    before ??= relatedTarget as HTMLElement | null;
  }

  function submit(event: Event): void {
    event.preventDefault();
    const value = `${new FormData(form).get('value') ?? ''}`.trim();
    const isWrong = kind === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(value);
    fault.textContent = isWrong || !value ? (value ? words.wrongEmail : words.nothing) : '';
    if (fault.textContent) {
      const field = form.querySelector('input') as HTMLInputElement;
      field.ariaInvalid = 'true';
      field.focus();
      return;
    }
    answer(value);
    giveFocusBack();
    card.remove();
    said.textContent = words.thanks;
    said.className = 'card';
    setTimeout(() => host.remove(), thanksMs);
  }

  function no(): void {
    refuse();
    close();
  }

  function giveFocusBack(): void {
    if (root.activeElement) before?.focus();
  }

  function close(): void {
    giveFocusBack();
    host.remove();
  }

  root.adoptedStyleSheets = [toSheet(look)];
  root.append(said, card);
  document.body.prepend(host);
  document.addEventListener('keydown', ({ key, defaultPrevented }) => {
    if (key === 'Escape' && !defaultPrevented) close();
  });
  // What is there when it comes is not told; what comes into it is.
  setTimeout(() => {
    if (card.isConnected) said.textContent = words.question;
  }, 100);
  return host;
}

function fieldsOf({ kind, options }: Ask): Child {
  const titled = { 'aria-labelledby': 'question' };
  if (kind !== 'choice')
    return make('input', {
      ...{ ...titled, name: 'value', type: kind, maxlength: '254', 'aria-describedby': 'fault' },
      ...(kind === 'email' && { autocomplete: kind }),
    });
  return make(
    'div',
    { ...titled, role: 'radiogroup' },
    options.map(({ value, label }) =>
      make('label', {}, make('input', { name: 'value', type: 'radio', value }), label),
    ),
  );
}
