// Faults that everybody makes while building, in the reader's language. The language of definitions says the others itself.

const KNOWN = {
  empty: ['Give a text: an empty one finds nothing.'],
  name: ['Use 1 to 63 small letters, digits and _, a letter first.'],
  purpose: ['Name a purpose by its slug, such as marketing.email.'],
  number: ['Give a number here.'],
  duration: ['Write a duration in weeks, days, hours, minutes and seconds, such as P7D or PT30M.'],
  date: ['Write a date as 2026-11-27, or with its offset as 2026-11-27T08:00:00+01:00.'],
  time: ['Write a time of day as 18:00; midnight is 00:00.'],
  times: ['Give `weekdays`, `from` or `until`.'],
  zone: [
    'Name a time zone, such as Europe/Warsaw.',
    'Name a time zone, such as Europe/Warsaw, or write person.',
    'There is no such time zone. Use a name of the IANA database, such as Europe/Warsaw.',
  ],
} as const satisfies Record<string, readonly string[]>;
type Known = keyof typeof KNOWN;

export const knownFaults = Object.keys(KNOWN) as Known[];

/** Which of the known ones a sentence is. */
export const knownFault = (message: string): Known | undefined =>
  knownFaults.find((one) => (KNOWN[one] as readonly string[]).includes(message));
