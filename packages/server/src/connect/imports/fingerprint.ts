// What a file is, by its content: the same file is recognised under any name and at any time.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** SHA-256 of all bytes, shortened to 32 hex digits. Reads the whole file once. */
export async function fingerprintFile(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) digest.update(chunk);
  return toFingerprint(digest.digest('hex'));
}

/** The fingerprint from a SHA-256 that was made on the way, as an upload does. */
export const toFingerprint = (sha256Hex: string): string => sha256Hex.slice(0, 32);
