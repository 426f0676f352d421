// How many text messages a text is: whoever sends pays for each.
//
// What can be written in the 7-bit alphabet of GSM 03.38 has room for 160 signs, or 153 in each of several, which need a head to be
// put together again; some signs count twice. One sign that is not in it, and all of the text is UCS-2: 70, or 67 in each.

export type Segments = { encoding: 'gsm_7' | 'ucs_2'; segments: number };

const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** An escape sign, and then a sign of the other table. */
const extended = '\f^{}\\[~]|€';
const widths = new Map([
  ...[...basic].map((sign) => [sign, 1] as const),
  ...[...extended].map((sign) => [sign, 2] as const),
]);

export function countSegments(text: string): Segments {
  const signs = [...text];
  const isGsm = signs.every((sign) => widths.has(sign));
  const [one, many] = isGsm ? [160, 153] : [70, 67];
  // A pair of UTF-16 is one sign of two.
  const sizes = signs.map((sign) => (isGsm ? (widths.get(sign) ?? 1) : sign.length));
  const size = sizes.reduce((sum, width) => sum + width, 0);
  return { encoding: isGsm ? 'gsm_7' : 'ucs_2', segments: size <= one ? 1 : countFilled(sizes, many) };
}

/** What counts twice is not divided. */
function countFilled(sizes: readonly number[], room: number): number {
  let [segments, used] = [1, 0];
  for (const size of sizes) {
    used += size;
    if (used <= room) continue;
    segments += 1;
    used = size;
  }
  return segments;
}
