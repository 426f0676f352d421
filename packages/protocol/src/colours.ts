// Whether a company's colour can be read on the public pages, by the rules of WCAG 2.2, and which one near it can.

/** What text stands on: the ground of a page and its cards, by light and dark. */
export const pageGrounds = {
  light: { ground: '#f7f6f9', card: '#ffffff' },
  dark: { ground: '#16151a', card: '#201f26' },
} as const;
export type Shade = keyof typeof pageGrounds;

/** What text and the words on buttons need at least (WCAG 2.2, success criterion 1.4.3, level AA). */
export const contrastNeeded = 4.5;

const hexColour = /^#[0-9a-f]{6}$/;
/** `#3b2fb0`, in lower case; undefined for any other way to write a colour. */
export function toColour(text: string): string | undefined {
  const lower = text.trim().toLowerCase();
  return hexColour.test(lower) ? lower : undefined;
}

type Rgb = [red: number, green: number, blue: number];

/** From 0 to 1. */
const toRgb = (colour: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255) as Rgb;

const toHex = (rgb: Rgb): string =>
  `#${rgb
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

/** Relative luminance, as WCAG 2.2 defines it (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance). */
function luminanceOf(colour: string): number {
  const [red, green, blue] = toRgb(colour).map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  ) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * Contrast ratio, from 1 to 21: (L1 + 0.05) / (L2 + 0.05), where L1 is the relative luminance of the lighter of both
 * (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
 */
export function contrastOf(one: string, other: string): number {
  const [darker, lighter] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** The least that this colour has on anything that it may stand on. */
export const contrastOnPages = (colour: string, shade: Shade): number =>
  Math.min(...Object.values(pageGrounds[shade]).map((ground) => contrastOf(colour, ground)));

export const isReadable = (colour: string, shade: Shade): boolean =>
  contrastOnPages(colour, shade) >= contrastNeeded;

/** The colour of words on this one: black or white, whichever has more contrast. One of them always has more than 4.5. */
export const wordsOn = (colour: string): string =>
  contrastOf(colour, '#000000') > contrastOf(colour, '#ffffff') ? '#000000' : '#ffffff';

/**
 * The colour itself where it can be read; else the nearest of the same hue and saturation: as much darker on light pages, or
 * lighter on dark ones, as it takes. There is one always, since luminance rises with lightness, up to black or white.
 */
export function nearestReadable(colour: string, shade: Shade): string {
  if (isReadable(colour, shade)) return colour;
  const [hue, saturation, lightness] = toHsl(toRgb(colour));
  const steps = 1000;
  const end = shade === 'light' ? 0 : 1;
  for (let step = 1; step < steps; step += 1) {
    const near = toHex(fromHsl(hue, saturation, lightness + ((end - lightness) * step) / steps));
    if (isReadable(near, shade)) return near;
  }
  return shade === 'light' ? '#000000' : '#ffffff';
}

/** Hue in sixths of the circle, saturation and lightness from 0 to 1. */
function toHsl([red, green, blue]: Rgb): [hue: number, saturation: number, lightness: number] {
  const [max, min] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const [lightness, chroma] = [(max + min) / 2, max - min];
  if (chroma === 0) return [0, 0, lightness];
  const saturation = chroma / (1 - Math.abs(2 * lightness - 1));
  if (max === red) return [((green - blue) / chroma + 6) % 6, saturation, lightness];
  return [max === green ? (blue - red) / chroma + 2 : (red - green) / chroma + 4, saturation, lightness];
}

function fromHsl(hue: number, saturation: number, lightness: number): Rgb {
  const chroma = saturation * (1 - Math.abs(2 * lightness - 1));
  const part = (at: number): number => {
    // How far the hue is from where this part is full, on the circle of six.
    const away = Math.abs(((hue - at + 9) % 6) - 3);
    return lightness + chroma * (Math.min(1, Math.max(0, 2 - away)) - 0.5);
  };
  return [part(0), part(2), part(4)];
}
