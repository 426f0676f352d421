// The fields of a view: small ones as a line with their label, lists under a heading of their own.
import type { Account, CatalogItem, Field, Happened, Ranked, Segment } from './answer.ts';
import { type Child, make } from './elements.ts';
import { toLabel } from './formats.ts';
import { originButton, originLine } from './origins.ts';
import { otherPermits } from './refusals.ts';
import { type Drawing, item, pairs, showValue, time } from './values.ts';

const lists = new Set(['objects', 'events', 'accounts', 'ranking']);
/** What they hold says itself where it comes from. */
const oneByOne = new Set(['objects', 'events', 'permits']);

export function fieldOf(name: string, field: Field, drawing: Drawing): HTMLElement {
  const label = field.title ?? toLabel(name);
  const isList = lists.has(field.kind) || listNamed(field).length > 0;
  const isOpen = drawing.opened.has(name);
  const shown = make(
    'div',
    { class: 'value', part: 'value', id: `value-${name}`, hidden: drawing.closed.has(name) },
    contentOf(field, drawing, isOpen),
  );
  const head = make(
    'div',
    { class: 'label', part: 'label' },
    isList && headingOf(name, label, drawing),
    field.kind === 'permits'
      ? make('span', {}, label)
      : originButton(name, label, drawing, isList ? 'i' : label),
  );
  const classes = ['field', field.kind, isList && 'section', drawing.changed.has(name) && 'changed'];
  return make(
    'div',
    { class: classes.filter(Boolean).join(' '), part: 'field', 'data-field': name },
    head,
    shown,
    !oneByOne.has(field.kind) && originLine(field, drawing, isOpen),
  );
}

/** A heading that closes what is below it: whoever needs the last section every day closes the ones before. */
function headingOf(name: string, label: string, { closed }: Drawing): HTMLElement {
  const button = make(
    'button',
    {
      ...{ type: 'button', class: 'fold', 'data-key': `fold ${name}` },
      ...{ 'aria-expanded': String(!closed.has(name)), 'aria-controls': `value-${name}` },
      click(event) {
        const isClosed = !closed.delete(name);
        if (isClosed) closed.add(name);
        const own = event.currentTarget as HTMLElement;
        own.setAttribute('aria-expanded', String(!isClosed));
        const value = own.closest('.field')?.querySelector<HTMLElement>('.value');
        if (value) value.hidden = isClosed;
      },
    },
    label,
  );
  return make('h3', {}, button);
}

/** Objects of the catalog whose ids the value holds. */
const listNamed = ({ kind, joined }: Field): CatalogItem[] =>
  kind === 'attribute' || kind === 'trait' ? Object.values(joined ?? {}).flat() : [];

function contentOf(field: Field, drawing: Drawing, isOpen: boolean): Child {
  const { kind, value } = field;
  const none = make('span', { class: 'none' }, drawing.words.nothing);
  const named = listNamed(field);
  if (named.length > 0) {
    // An id of which nothing more is known, or may be shown, is still an answer.
    const rest = [value].flat().filter((one) => !named.some(({ id }) => id === String(one)));
    return [
      rows(named.map((one) => item(one, drawing, { isOpen }))),
      rest.length > 0 && showValue(rest, drawing),
    ];
  }
  if (kind === 'attribute' || kind === 'trait') return showValue(value, drawing, '', {}, field.unit);
  if (kind === 'permits') return otherPermits(value ?? [], drawing);
  if (!Array.isArray(value) || value.length === 0) return none;
  if (kind === 'segments') return segments(value, drawing);
  if (kind === 'objects') return rows(value.map((one) => item(one, drawing, { isOpen })));
  if (kind === 'events') return rows(value.map((one) => happened(one, drawing, isOpen)));
  if (kind === 'accounts') return rows(value.map((one) => account(one, drawing)));
  if (kind === 'ranking') return make('ol', { class: 'rows' }, ...value.map((one) => ranked(one, drawing)));
  return showValue(value, drawing);
}

const rows = (each: HTMLElement[]): HTMLElement => make('ul', { class: 'rows' }, ...each);

const segments = (value: readonly Segment[], { words, formats }: Drawing): HTMLElement =>
  make(
    'ul',
    { class: 'chips' },
    ...value.map(({ title, since }) => make('li', { title: words.since(formats.exact(since)) }, title)),
  );

function happened(
  { event, name, at, source, message_id, properties }: Happened,
  drawing: Drawing,
  isOpen: boolean,
): HTMLElement {
  const what = name ? `${event} · ${name}` : event;
  const origin = { kind: 'source', source, message_id: message_id ?? null } as const;
  return make(
    'li',
    { class: 'item', part: 'item' },
    make('div', { class: 'line' }, make('bdi', { class: 'strong' }, what), time(at, drawing)),
    pairs(properties, drawing),
    originLine({ origin, updated_at: at }, drawing, isOpen),
  );
}

function account({ name, group_id, role, members, ...count }: Account, { words }: Drawing): HTMLElement {
  const others = members.map((one) =>
    make('li', {}, make('bdi', {}, one.display_name), one.role && ` · ${one.role}`),
  );
  const hidden = count.members_hidden > 0 ? ` · ${words.hidden(count.members_hidden)}` : '';
  return make(
    'li',
    { class: 'item', part: 'item' },
    make(
      'div',
      { class: 'line' },
      make('bdi', { class: 'strong' }, name ?? group_id),
      role && make('span', {}, role),
    ),
    count.members_total > 0 && make('div', { class: 'small' }, words.members(count.members_total) + hidden),
    others.length > 0 && make('ul', { class: 'joined' }, ...others),
  );
}

function ranked({ key, amount, people, before, joined }: Ranked, drawing: Drawing): HTMLElement {
  const { words, formats } = drawing;
  const first = Object.values(joined ?? {}).flat()[0];
  const beside = [
    words.people(formats.number(people)),
    before !== null && words.before(formats.number(before)),
  ];
  return make(
    'li',
    { class: 'item', part: 'item' },
    make(
      'div',
      { class: 'line' },
      make('bdi', { class: 'strong' }, first?.title ?? key),
      make('span', { class: 'amount' }, formats.number(amount)),
    ),
    make('div', { class: 'small' }, beside.filter(Boolean).join(' · ')),
    first !== undefined && pairs(first.fields, drawing),
  );
}
