// How the inbox keeps a body: compressed, unless it is so small that compressing costs more than it saves.
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

// A fast level: a body stays for minutes, and whoever sent it waits for this.
const compression = { params: { [constants.ZSTD_c_compressionLevel]: -5 } };
/** Below this, a single message gains a quarter of its size for more time than all else that collect does with it. */
const packedBytesMin = 2048;
/** What zstd begins with; no JSON text does. */
const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

export const packBody = (json: Buffer): Buffer =>
  json.length < packedBytesMin ? json : zstdCompressSync(json, compression);

export const unpackBody = (body: Buffer): Buffer =>
  body.subarray(0, magic.length).equals(magic) ? zstdDecompressSync(body) : body;
