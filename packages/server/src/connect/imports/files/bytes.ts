// The bytes of a file, unpacked where it is compressed, with a count of what was read for the progress bar.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { FileError } from '../model.ts';

export type Compression = 'none' | 'gzip' | 'zstd';

export type Bytes = AsyncIterable<Buffer> & {
  /** Bytes of the file on disk that were read so far. */
  bytesRead(): number;
};

const chunkBytes = 128 * 1024;

/** How the file is compressed, by its first bytes. */
export function detectCompression(head: Buffer): Compression {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head.length >= 4 && head.readUInt32LE(0) === 0xfd2fb528) return 'zstd';
  return 'none';
}

/** The file's bytes from the start, a chunk at a time. Several gzip members or zstd frames in a row are one file. */
export function readBytes(path: string, compression: Compression): Bytes {
  let source: ReturnType<typeof createReadStream> | undefined;
  return {
    bytesRead: () => source?.bytesRead ?? 0,
    [Symbol.asyncIterator]() {
      source = createReadStream(path, { highWaterMark: chunkBytes });
      return unpackAll(source, compression);
    },
  };
}

/** All bytes of a source, unpacked. Throws a FileError where they are damaged or cut off. */
export async function* unpackAll(
  source: Readable,
  compression: Compression,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* unpack(source, compression);
  } catch (error) {
    throw toFileError(error, compression);
  }
}

function unpack(source: Readable, compression: Compression): AsyncIterable<Buffer> {
  if (compression === 'none') return source;
  const unpacker = compression === 'gzip' ? createGunzip() : createZstdDecompress();
  // The reader sees an error of either stream as the end of its iteration; the callback only takes it a second time.
  return pipeline(source, unpacker, () => {});
}

function toFileError(error: unknown, compression: Compression): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (compression === 'none' || code === undefined || !/^(Z_|ZSTD_|ERR_ZSTD|ERR_ZLIB)/.test(code))
    return error;
  return new FileError(
    `The ${compression} data of the file is damaged or cut off (${(error as Error).message}).`,
    error,
  );
}

/** The first bytes of the file as they lie on disk. */
export async function readHead(path: string, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** About the first `length` bytes after unpacking, and whether that is the whole file. */
export async function readSample(
  path: string,
  compression: Compression,
  length: number,
): Promise<{ sample: Buffer; whole: boolean }> {
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of readBytes(path, compression)) {
    chunks.push(chunk);
    total += chunk.length;
    if (total > length) return { sample: Buffer.concat(chunks), whole: false };
  }
  return { sample: Buffer.concat(chunks), whole: true };
}
