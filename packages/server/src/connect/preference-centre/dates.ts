// Days and moments, as the language of the page writes them. Which zone somebody is in a page without a script cannot know: UTC.
import type { Texts } from './texts/index.ts';

/** Writers, by language. To make one takes longer than to write what a page says. */
function openWriters(form: Intl.DateTimeFormatOptions): (texts: Texts, time: string) => string {
  const writers = new Map<string, Intl.DateTimeFormat>();
  return function write({ language }, time) {
    // English has the dates of most who read it outside one country.
    const locale = language === 'en' ? 'en-GB' : language;
    const writer = writers.get(language) ?? new Intl.DateTimeFormat(locale, { ...form, timeZone: 'UTC' });
    writers.set(language, writer);
    return writer.format(new Date(time));
  };
}

export const toDay = openWriters({ dateStyle: 'long' });

const toMinute = openWriters({ dateStyle: 'long', timeStyle: 'short' });
export const toMoment = (texts: Texts, time: string): string => `${toMinute(texts, time)} UTC`;
