// How one value is shown: texts, numbers, money, days, times, lists, and objects of the catalog inside of others.
import type { CatalogItem, Joined } from './answer.ts';
import { type Child, make } from './elements.ts';
import { type Formats, isDay, isMoment, toLabel } from './formats.ts';
import type { Words } from './words/index.ts';

export type Drawing = {
  words: Words;
  formats: Formats;
  nowMs: number;
  /** What the reader opened, by name: it stays open when the answer changes. */
  opened: Set<string>;
  /** Names of fields that say something else since a moment ago. */
  changed: ReadonlySet<string>;
};

type Beside = Record<string, unknown>;
const amounts = /(^|_)(total|subtotal|price|amount|revenue|tax|shipping|discount|refund|cost)$/;

export function time(value: string, { formats, nowMs }: Drawing): HTMLElement {
  const relative = formats.relative(value, nowMs);
  return make('time', { datetime: value, title: formats.exact(value), 'data-relative': true }, relative);
}

/** `name` and what stands beside it tell money from other numbers: a total next to a currency. */
export function showValue(value: unknown, drawing: Drawing, name = '', beside: Beside = {}): Child {
  const { words, formats } = drawing;
  if (value === null || value === undefined || value === '') return make('span', { class: 'none' }, '–');
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') {
    const { currency } = beside;
    const isMoney = typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) && amounts.test(name);
    return isMoney ? formats.money(value, currency) : formats.number(value);
  }
  if (isMoment(value)) return time(value, drawing);
  if (isDay(value)) return formats.day(value);
  if (typeof value === 'string') return make('bdi', {}, value);
  if (Array.isArray(value)) return listOf(value, drawing);
  const inner = value as Beside;
  if (typeof inner.amount === 'number' && typeof inner.currency === 'string')
    return formats.money(inner.amount, inner.currency);
  return pairs(inner, drawing);
}

function listOf(values: readonly unknown[], drawing: Drawing): Child {
  if (values.length === 0) return make('span', { class: 'none' }, drawing.words.nothing);
  return make('ul', { class: 'plain' }, ...values.map((one) => make('li', {}, showValue(one, drawing))));
}

/** Small facts in a line: `Total $99.50 · State shipped`. A currency is said with its amount. */
export function pairs(fields: Beside, drawing: Drawing): Child {
  const hasMoney = Object.entries(fields).some(
    ([name, one]) => typeof one === 'number' && amounts.test(name),
  );
  const told = Object.entries(fields).filter(
    ([name, one]) => one !== null && one !== '' && !(name === 'currency' && hasMoney),
  );
  if (told.length === 0) return null;
  const each = told.map(([name, one]) =>
    make(
      'span',
      { class: 'pair' },
      make('span', { class: 'name' }, toLabel(name)),
      ' ',
      showValue(one, drawing, name, fields),
    ),
  );
  return make('div', { class: 'pairs' }, ...each);
}

export function item(object: CatalogItem, drawing: Drawing, level = 0): HTMLElement {
  const { title, id, at, fields } = object;
  const name = title ?? id;
  const rest = Object.fromEntries(Object.entries(fields).filter(([, one]) => one !== name && one !== id));
  return make(
    'li',
    { class: 'item', part: 'item' },
    make(
      'div',
      { class: 'line' },
      make('bdi', { class: 'strong' }, name),
      level === 0 && at !== null && time(at, drawing),
    ),
    pairs(rest, drawing),
    untils(object.until, drawing),
    joinedOf(object.joined, drawing, level + 1),
  );
}

function untils(until: CatalogItem['until'], { words, formats, nowMs }: Drawing): Child {
  return Object.entries(until ?? {}).map(([name, day]) => {
    if (day === null) return null;
    const what = toLabel(name.replace(/_until$/, ''));
    const isOver = Date.parse(day) + 86_400_000 <= nowMs;
    const say = isOver ? words.ended : words.until;
    return make('div', { class: isOver ? 'until over' : 'until' }, say(what, formats.day(day)));
  });
}

export function joinedOf(joined: Joined | undefined, drawing: Drawing, level = 1): Child {
  return Object.entries(joined ?? {}).map(([name, objects]) =>
    objects.length === 0
      ? null
      : make(
          'ul',
          { class: 'joined', 'aria-label': toLabel(name) },
          ...objects.map((one) => item(one, drawing, level)),
        ),
  );
}
