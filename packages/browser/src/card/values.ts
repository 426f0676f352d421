// How one value is shown: texts, numbers, money, days, times, lists, and objects of the catalog inside of others.
import type { CatalogItem, Joined } from './answer.ts';
import { copyable } from './copying.ts';
import { type Child, make } from './elements.ts';
import { type Formats, isDay, isMoment, toLabel } from './formats.ts';
import { originLine } from './origins.ts';
import type { Words } from './words/index.ts';

export type Drawing = {
  words: Words;
  formats: Formats;
  nowMs: number;
  /** What the reader opened, by name: it stays open when the answer changes. */
  opened: Set<string>;
  /** Sections that the reader closed, by name. */
  closed: Set<string>;
  /** Says to whoever listens to a screen reader what was done. */
  say(text: string): void;
  /** Names of fields that say something else since a moment ago. */
  changed: ReadonlySet<string>;
};

type Beside = Record<string, unknown>;
/** Programs write them as `refund_requested`. */
const states = new Set(['state', 'status']);
const longMin = 400;

/** What is very long scrolls in its place, also by keyboard, and leaves room for the rest. */
const text = (value: string): HTMLElement =>
  value.length < longMin
    ? make('bdi', {}, value)
    : make('div', { class: 'long', tabindex: '0', role: 'group' }, make('bdi', {}, value));

/** Deeper than anybody reads. Looks no further than that. */
const isDeep = (value: unknown, levels = 3): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((one) => isDeep(one, levels - 1)));

const amounts = /(^|_)(total|subtotal|price|amount|revenue|tax|shipping|discount|refund|cost)$/;

export function time(value: string, { formats, nowMs }: Drawing): HTMLElement {
  const relative = formats.relative(value, nowMs);
  return make('time', { datetime: value, title: formats.exact(value), 'data-relative': true }, relative);
}

/** `name` and what stands beside it tell money from other numbers: a total next to a currency. */
export function showValue(
  value: unknown,
  drawing: Drawing,
  name = '',
  beside: Beside = {},
  unit?: string,
): Child {
  const { words, formats } = drawing;
  if (value === null || value === undefined || value === '') return make('span', { class: 'none' }, '–');
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') {
    const { currency } = beside;
    if (unit !== undefined) return unit === 'share' ? formats.share(value) : formats.money(value, unit);
    const isMoney = typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) && amounts.test(name);
    return isMoney ? formats.money(value, currency) : formats.number(value);
  }
  // The day, as it is told to a customer; the rest where the pointer rests.
  if (isMoment(value))
    return make('time', { datetime: value, title: formats.exact(value) }, formats.day(value));
  if (isDay(value)) return formats.day(value);
  if (typeof value === 'string') return text(states.has(name) ? value.replaceAll('_', ' ') : value);
  if (isDeep(value)) return text(JSON.stringify(value));
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

/** Small facts in a line: `Total $99.50  State shipped`. A currency is said with its amount. */
export function pairs(fields: Beside, drawing: Drawing, first: Child = null): Child {
  const hasMoney = Object.entries(fields).some(
    ([name, one]) => typeof one === 'number' && amounts.test(name),
  );
  const told = Object.entries(fields).filter(
    ([name, one]) => one !== null && one !== '' && !(name === 'currency' && hasMoney),
  );
  if (told.length === 0 && !first) return null;
  const each = told.map(([name, one]) =>
    make(
      'span',
      { class: 'pair' },
      make('span', { class: 'name' }, toLabel(name)),
      ' ',
      showValue(one, drawing, name, fields),
    ),
  );
  return make('div', { class: 'pairs' }, first, ...each);
}

/** `isOpen`: whether the age and origin of each are shown. */
export function item(object: CatalogItem, drawing: Drawing, { level = 0, isOpen = false } = {}): HTMLElement {
  const caller = level > 0 ? callerOf(object) : undefined;
  if (caller !== undefined) return calledItem(object, caller, drawing, isOpen);
  const { title, id, at, fields } = object;
  const rest = Object.fromEntries(Object.entries(fields).filter(([, one]) => one !== title && one !== id));
  const hasName = title !== null && title !== id;
  return make(
    'li',
    { class: 'item', part: 'item' },
    make(
      'div',
      { class: 'line' },
      hasName ? make('bdi', { class: 'strong' }, title) : copyable(id, drawing, 'strong'),
      level === 0 && at !== null && time(at, drawing),
    ),
    pairs(rest, drawing, hasName && copyable(id, drawing)),
    untils(object.until, drawing),
    originLine(object, drawing, isOpen),
    joinedOf(object.joined, drawing, { level: level + 1, isOpen }),
  );
}

/** What an object without a title, such as a stock, is called by: the one thing with a title that it is joined with. */
function callerOf({ title, id, joined }: CatalogItem): CatalogItem | undefined {
  const [only, ...others] = Object.values(joined ?? {}).flat();
  const isNamed = title !== null && title !== id;
  return isNamed || others.length > 0 || only === undefined || only.title === null ? undefined : only;
}

/** In one line: in which store, and how much is left there. */
function calledItem(
  { fields, ...told }: CatalogItem,
  { id, title, fields: more }: CatalogItem,
  drawing: Drawing,
  isOpen: boolean,
): HTMLElement {
  const each = Object.entries({ ...more, ...fields }).filter(([, one]) => one !== id && one !== title);
  return make(
    'li',
    { class: 'item', part: 'item' },
    pairs(Object.fromEntries(each), drawing, make('bdi', { class: 'strong' }, title)),
    originLine(told, drawing, isOpen),
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

export function joinedOf(
  joined: Joined | undefined,
  drawing: Drawing,
  { level = 1, isOpen = false } = {},
): Child {
  return Object.entries(joined ?? {}).map(([name, objects]) =>
    objects.length === 0
      ? null
      : make(
          'ul',
          { class: 'joined', 'aria-label': toLabel(name) },
          ...objects.map((one) => item(one, drawing, { level, isOpen })),
        ),
  );
}
