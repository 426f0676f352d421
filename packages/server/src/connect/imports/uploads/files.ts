// Where uploads and reject files lie in the data directory, and how an upload gets there.
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@rapport/protocol';
import { toFingerprint } from '../fingerprint.ts';

export type UploadFolder = {
  pathOfUpload(id: string): string;
  pathOfRejects(importId: number): string;
  /** Writes a body to a new file. Nothing stays when the sender goes away in the middle. */
  save(body: Readable): Promise<{ id: string; sizeBytes: number; fingerprint: string }>;
  removeUpload(id: string): Promise<void>;
  removeRejects(importId: number): Promise<void>;
};

/** The folder is made when it is first needed; only this process can look into it. */
export function openUploadFolder(dataDir: string): UploadFolder {
  const folder = join(dataDir, 'uploads');
  const pathOfUpload = (id: string): string => join(folder, id);
  const pathOfRejects = (importId: number): string => join(folder, `rejects-${importId}.csv`);
  return {
    pathOfUpload,
    pathOfRejects,
    async save(body) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const id = randomUUID();
      try {
        return { id, ...(await writeBody(body, pathOfUpload(id))) };
      } catch (error) {
        await rm(pathOfUpload(id), { force: true });
        throw toUploadFault(error);
      }
    },
    removeUpload: (id) => rm(pathOfUpload(id), { force: true }),
    removeRejects: (importId) => rm(pathOfRejects(importId), { force: true }),
  };
}

async function writeBody(body: Readable, path: string): Promise<{ sizeBytes: number; fingerprint: string }> {
  const digest = createHash('sha256');
  let sizeBytes = 0;
  await pipeline(
    body,
    async function* measure(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        sizeBytes += chunk.length;
        digest.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(path, { mode: 0o600, flush: true }),
  );
  return { sizeBytes, fingerprint: toFingerprint(digest.digest('hex')) };
}

function toUploadFault(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError(
      'storage_unavailable',
      'The disk of the server is full; nothing of the file was kept.',
      {},
      error,
    );
  }
  const cut = code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE';
  return cut
    ? new AppError('upload_invalid', 'The upload was cut off; nothing of the file was kept.', {}, error)
    : error;
}
