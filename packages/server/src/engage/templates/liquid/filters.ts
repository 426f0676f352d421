// Filters of our own: amounts, numbers, days and times as the person writes them.
import type { Context, FilterImplOptions } from 'liquidjs';
import { getFilling } from './filling.ts';
import { formatterOf } from './formatters.ts';
import { readMoment, readNumber } from './values.ts';

type This = { context: Context };
type Named = [name: string, value: unknown];

const isNamed = (argument: unknown): argument is Named => Array.isArray(argument);
const listPlain = (all: readonly unknown[]): unknown[] => all.filter((one) => !isNamed(one));

/** `{{ order.total | money: order.currency }}`; a locale may follow. */
function money(this: This, value: unknown, ...given: unknown[]): string {
  const [currency, locale = getFilling(this.context).locale] = listPlain(given);
  if (typeof currency !== 'string' || !/^[A-Za-z]{3}$/.test(currency))
    throw new Error('money needs a currency: {{ order.total | money: "EUR" }}.');
  const options = { style: 'currency', currency: currency.toUpperCase() } as const;
  return formatterOf('number', String(locale), options).format(readNumber(value));
}

/** `{{ points | number }}`, or with so many digits behind the point. */
function number(this: This, value: unknown, ...given: unknown[]): string {
  const [digits] = listPlain(given);
  const count = digits === undefined ? undefined : Math.min(20, Math.max(0, Math.trunc(Number(digits))));
  const fixed =
    count === undefined || Number.isNaN(count)
      ? {}
      : { minimumFractionDigits: count, maximumFractionDigits: count };
  return formatterOf('number', getFilling(this.context).locale, fixed).format(readNumber(value));
}

const styles = ['full', 'long', 'medium', 'short'] as const;
type Style = (typeof styles)[number];

const toMoment = (kind: 'date' | 'time') =>
  function moment(this: This, value: unknown, ...given: unknown[]): string {
    const { locale, timeZone, at } = getFilling(this.context);
    const [style = kind === 'date' ? 'long' : 'short', zone = timeZone] = listPlain(given);
    if (!styles.includes(style as Style) && style !== 'iso')
      throw new Error(`${kind} knows "${styles.join('", "')}" and "iso", and not "${String(style)}".`);
    const { ms, isDay } = readMoment(value, at);
    if (isDay && kind === 'time') throw new Error('A day has no time.');
    // A day is the same day everywhere.
    const own = isDay ? 'UTC' : String(zone);
    if (style === 'iso') return toIso(ms, own, kind);
    const options: Intl.DateTimeFormatOptions = { timeZone: own, [`${kind}Style`]: style };
    return formatterOf('date', locale, options).format(ms);
  };

function toIso(ms: number, zone: string, kind: 'date' | 'time'): string {
  const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  return kind === 'date' ? local.toPlainDate().toString() : local.toPlainTime().toString().slice(0, 5);
}

/** `{{ n | plural: one: "# item", other: "# items" }}`; `#` is the number. Names are those of the CLDR: zero, one, two, few, many, other. */
function plural(this: This, value: unknown, ...given: unknown[]): string {
  const { locale } = getFilling(this.context);
  const forms = new Map(given.filter(isNamed).map(([name, text]) => [name, text]));
  const count = readNumber(value);
  const form = forms.get(formatterOf('plural', locale, {}).select(count)) ?? forms.get('other');
  if (form === undefined)
    throw new Error('plural needs a form for other: {{ n | plural: one: "# item", other: "# items" }}.');
  return String(form).replaceAll('#', () => formatterOf('number', locale, {}).format(count));
}

/** Those of a list whose field is this, or is there. The name is a name, and nothing that is parsed. */
function where(this: This, value: unknown, name: unknown, wanted?: unknown): unknown[] {
  const all = Array.isArray(value) ? value : [];
  this.context.memoryLimit.use(all.length);
  return all.filter((one: unknown) => {
    const found = typeof one === 'object' && one !== null && Object.hasOwn(one, String(name));
    const own = found ? (one as Record<string, unknown>)[String(name)] : undefined;
    return wanted === undefined ? own !== undefined && own !== null && own !== false : own === wanted;
  });
}

/** Every value is escaped where it has to be, so whoever writes this has what they want. */
const asItIs = (value: unknown): unknown => value;

export const filters: Record<string, FilterImplOptions> = {
  ...{ money, number, plural, where, escape: asItIs },
  ...{ date: toMoment('date'), time: toMoment('time') },
};

/** Filters whose text differs from place to place. */
export const localFilters: ReadonlySet<string> = new Set(['money', 'number', 'plural', 'date', 'time']);
export const zonedFilters: ReadonlySet<string> = new Set(['date', 'time']);
