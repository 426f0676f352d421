// Words that cannot be read on their ground, by the colours that stand in the markup (WCAG 2.2, 4.5 to 1). Colours that are put in
// by a variable, and those of style sheets, are not known, and nothing is said of them.
import { contrastNeeded, contrastOf } from '@rapport/protocol';
import { isTag, type Piece, type Tag } from './markup.ts';

/** Undefined: not known. */
type Worn = { colour: string | undefined; ground: string | undefined };
type Open = Worn & { name: string };

const plain: Worn = { colour: '#000000', ground: '#ffffff' };
/** What MJML gives elements that say nothing. */
const shipped: Record<string, Record<string, string>> = {
  'mj-button': { color: '#ffffff', 'background-color': '#414141' },
  'mj-text': { color: '#000000' },
  'mj-table': { color: '#000000' },
};

export type LowContrast = { colour: string; ground: string; ratio: number };

/** Nobody's mail is nested deeper; what is, is not looked at further. */
const depthMax = 300;

/** Each pair once. */
export function listLowContrasts(pieces: readonly Piece[]): LowContrast[] {
  const found = new Map<string, LowContrast>();
  const defaults = new Map<string, ReadonlyMap<string, string>>();
  const open: Open[] = [];
  for (const piece of pieces) {
    if (open.length > depthMax) break;
    if (!isTag(piece)) {
      if (open.some(({ name }) => name === 'head' || name === 'mj-head')) continue;
      // What only Liquid puts there is there too.
      look(open.at(-1) ?? plain, found);
    } else if (piece.isEnd) closeUpTo(open, piece.name);
    else if (open.some(({ name }) => name === 'mj-attributes')) defaults.set(piece.name, piece.attributes);
    else if (!piece.isEmpty)
      open.push({ name: piece.name, ...wear(piece, open.at(-1) ?? plain, defaults.get(piece.name)) });
  }
  return [...found.values()];
}

function look({ colour, ground }: Worn, found: Map<string, LowContrast>): void {
  if (colour === undefined || ground === undefined) return;
  const ratio = contrastOf(colour, ground);
  if (ratio < contrastNeeded) found.set(`${colour} ${ground}`, { colour, ground, ratio });
}

function closeUpTo(open: Open[], name: string): void {
  const at = open.findLastIndex((one) => one.name === name);
  if (at !== -1) open.length = at;
}

function wear(
  { name, attributes }: Tag,
  outer: Worn,
  defaults: ReadonlyMap<string, string> | undefined,
): Worn {
  const styles = readStyles(attributes.get('style') ?? '');
  const find = (...names: string[]): string | undefined =>
    names
      .map((one) => styles.get(one) ?? attributes.get(one) ?? defaults?.get(one) ?? shipped[name]?.[one])
      .find((one) => one !== undefined);
  const [colour, ground] = [find('color'), find('background-color', 'bgcolor', 'background')];
  return {
    colour: colour === undefined ? outer.colour : toHex(colour, outer.colour),
    ground: ground === undefined ? outer.ground : toHex(ground, outer.ground),
  };
}

const readStyles = (style: string): Map<string, string> =>
  new Map(
    style.split(';').flatMap((one): [string, string][] => {
      const colon = one.indexOf(':');
      return colon === -1 ? [] : [[one.slice(0, colon).trim().toLowerCase(), one.slice(colon + 1).trim()]];
    }),
  );

const names: Record<string, string> = {
  black: '#000000',
  white: '#ffffff',
  gray: '#808080',
  grey: '#808080',
  red: '#ff0000',
};

function toHex(written: string, outer: string | undefined): string | undefined {
  const text = written.replace('!important', '').trim().toLowerCase();
  if (text === 'inherit' || text === 'transparent' || text === 'none') return outer;
  if (/^#[0-9a-f]{6}$/.test(text)) return text;
  if (/^#[0-9a-f]{3}$/.test(text)) return `#${[...text.slice(1)].map((one) => one + one).join('')}`;
  return names[text];
}
