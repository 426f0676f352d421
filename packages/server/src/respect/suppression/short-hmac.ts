// HMAC-SHA-256 of short texts, several times faster than a call of the crypto library.
//
// Each message that comes in is asked about by two identifiers or more. For texts this short the library spends most of
// its time on being called; here the two states that the key leads to are worked out once, and what is left are two rounds
// of SHA-256 (FIPS 180-4, RFC 2104). It only finds fingerprints in a table: what is stored and compared exactly is made by
// the library, and a test holds the two against each other.

const wordsOfStart = Int32Array.of(
  0x6a09e667,
  0xbb67ae85,
  0x3c6ef372,
  0xa54ff53a,
  0x510e527f,
  0x9b05688c,
  0x1f83d9ab,
  0x5be0cd19,
);

const constants = Int32Array.of(
  0x428a2f98,
  0x71374491,
  0xb5c0fbcf,
  0xe9b5dba5,
  0x3956c25b,
  0x59f111f1,
  0x923f82a4,
  0xab1c5ed5,
  0xd807aa98,
  0x12835b01,
  0x243185be,
  0x550c7dc3,
  0x72be5d74,
  0x80deb1fe,
  0x9bdc06a7,
  0xc19bf174,
  0xe49b69c1,
  0xefbe4786,
  0x0fc19dc6,
  0x240ca1cc,
  0x2de92c6f,
  0x4a7484aa,
  0x5cb0a9dc,
  0x76f988da,
  0x983e5152,
  0xa831c66d,
  0xb00327c8,
  0xbf597fc7,
  0xc6e00bf3,
  0xd5a79147,
  0x06ca6351,
  0x14292967,
  0x27b70a85,
  0x2e1b2138,
  0x4d2c6dfc,
  0x53380d13,
  0x650a7354,
  0x766a0abb,
  0x81c2c92e,
  0x92722c85,
  0xa2bfe8a1,
  0xa81a664b,
  0xc24b8b70,
  0xc76c51a3,
  0xd192e819,
  0xd6990624,
  0xf40e3585,
  0x106aa070,
  0x19a4c116,
  0x1e376c08,
  0x2748774c,
  0x34b0bcb5,
  0x391c0cb3,
  0x4ed8aa4a,
  0x5b9cca4f,
  0x682e6ff3,
  0x748f82ee,
  0x78a5636f,
  0x84c87814,
  0x8cc70208,
  0x90befffa,
  0xa4506ceb,
  0xbef9a3f7,
  0xc67178f2,
);

const blockBytes = 64;
/** Room for the longest text in bytes, and the padding behind it. */
const textBytesMax = 4096;

/** Shared by all: nothing waits in between. */
const schedule = new Int32Array(64);
const text = Buffer.alloc(textBytesMax + 2 * blockBytes);
const state = new Int32Array(8);

/** One round of SHA-256 over the first 16 words of `schedule`. */
function compress(into: Int32Array): void {
  const w = schedule;
  for (let i = 16; i < 64; i += 1) {
    const [x, y] = [w[i - 15] as number, w[i - 2] as number];
    const small = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const other = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = ((w[i - 16] as number) + (w[i - 7] as number) + small + other) | 0;
  }
  let a = into[0] as number;
  let b = into[1] as number;
  let c = into[2] as number;
  let d = into[3] as number;
  let e = into[4] as number;
  let f = into[5] as number;
  let g = into[6] as number;
  let h = into[7] as number;
  for (let i = 0; i < 64; i += 1) {
    const mixed = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const first = (h + mixed + (g ^ (e & (f ^ g))) + (constants[i] as number) + (w[i] as number)) | 0;
    const turned = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const second = (turned + ((a & b) | (c & (a | b)))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  into[0] = (into[0] as number) + a;
  into[1] = (into[1] as number) + b;
  into[2] = (into[2] as number) + c;
  into[3] = (into[3] as number) + d;
  into[4] = (into[4] as number) + e;
  into[5] = (into[5] as number) + f;
  into[6] = (into[6] as number) + g;
  into[7] = (into[7] as number) + h;
}

/** Fills the first 16 words from `text`. */
function loadBlock(at: number): void {
  for (let i = 0, from = at; i < 16; i += 1, from += 4)
    schedule[i] =
      ((text[from] as number) << 24) |
      ((text[from + 1] as number) << 16) |
      ((text[from + 2] as number) << 8) |
      (text[from + 3] as number);
}

/** The state after the block that is the key, each byte turned by `pad`. */
function toKeyState(key: Uint8Array, pad: number): Int32Array {
  text.fill(pad, 0, blockBytes);
  for (const [i, byte] of key.entries()) text[i] = byte ^ pad;
  const result = Int32Array.from(wordsOfStart);
  loadBlock(0);
  compress(result);
  text.fill(0, 0, blockBytes);
  return result;
}

/** Writes a text as UTF-8 and gives where it ends. Most identifiers are ASCII, and cheaper to write one by one. */
function writeText(value: string, at: number): number {
  for (let i = 0; i < value.length; i += 1) {
    const code = value.charCodeAt(i);
    if (code >= 0x80) return at + text.write(value, at);
    text[at + i] = code;
  }
  return at + value.length;
}

/** The hash of two texts with a zero byte between them: eight words, which are overwritten by the next call. */
export type ShortHmac = (one: string, other: string) => Int32Array;

export const hmacTextLengthMax = Math.floor(textBytesMax / 3) - 1;

/** HMAC-SHA-256 under a key of at most 64 bytes, for texts of at most `hmacTextLengthMax` characters together. */
export function openShortHmac(key: Uint8Array): ShortHmac {
  if (key.length > blockBytes) throw new RangeError('The key is longer than a block');
  const [inner, outer] = [toKeyState(key, 0x36), toKeyState(key, 0x5c)];
  return function hmac(one, other) {
    if (one.length + other.length > hmacTextLengthMax) throw new RangeError('The text is too long');
    const middle = writeText(one, 0);
    text[middle] = 0;
    const length = writeText(other, middle + 1);
    const end = (((length + 8) >>> 6) + 1) * blockBytes;
    text[length] = 0x80;
    for (let i = length + 1; i < end; i += 1) text[i] = 0;
    for (let i = 0; i < 8; i += 1) state[i] = inner[i] as number;
    for (let at = 0; at < end; at += blockBytes) {
      loadBlock(at);
      if (at + blockBytes === end) schedule[15] = (blockBytes + length) * 8;
      compress(state);
    }
    for (let i = 0; i < 8; i += 1) {
      schedule[i] = state[i] as number;
      schedule[i + 8] = 0;
      state[i] = outer[i] as number;
    }
    schedule[8] = 0x80000000 | 0;
    schedule[15] = (blockBytes + 32) * 8;
    compress(state);
    return state;
  };
}
