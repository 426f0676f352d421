// What people ask of a company beside their choices, and by when it has to answer.
import { randomInt } from 'node:crypto';

export const requestKinds = ['access', 'correction', 'erasure'] as const;
/** A copy of what is held, that it be corrected, that it be erased (GDPR 15, 16, 17). */
export type RequestKind = (typeof requestKinds)[number];

export const requestStates = ['received', 'taken_back'] as const;
export type RequestState = (typeof requestStates)[number];

export const [wordsLengthMax, additionsMax] = [2000, 10];

/** One calendar month from receipt (GDPR 12 (3)); where that month has no such day, on its last. */
export const toDue = (receivedAt: Date): Date =>
  new Date(
    Temporal.Instant.fromEpochMilliseconds(receivedAt.getTime()).toZonedDateTimeISO('UTC').add({ months: 1 })
      .epochMilliseconds,
  );

/** Without letters and digits that look alike: it is read out on the telephone. */
const signs = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What the person is told the request is called, such as `K7QM-2XHD`. */
export function toReference(): string {
  const all = Array.from({ length: 8 }, () => signs.charAt(randomInt(signs.length)));
  return `${all.slice(0, 4).join('')}-${all.slice(4).join('')}`;
}

/** As people count them: forms send each end of a line as two characters. Undefined: too many. */
export function parseWords(told: string): string | undefined {
  const words = told.replaceAll(/\r\n?/g, '\n').replaceAll('\0', '').trim();
  return words.length > wordsLengthMax ? undefined : words;
}
