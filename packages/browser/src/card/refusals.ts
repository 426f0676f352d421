// What a person refused: the first thing that whoever is about to call must see.
import type { Field, Permit, Said } from './answer.ts';
import { type Child, make } from './elements.ts';
import type { Drawing } from './values.ts';

export const listPermits = (fields: Record<string, Field>): Permit[] =>
  Object.values(fields).flatMap(({ kind, value }) => (kind === 'permits' ? (value ?? []) : []));

const noes = new Set(['refused', 'withdrawn', 'objected', 'opted_out', 'restricted']);

/** Said, and not only never asked. */
export const isRefused = ({ decision, said }: Permit): boolean =>
  decision !== 'permit' && said !== null && noes.has(said.state);

export function refusals(permits: readonly Permit[], drawing: Drawing): Child {
  const refused = permits.filter(isRefused);
  if (refused.length === 0) return null;
  const { words } = drawing;
  return make(
    'ul',
    { class: 'refusals', part: 'refusals', 'aria-label': words.contact },
    ...refused.map((one) => refusal(one, drawing)),
  );
}

function refusal({ purpose, title, said }: Permit, { words, formats }: Drawing): HTMLElement {
  // Who said no to being phoned is not phoned at all. Who said no to offers by e-mail may well wait for an answer by e-mail.
  const isCall = purpose.split('.').at(-1) === 'phone';
  const { at, notice } = said as Said;
  return make(
    'li',
    { class: 'refusal', part: 'refusal' },
    make('strong', {}, isCall ? words.doNotPhone : words.refused(title)),
    make('span', { title: formats.exact(at) }, words.refusedOn(title, formats.day(at))),
    notice?.title && make('span', {}, words.notice(notice.title)),
  );
}

/** The rest of what the person permits and does not: short, since it forbids nothing that was not forbidden before. */
export function otherPermits(permits: readonly Permit[], { words }: Drawing): Child {
  const rest = permits.filter((one) => !isRefused(one));
  if (rest.length === 0) return null;
  const each = rest.map(({ title, decision, reason }) =>
    decision === 'permit'
      ? make(
          'li',
          { class: 'may', title: reason.message },
          title,
          make('span', { class: 'unseen' }, ` · ${words.permitted}`),
        )
      : make('li', { class: 'may not', title: reason.message }, words.notPermitted(title)),
  );
  return make('ul', { class: 'plain' }, ...each);
}
