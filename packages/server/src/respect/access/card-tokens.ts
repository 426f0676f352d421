// Card tokens: what a page of another site holds to read one view of one person for a while.
//
// A token lies in the HTML of that page, so it is encrypted, not only signed: who can see it learns neither whom it is about nor
// who made it. AES-256-GCM does both, and a token that was changed in one bit opens to nothing.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { ensureSecret } from '../../platform/workspaces/index.ts';
import type { Grants } from './grants.ts';

export type ViewSubject = { type: string; value: string };

export type CardToken = {
  workspaceId: number;
  view: string;
  /** Null: the view is about the business. */
  subject: ViewSubject | null;
  /** Whose key or membership it lives by. */
  maker: { kind: 'api_key' | 'member'; id: string };
  expiresAtMs: number;
  /** What the maker had of these when it was made. A token gives no more than that, whatever the maker is given later. */
  given: Pick<Grants, 'purposes' | 'unmasked'>;
};

export type CardTokens = {
  seal(token: CardToken): string;
  /** Undefined: not ours, changed, or expired. Which of these is nobody's business. */
  open(text: string): CardToken | undefined;
};

export const cardPrefix = 'card_';
const [ivBytes, tagBytes] = [12, 16];

const sealed = z.tuple([
  z.int(),
  z.string(),
  z.tuple([z.string(), z.string()]).nullable(),
  z.enum(['api_key', 'member']),
  z.string(),
  z.number(),
  z.array(z.string()).nullable(),
  z.int(),
  z.array(z.string()),
]);

/** By a secret that is made once and kept: tokens outlive a restart. */
export async function openCardTokens(db: Database, clock: Clock): Promise<CardTokens> {
  const secret = await ensureSecret(db, clock, 'card_tokens', () => randomBytes(32).toString('base64url'));
  return sealBy(Buffer.from(secret.value, 'base64url'), clock);
}

export function sealBy(secret: Buffer, clock: Clock): CardTokens {
  return {
    seal({ workspaceId, view, subject, maker, expiresAtMs, given: { purposes, unmasked } }) {
      const person = subject && [subject.type, subject.value];
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', secret, iv);
      const text = JSON.stringify([
        ...[workspaceId, view, person, maker.kind, maker.id, expiresAtMs],
        ...[purposes, unmasked.sensitivity, unmasked.categories],
      ]);
      const parts = [iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return cardPrefix + Buffer.concat(parts).toString('base64url');
    },
    open(text) {
      const bytes = Buffer.from(text.slice(cardPrefix.length), 'base64url');
      // Base64 can be written in more ways than one; only ours counts.
      if (text !== cardPrefix + bytes.toString('base64url')) return undefined;
      const read = decrypt(bytes, secret);
      if (read === undefined) return undefined;
      // One of a release before holds less, and has ended.
      const { data } = sealed.safeParse(JSON.parse(read));
      if (data === undefined) return undefined;
      const [workspaceId, view, person, kind, id, expiresAtMs, purposes, sensitivity, categories] = data;
      if (expiresAtMs <= clock.nowMs()) return undefined;
      const subject = person && { type: person[0], value: person[1] };
      const given = { purposes, unmasked: { sensitivity, categories } };
      return { workspaceId, view, subject, maker: { kind, id }, expiresAtMs, given };
    },
  };
}

/** The tag is compared in constant time by OpenSSL. */
function decrypt(bytes: Buffer, secret: Buffer): string | undefined {
  if (bytes.length <= ivBytes + tagBytes) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  const text = decipher.update(bytes.subarray(ivBytes, -tagBytes), undefined, 'utf8');
  try {
    return text + decipher.final('utf8');
  } catch {
    return undefined;
  }
}
