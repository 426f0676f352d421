// What all readers of web hooks check in the same way.
import { hash, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import { CredentialsInvalid, Misconfigured } from '../../faults.ts';

/**
 * Services sign when an answer is first told, and tell it again for hours while nobody takes it. Whoever plays one back later gets
 * nothing from it: an answer with the same id changes nothing.
 */
const ageMsMax = 24 * 3_600_000;
const aheadMsMax = 5 * 60_000;

export function checkAge(signedAt: number, at: number): void {
  if (!(signedAt > at - ageMsMax && signedAt < at + aheadMsMax)) {
    throw new CredentialsInvalid('The request was signed too long ago, or by a clock that goes wrong.');
  }
}

/** Takes as long whatever differs. */
export function isSame(one: string, other: string): boolean {
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));
}

export function parseBody<Schema extends z.ZodType>(body: Buffer, schema: Schema): z.infer<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new Misconfigured('The body of the request is not JSON.', { cause });
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new Misconfigured('The request is not of the form that this service sends.');
  return parsed.data;
}

export const textMax = 2_000;

export function pointOf(address: string | null | undefined): { type: 'email'; value: string } | undefined {
  return !address ? undefined : { type: 'email', value: address.trim().toLowerCase() };
}
