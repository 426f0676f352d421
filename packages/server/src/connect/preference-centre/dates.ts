// Days and moments, as the language of the page writes them. Which zone somebody is in a page without a script cannot know: UTC.
import type { Texts } from './texts/index.ts';

const write = ({ language }: Texts, time: string, form: Intl.DateTimeFormatOptions): string =>
  // English has the dates of most who read it outside one country.
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { ...form, timeZone: 'UTC' }).format(
    new Date(time),
  );

export const toDay = (texts: Texts, time: string): string => write(texts, time, { dateStyle: 'long' });

export const toMoment = (texts: Texts, time: string): string =>
  `${write(texts, time, { dateStyle: 'long', timeStyle: 'short' })} UTC`;
