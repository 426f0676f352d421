// Numbers, money, days and times in the language of the card.

export type Formats = ReturnType<typeof formatsOf>;

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

const day = /^\d{4}-\d\d-\d\d$/;
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

export const isDay = (value: unknown): value is string => typeof value === 'string' && day.test(value);
export const isMoment = (value: unknown): value is string =>
  typeof value === 'string' && moment.test(value) && !Number.isNaN(Date.parse(value));

export function formatsOf(locale: string) {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const small = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
  const share = new Intl.NumberFormat(locale, { style: 'percent' });
  const dayFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return {
    number: (value: number) => (Math.abs(value) < 1 ? small : number).format(value),
    share: (value: number) => share.format(value),
    money(value: number, currency: string): string {
      try {
        return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(value);
      } catch {
        return `${number.format(value)} ${currency}`;
      }
    },
    /** A day has no zone: it is the same everywhere. */
    day: (value: string) => unbroken((isDay(value) ? dayFormat : date).format(new Date(value))),
    exact: (value: string) => exact.format(new Date(value)),
    clock: (ms: number) => clock.format(ms),
    relative(value: string, nowMs: number): string {
      const ms = Date.parse(value) - nowMs;
      const [unit, size] = units.find(([, one]) => Math.abs(ms) >= one) ?? ['second', 0];
      return size === 0 ? relative.format(0, 'second') : relative.format(Math.trunc(ms / size), unit);
    },
  };
}

/** A date stays in one line. */
const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0');

/** `lifetime_value` → `Lifetime value`; a name that was written with care stays. */
export function toLabel(name: string): string {
  const words = name.replace(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
