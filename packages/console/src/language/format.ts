// Numbers, dates and times the way the reader writes them, in the member's zone. Intl does all of it.
import { useMemo } from 'react';
import { usePreferences } from '../app/preferences.ts';
import { regionalLocale } from './languages.ts';

/** The clock of the page and that of the server may differ by this much without anybody noticing. */
const TICK_MS = 30_000;

export type Format = ReturnType<typeof createFormat>;

/** The formats for the member's language and zone. */
export function useFormat(): Format {
  const { language, zone } = usePreferences();
  return useMemo(() => createFormat(regionalLocale(language, navigator.languages), zone), [language, zone]);
}

/** All formats for a locale and a zone; made once, because building Intl objects is slow. */
export function createFormat(locale: string, zone: 'local' | 'UTC') {
  const timeZone = zone === 'UTC' ? 'UTC' : undefined;
  const number = new Intl.NumberFormat(locale);
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const signed = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' });
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const signedPercent = new Intl.NumberFormat(locale, {
    ...{ style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' },
  });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone });
  const clockExact = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZone,
  });
  const day = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone,
  });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone });
  // A day of a calendar is no moment: it is the same in every zone.
  const monthDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const calendarDay = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const exact = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    timeZone,
  });
  const dayKey = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const units = openUnits(locale);
  const names = new Intl.DisplayNames(locale, { type: 'language' });
  const regions = new Intl.DisplayNames(locale, { type: 'region' });

  return {
    locale,
    number: (value: number) => number.format(value),
    decimal: (value: number) => decimal.format(value),
    compact: (value: number) => (Math.abs(value) < 10_000 ? number.format(value) : compact.format(value)),
    percent: (share: number) => percent.format(share),
    signedPercent: (share: number) => signedPercent.format(share),
    /** With `+` or `−`. */
    signed: (value: number) => signed.format(value),
    /** Without a currency just a number; `short` leaves out what an axis has no room for. */
    money: (value: number, currency: string | null, short = false) =>
      moneyOf(locale, currency, Math.abs(value) >= 1000, short).format(value),
    list: (parts: string[]) => list.format(parts),
    /** With a capital letter, where a word of a sentence stands alone. */
    asTitle: (text: string) => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1),
    languageName: (tag: string) => names.of(tag) ?? tag,
    /** A country by its two letters. */
    countryName: (code: string) => regions.of(code) ?? code,
    /** Hour and minute. */
    clock: (at: string | Date) => clock.format(new Date(at)),
    clockExact: (at: string | Date) => clockExact.format(new Date(at)),
    day: (at: string | Date) => day.format(new Date(at)),
    date: (at: string | Date) => date.format(new Date(at)),
    /** A day of a calendar, `2026-11-27`. */
    monthDay: (day: string) => monthDay.format(new Date(day)),
    /** The same with its year. */
    calendarDay: (day: string) => calendarDay.format(new Date(day)),
    dateTime: (at: string | Date) => dateTime.format(new Date(at)),
    /** To the second, with the zone. */
    exact: (at: string | Date) => exact.format(new Date(at)),
    /** A sortable `2026-11-21` in the member's zone, to group by day. */
    dayKey: (at: string | Date) => dayKey.format(new Date(at)),
    /** What happened within the last ticks of the clock is now, never "in 2 seconds". */
    relative: (at: string | Date, nowMs: number) => {
      const differenceMs = new Date(at).getTime() - nowMs;
      return relativeTo(relative, differenceMs > 0 && differenceMs < TICK_MS ? 0 : differenceMs);
    },
    duration: (seconds: number) => durationOf(units, seconds),
    bytes: (bytes: number) => bytesOf(units, bytes),
  };
}

function openUnits(locale: string) {
  const unit = (name: string, display: 'short' | 'long' | 'narrow' = 'short') =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: display,
      maximumFractionDigits: 1,
    });
  return {
    second: unit('second'),
    minute: unit('minute'),
    hour: unit('hour'),
    day: unit('day'),
    byte: unit('byte', 'long'),
    kilobyte: unit('kilobyte'),
    megabyte: unit('megabyte'),
    gigabyte: unit('gigabyte'),
  };
}

const moneyFormats = new Map<string, Intl.NumberFormat>();

function moneyOf(
  locale: string,
  currency: string | null,
  isWhole: boolean,
  isShort: boolean,
): Intl.NumberFormat {
  const key = `${locale} ${currency} ${isWhole} ${isShort}`;
  const format =
    moneyFormats.get(key) ??
    new Intl.NumberFormat(locale, {
      ...(currency === null ? {} : { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }),
      ...(isShort
        ? { notation: 'compact', maximumSignificantDigits: 3 }
        : isWhole
          ? { maximumFractionDigits: 0 }
          : {}),
    });
  moneyFormats.set(key, format);
  return format;
}

function relativeTo(format: Intl.RelativeTimeFormat, differenceMs: number): string {
  const seconds = Math.round(differenceMs / 1000);
  const size = Math.abs(seconds);
  if (size < 60) return format.format(seconds, 'second');
  if (size < 3600) return format.format(Math.round(seconds / 60), 'minute');
  if (size < 86_400) return format.format(Math.round(seconds / 3600), 'hour');
  if (size < 30 * 86_400) return format.format(Math.round(seconds / 86_400), 'day');
  if (size < 365 * 86_400) return format.format(Math.round(seconds / (30.44 * 86_400)), 'month');
  return format.format(Math.round(seconds / (365.25 * 86_400)), 'year');
}

type Units = Record<string, Intl.NumberFormat> & { second: Intl.NumberFormat };

function durationOf(units: Units, seconds: number): string {
  const pick = (name: string, value: number) => (units[name] ?? units.second).format(value);
  if (seconds < 60) return pick('second', seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds));
  if (seconds < 3600) return pick('minute', Math.round(seconds / 60));
  if (seconds < 48 * 3600) return pick('hour', seconds / 3600);
  return pick('day', Math.round(seconds / 86_400));
}

function bytesOf(units: Units, bytes: number): string {
  const pick = (name: string, value: number) => (units[name] ?? units.second).format(value);
  if (bytes < 1000) return pick('byte', bytes);
  if (bytes < 1e6) return pick('kilobyte', bytes / 1e3);
  if (bytes < 1e9) return pick('megabyte', bytes / 1e6);
  return pick('gigabyte', bytes / 1e9);
}
