// Reads markup well enough to look at it: tags with their attributes, and what is said between them. In one pass from the front, so
// that nothing that somebody writes takes long; what it does not understand it passes over.

export type Tag = { name: string; attributes: ReadonlyMap<string, string>; isEnd: boolean; isEmpty: boolean };
export type Piece = Tag | { text: string };
export const isTag = (piece: Piece): piece is Tag => 'name' in piece;

/** Of Liquid stays a word: what it puts out is not known, and its quotes are not those of an attribute. */
export function withoutLiquid(text: string): string {
  const parts: string[] = [];
  const opening = /\{[{%]/g;
  let at = 0;
  for (let open = opening.exec(text); open !== null; open = opening.exec(text)) {
    const isOutput = open[0] === '{{';
    const close = text.indexOf(isOutput ? '}}' : '%}', open.index + 2);
    if (close === -1) break;
    parts.push(text.slice(at, open.index), isOutput ? '{}' : '');
    at = close + 2;
    opening.lastIndex = at;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

const empty = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
]);
/** What stands in these is no text that anybody reads. */
const unread = new Set(['style', 'script', 'mj-style', 'title', 'mj-title', 'mj-preview']);

export function listPieces(markup: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < markup.length) {
    const open = markup.indexOf('<', at);
    const text = markup.slice(at, open === -1 ? markup.length : open);
    if (text.trim() !== '') pieces.push({ text });
    if (open === -1) break;
    const end = markup.startsWith('<!--', open) ? endOf(markup, '-->', open) : findEnd(markup, open);
    const tag = readTag(markup.slice(open, end));
    at = end;
    if (tag === undefined) continue;
    pieces.push(tag);
    if (tag.isEnd || !unread.has(tag.name)) continue;
    const close = markup.indexOf(`</${tag.name}`, at);
    at = close === -1 ? markup.length : close;
  }
  return pieces;
}

function endOf(markup: string, mark: string, from: number): number {
  const at = markup.indexOf(mark, from);
  return at === -1 ? markup.length : at + mark.length;
}

/** Behind the `>` that is in no quotes. */
function findEnd(markup: string, open: number): number {
  let quote = '';
  for (let at = open; at < markup.length; at += 1) {
    const one = markup[at] as string;
    if (quote !== '') quote = one === quote ? '' : quote;
    else if (one === '"' || one === "'") quote = one;
    else if (one === '>') return at + 1;
  }
  return markup.length;
}

function readTag(written: string): Tag | undefined {
  const name = /^<\/?([a-z][a-z0-9-]*)/i.exec(written)?.[1]?.toLowerCase();
  if (name === undefined) return undefined;
  const attributes = new Map<string, string>();
  for (const { 1: attribute = '', 2: double, 3: single, 4: bare } of written.matchAll(
    /\s([a-z][a-z0-9:-]{0,60})(?:=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gi,
  ))
    attributes.set(attribute.toLowerCase(), double ?? single ?? bare ?? '');
  return {
    ...{ name, attributes, isEnd: written.startsWith('</') },
    isEmpty: empty.has(name) || written.endsWith('/>'),
  };
}
