// Text that others carry and cannot read. AES-256-GCM hides it, and tells where it was changed.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Clock } from '../clock/index.ts';
import type { Database } from '../postgres/index.ts';
import { ensureSecret } from '../workspaces/index.ts';

export type Seal = {
  seal(text: string): string;
  /** Undefined: not sealed by this, or changed since. */
  open(sealed: string): string | undefined;
  sealBytes(bytes: Buffer): string;
  openBytes(sealed: string): Buffer | undefined;
};

const algorithm = 'aes-256-gcm';
const [ivBytes, tagBytes] = [12, 16];

/** By the secret of this name, which is made once and kept. */
export async function openSeal(db: Database, clock: Clock, name: string): Promise<Seal> {
  const { value } = await ensureSecret(db, clock, name, () => randomBytes(32).toString('base64url'));
  return sealBy(Buffer.from(value, 'base64url'));
}

export function sealBy(secret: Buffer): Seal {
  function sealBytes(bytes: Buffer): string {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv(algorithm, secret, iv);
    const parts = [iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()];
    return Buffer.concat(parts).toString('base64url');
  }
  function openBytes(sealed: string): Buffer | undefined {
    const bytes = Buffer.from(sealed, 'base64url');
    // Base64 can be written in more ways than one; only ours counts.
    if (bytes.length < ivBytes + tagBytes || bytes.toString('base64url') !== sealed) return undefined;
    const decipher = createDecipheriv(algorithm, secret, bytes.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    const opened = decipher.update(bytes.subarray(ivBytes, -tagBytes));
    try {
      // The tag is compared in constant time by OpenSSL.
      return Buffer.concat([opened, decipher.final()]);
    } catch {
      return undefined;
    }
  }
  return {
    sealBytes,
    openBytes,
    seal: (text) => sealBytes(Buffer.from(text)),
    open: (sealed) => openBytes(sealed)?.toString('utf8'),
  };
}
