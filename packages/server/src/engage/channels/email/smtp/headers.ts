// Headers of a mail as bytes that every mailbox reads: ASCII, on lines that are not too long, of which no value can begin another.
import { domainToASCII } from 'node:url';

const lineMax = 76;
/** What an encoded word has around its base64 (RFC 2047). */
const wordFrame = '=?utf-8?B??='.length;

/** Words in any script. `first`: how much of the line stands before them. */
export function toHeaderText(text: string, first: number): string {
  const line = onOneLine(text);
  const isPlain = /^[ -~]*$/.test(line) && !line.includes('=?');
  if (!isPlain) return toEncodedWords(line, first);
  if (first + line.length <= lineMax) return line;
  const words = line.split(' ');
  // Between two words a line may break. Where a space stands beside another one, or a word is longer than a line, it may not.
  return words.some((word) => word === '' || word.length > lineMax - 2)
    ? toEncodedWords(line, first)
    : fold(words, first);
}

export function toMailbox(name: string, address: string): string {
  const text = onOneLine(name);
  const quoted = /^[ -~]{1,50}$/.test(text) && !text.includes('=?');
  const shown = quoted ? `"${text.replace(/["\\]/g, '\\$&')}"` : toEncodedWords(text, 'Reply-To: '.length);
  return text === '' ? toAddress(address) : `${shown}\r\n ${toAddress(address)}`;
}

/** `<name@domain>`; domains in other scripts in the form that the DNS has. */
export function toAddress(address: string): string {
  const clean = address.replace(/[\s<>",;:]/g, '');
  const at = clean.lastIndexOf('@') + 1;
  return `<${clean.slice(0, at)}${domainToASCII(clean.slice(at)) || clean.slice(at)}>`;
}

export function onOneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
}

function fold(words: readonly string[], first: number): string {
  let length = first;
  return words.reduce((folded, word, at) => {
    const breaks = at > 0 && length + 1 + word.length > lineMax;
    length = breaks ? 1 + word.length : length + word.length + (at > 0 ? 1 : 0);
    return folded + (at === 0 ? '' : breaks ? '\r\n ' : ' ') + word;
  }, '');
}

/** No letter is cut in two: programs decode each word by itself. */
function toEncodedWords(text: string, first: number): string {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  let bytesMax = bytesFor(first);
  for (const letter of text) {
    const size = Buffer.byteLength(letter);
    if (bytes + size > bytesMax) {
      parts.push(part);
      [part, bytes, bytesMax] = ['', 0, bytesFor(1)];
    }
    part += letter;
    bytes += size;
  }
  parts.push(part);
  return parts.map((word) => `=?utf-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ');
}

/** So many bytes fit into an encoded word behind what stands on its line. */
function bytesFor(before: number): number {
  return Math.floor((lineMax - before - wordFrame) / 4) * 3;
}
