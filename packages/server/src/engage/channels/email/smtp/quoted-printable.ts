// Texts of any length and script as short lines of ASCII (RFC 2045, 6.7), which no server on the way has to change.
const lineMax = 76;
const hex = Buffer.from('0123456789ABCDEF');
const [tab, lf, cr, space, equals] = [9, 10, 13, 32, 61];

export function toQuotedPrintable(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  // Three for each byte, and three for each of the breaks that this needs.
  const out = Buffer.allocUnsafe(bytes.length * 3 + Math.ceil((bytes.length * 3) / (lineMax - 3)) * 3 + 3);
  let length = 0;
  let column = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === cr || byte === lf) {
      if (byte === cr && bytes[at + 1] === lf) at += 1;
      out[length++] = cr;
      out[length++] = lf;
      column = 0;
      continue;
    }
    const isLast = at + 1 === bytes.length || bytes[at + 1] === cr || bytes[at + 1] === lf;
    const isBlank = byte === space || byte === tab;
    const isPlain = isBlank ? !isLast : byte > space && byte < 127 && byte !== equals;
    const width = isPlain ? 1 : 3;
    if (column + width > lineMax - (isLast ? 0 : 1)) {
      out[length++] = equals;
      out[length++] = cr;
      out[length++] = lf;
      column = 0;
    }
    if (isPlain) out[length++] = byte;
    else {
      out[length++] = equals;
      out[length++] = hex[byte >> 4] as number;
      out[length++] = hex[byte & 15] as number;
    }
    column += width;
  }
  return out.toString('latin1', 0, length);
}
