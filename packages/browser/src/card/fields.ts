// The fields of a view: small ones as a line with their label, lists under a heading of their own.
import type { CatalogItem, Field, Joined, Origin, Permit } from './answer.ts';
import { type Child, make } from './elements.ts';
import { toLabel } from './formats.ts';
import { otherPermits } from './refusals.ts';
import { type Drawing, item, joinedOf, pairs, showValue, time } from './values.ts';

type Segment = { name: string; title: string; since: string };
type Happened = { event: string; at: string; properties: Record<string, unknown> };
type Account = {
  id: string;
  group_id?: string;
  name: string | null;
  role: string | null;
  members: { id: string; display_name: string; role: string | null }[];
  members_total: number;
  members_hidden: number;
};
type Ranked = { key: string; amount: number; people: number; before: number | null; joined?: Joined };

const lists = new Set(['objects', 'events', 'accounts', 'ranking']);

export function fieldOf(name: string, field: Field, drawing: Drawing): HTMLElement {
  const label = field.title ?? toLabel(name);
  const isList = lists.has(field.kind);
  const isChanged = drawing.changed.has(name);
  const shown = make(
    'div',
    { class: 'value', part: 'value' },
    contentOf(field, drawing),
    joinedOf(field.joined, drawing),
  );
  const head = make(
    'div',
    { class: 'label', part: 'label' },
    isList ? make('h3', {}, label) : make('span', {}, label),
    field.kind !== 'permits' && originButton(name, label, drawing),
  );
  const classes = ['field', isList && 'section', isChanged && 'changed'].filter(Boolean).join(' ');
  return make(
    'div',
    { class: classes, part: 'field', 'data-field': name },
    head,
    shown,
    originOf(name, field, drawing),
  );
}

function contentOf({ kind, value }: Field, drawing: Drawing): Child {
  const none = make('span', { class: 'none' }, drawing.words.nothing);
  if (kind === 'attribute' || kind === 'trait') return showValue(value, drawing);
  if (kind === 'permits') return otherPermits((value ?? []) as Permit[], drawing);
  if (!Array.isArray(value) || value.length === 0) return none;
  if (kind === 'segments') return segments(value, drawing);
  if (kind === 'objects') return rows(value.map((one: CatalogItem) => item(one, drawing)));
  if (kind === 'events') return rows(value.map((one) => happened(one, drawing)));
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

const happened = ({ event, at, properties }: Happened, drawing: Drawing): HTMLElement =>
  make(
    'li',
    { class: 'item', part: 'item' },
    make('div', { class: 'line' }, make('bdi', { class: 'strong' }, event), time(at, drawing)),
    pairs(properties ?? {}, drawing),
  );

function account({ name, group_id, id, role, members, ...count }: Account, { words }: Drawing): HTMLElement {
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
      make('bdi', { class: 'strong' }, name ?? group_id ?? id),
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

const idOf = (name: string): string => `origin-${name}`;

function originButton(name: string, label: string, { words, opened }: Drawing): HTMLElement {
  return make(
    'button',
    {
      ...{ type: 'button', class: 'origin-button', part: 'button', 'data-key': name },
      ...{ 'aria-label': words.origin(label), 'aria-controls': idOf(name) },
      'aria-expanded': String(opened.has(name)),
      click(event) {
        const isOpen = !opened.delete(name);
        if (isOpen) opened.add(name);
        const button = event.currentTarget as HTMLElement;
        button.setAttribute('aria-expanded', String(isOpen));
        const line = (button.getRootNode() as ShadowRoot).getElementById(idOf(name));
        if (line !== null) line.hidden = !isOpen;
      },
    },
    'i',
  );
}

function originOf(name: string, field: Field, { words, formats, opened }: Drawing): HTMLElement {
  const parts = [
    originText(field.origin, words),
    field.updated_at && words.updated(formats.exact(field.updated_at)),
  ].filter(Boolean);
  const text = parts.length > 0 ? parts.join(' · ') : words.noOrigin;
  return make('div', { class: 'origin', id: idOf(name), hidden: !opened.has(name) }, text);
}

function originText(origin: Origin | null, words: Drawing['words']): string | undefined {
  if (origin === null) return undefined;
  const named = origin.source ?? origin.event ?? origin.method;
  if (origin.kind === 'definition') return origin.name ? words.computed(String(origin.name)) : undefined;
  if (origin.kind === 'api') return words.api;
  if (origin.kind === 'import') return words.import;
  return named === undefined || named === null ? undefined : words.from(String(named));
}
