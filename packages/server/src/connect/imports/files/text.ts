// Bytes to text: which encoding a file has, and decoding it a chunk at a time without losing or inventing characters.
import { isUtf8 } from 'node:buffer';

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

/**
 * Stands for bytes that are no UTF-8. It is a Unicode noncharacter, which no text holds, so that a row with damaged
 * bytes can be told from a row in which somebody wrote U+FFFD.
 */
export const damaged = '\uFFFF';

/** The encoding by byte order mark, by zero bytes, by validity. `guessed` is set where the file itself does not say. */
export function detectEncoding(sample: Buffer): { encoding: Encoding; guessed: boolean } {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf)
    return { encoding: 'utf-8', guessed: false };
  if (sample[0] === 0xff && sample[1] === 0xfe) return { encoding: 'utf-16le', guessed: false };
  if (sample[0] === 0xfe && sample[1] === 0xff) return { encoding: 'utf-16be', guessed: false };
  const wide = detectWide(sample);
  if (wide !== undefined) return { encoding: wide, guessed: true };
  const [text] = splitUtf8(sample);
  return isUtf8(text) ? { encoding: 'utf-8', guessed: false } : { encoding: 'windows-1252', guessed: true };
}

/** Text of mostly Latin letters in UTF-16 has a zero in nearly every second byte; no other text does. */
function detectWide(sample: Buffer): Encoding | undefined {
  const length = Math.min(sample.length & ~1, 4096);
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (sample[i] === 0) even += 1;
    if (sample[i + 1] === 0) odd += 1;
  }
  const most = (length / 2) * 0.4;
  if (length < 8 || Math.max(even, odd) < most || Math.min(even, odd) > most / 4) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

/** Splits off a character that is cut at the end of the buffer. */
function splitUtf8(bytes: Buffer): [whole: Buffer, rest: Buffer] {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    if (needed > back) return [bytes.subarray(0, -back), bytes.subarray(-back)];
    break;
  }
  return [bytes, Buffer.alloc(0)];
}

/** Decodes chunk by chunk; a byte order mark is dropped. Damaged bytes become `damaged`. */
export async function* decode(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  let first = true;
  for await (const text of encoding === 'utf-8' ? decodeUtf8(chunks) : decodeOther(chunks, encoding)) {
    if (text === '') continue;
    yield first && text.startsWith('\uFEFF') ? text.slice(1) : text;
    first = false;
  }
}

async function* decodeUtf8(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const [whole, cut] = splitUtf8(rest.length === 0 ? chunk : Buffer.concat([rest, chunk]));
    rest = cut;
    yield toText(whole);
  }
  yield toText(rest);
}

/** Only the lines that are damaged are marked; a replacement character in another line is somebody's text. */
function toText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let text = '';
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(0x0a, from) + 1 || bytes.length;
    const line = bytes.subarray(from, end);
    text += isUtf8(line) ? line.toString('utf8') : line.toString('utf8').replaceAll('\uFFFD', damaged);
    from = end;
  }
  return text;
}

async function* decodeOther(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
