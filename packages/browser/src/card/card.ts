// The whole card: who it is, what was refused, the fields, and what is withheld; and what it says when there is nothing to show.
import type { Answer, Withheld } from './answer.ts';
import { type Child, make } from './elements.ts';
import { fieldOf } from './fields.ts';
import { toLabel } from './formats.ts';
import { isRefused, listPermits, refusals } from './refusals.ts';
import type { Drawing } from './values.ts';

export function cardOf(answer: Answer, drawing: Drawing): Child[] {
  const { subject, title, decision } = answer;
  const permits = listPermits(answer.fields);
  const isDenied = decision !== null && decision.decision !== 'permit';
  // What is said in the refusals is not said again among the fields.
  const fields = Object.entries(answer.fields).filter(
    ([, { kind }]) => kind !== 'permits' || permits.some((one) => !isRefused(one)),
  );
  return [
    make(
      'header',
      { part: 'header' },
      make(
        'h2',
        { part: 'title' },
        make('bdi', {}, subject === null ? title : (subject.display_name ?? subject.value)),
      ),
      subject !== null && make('p', { class: 'small' }, title),
    ),
    refusals(permits, drawing),
    isDenied && sayDenied(decision.reason.message, drawing),
    make('div', { class: 'fields' }, ...fields.map(([name, field]) => fieldOf(name, field, drawing))),
    !isDenied && withheld(answer, drawing),
  ];
}

const sayDenied = (reason: string, { words }: Drawing): HTMLElement =>
  make(
    'div',
    { class: 'state', part: 'state' },
    make('strong', {}, words.denied),
    make('p', {}, words.deniedText),
    make('p', { class: 'small' }, reason),
  );

function withheld({ fields, denied, masked }: Answer, { words, opened }: Drawing): Child {
  const all = [...denied, ...masked];
  if (all.length === 0) return null;
  const labelOf = ({ field }: Withheld): string => fields[field]?.title ?? toLabel(field);
  return make(
    'details',
    {
      ...{ part: 'withheld', open: opened.has('(withheld)') },
      toggle(event) {
        if ((event.currentTarget as HTMLDetailsElement).open) opened.add('(withheld)');
        else opened.delete('(withheld)');
      },
    },
    make('summary', { 'data-key': '(withheld)' }, words.withheld(all.length)),
    make(
      'dl',
      {},
      ...all.flatMap((one) => [make('dt', {}, labelOf(one)), make('dd', {}, one.reason.message)]),
    ),
  );
}

export function skeleton({ words }: Pick<Drawing, 'words'>): Child[] {
  const bones = ['wide', 'short', '', '', 'short', 'wide'].map((size) =>
    make('div', { class: `bone ${size}` }),
  );
  return [make('p', { class: 'unseen' }, words.loading), make('div', { 'aria-hidden': 'true' }, ...bones)];
}

type State = { title: string; text?: string; why?: string; retry?: { label: string; run: () => void } };

export function stateOf({ title, text, why, retry }: State): HTMLElement {
  return make(
    'div',
    { class: 'state', part: 'state' },
    make('strong', {}, title),
    text !== undefined && make('p', {}, text),
    why !== undefined && why !== '' && make('p', { class: 'small' }, why),
    retry !== undefined &&
      make(
        'button',
        { type: 'button', part: 'button', 'data-key': '(retry)', click: retry.run },
        retry.label,
      ),
  );
}
