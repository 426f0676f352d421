// Cursors of lists of objects: the place of the last one that was looked at.
//
// That one may be an object of which nothing may be seen, or whose time may not, so a cursor is encrypted: whoever holds it goes on
// from there, and learns neither an id nor a time.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Clock } from '../../platform/clock/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { ensureSecret } from '../../platform/workspaces/index.ts';

export type Place = readonly [ms: number, text: string];
export type Cursors = {
  seal(place: Place): string;
  /** Undefined for text that is no cursor: the list then begins anew. */
  open(cursor: string | undefined): Place | undefined;
};

const algorithm = 'aes-256-gcm';
const [ivBytes, tagBytes] = [12, 16];
export const cursorLengthMax = 2000;

const opened = new WeakMap<Database, Promise<Cursors>>();

/** By a secret that is made once and kept: lists go on after a restart, and at another server. */
export function openCursors(db: Database, clock: Clock): Promise<Cursors> {
  const known = opened.get(db);
  if (known !== undefined) return known;
  const cursors = ensureSecret(db, clock, 'catalog_cursors', () =>
    randomBytes(32).toString('base64url'),
  ).then(({ value }) => sealBy(Buffer.from(value, 'base64url')));
  opened.set(db, cursors);
  cursors.catch(() => opened.delete(db));
  return cursors;
}

const sealBy = (secret: Buffer): Cursors => ({
  seal(place) {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv(algorithm, secret, iv);
    const bytes = [iv, cipher.update(JSON.stringify(place), 'utf8'), cipher.final(), cipher.getAuthTag()];
    return Buffer.concat(bytes).toString('base64url');
  },
  open(cursor) {
    const bytes = Buffer.from(cursor ?? '', 'base64url');
    if (bytes.length <= ivBytes + tagBytes) return undefined;
    const decipher = createDecipheriv(algorithm, secret, bytes.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    try {
      const text =
        decipher.update(bytes.subarray(ivBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
      return JSON.parse(text) as Place;
    } catch {
      return undefined;
    }
  },
});
