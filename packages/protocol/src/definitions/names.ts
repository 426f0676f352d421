// What definitions name: paths into values, segments and traits, purposes, time zones.
import { z } from 'zod';
import { textLengthMax } from './limits.ts';

export const text = z
  .string()
  .min(1, 'Give a text: an empty one finds nothing.')
  .max(textLengthMax, `Keep texts within ${textLengthMax} characters.`);

/** What people call something. */
export const title = text.max(200, 'Keep the title within 200 characters.');

const pathPattern = /^(?:[^.\\]|\\[.\\])+(?:\.(?:[^.\\]|\\[.\\])+){0,7}$/su;

/** The names of a path: `a.b\.c` leads to `b.c` inside `a`. */
export const parsePath = (path: string): string[] =>
  (path.match(/(?:[^.\\]|\\[.\\])+/gsu) ?? []).map((name) => name.replace(/\\([.\\])/g, '$1'));

export const path = text
  .regex(
    pathPattern,
    'A path has one to eight names with dots between them; a dot or backslash in a name has a backslash before it.',
  )
  .meta({ id: 'Path' });

/** A property lies in the event store, whose paths have no names with these signs. */
export const propertyPath = path
  .refine(
    (given) => !/\\\\|`/.test(given),
    'Properties whose names have a backslash or a backtick cannot be asked. Send them under another name.',
  )
  .meta({ id: 'PropertyPath' });

export const slug = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'Use 1 to 63 small letters, digits and _, a letter first.');

export const purpose = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*$/, 'Name a purpose by its slug, such as marketing.email.');

const zonePattern = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+){0,2}$/;

const namedZone = z
  .string()
  .max(64)
  .regex(zonePattern, 'Name a time zone, such as Europe/Warsaw.')
  .refine(isZone, 'There is no such time zone. Use a name of the IANA database, such as Europe/Warsaw.')
  .meta({ id: 'Zone' });

/** A named zone; `personsZone` also takes the person's own. */
export const zone = namedZone;
export const personsZone = z.union([z.literal('person'), namedZone], {
  error: 'Name a time zone, such as Europe/Warsaw, or write person.',
});

/** Spelled as in the database: another engine does not forgive a wrong case, and `Intl` hides one of a name that it replaces. */
export function isZone(name: string): boolean {
  // An offset such as +05:00 is a zone to Temporal, and none to the event store.
  if (!zonePattern.test(name)) return false;
  try {
    // A browser may not have Temporal yet. It then takes a wrong case, which the server refuses.
    if (typeof Temporal === 'undefined')
      return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId === name;
  } catch {
    return false;
  }
}
