// Links of a page that tell of their click, and the image that tells of its opening.
import type { MessageLinks } from '../channel.ts';

/**
 * Replaces the address of each link to the web by the one that `track` gives. What ends the message or explains it stays as
 * it is: that must work also where nothing is followed.
 */
export function followLinks(html: string, track: (url: string) => string, links: MessageLinks): string {
  const kept = new Set([links.unsubscribe, links.preferences, links.why]);
  const parts: string[] = [];
  let at = 0;
  for (const { index } of html.matchAll(/<a\s/gi)) {
    if (index < at) continue;
    const href = findHref(html, index + 2);
    if (href === 'endless') break;
    if (href === undefined) continue;
    const url = decode(href.value).trim();
    if (!/^https?:\/\//i.test(url) || kept.has(url)) continue;
    parts.push(html.slice(at, href.from), `"${encode(track(url))}"`);
    at = href.until;
  }
  parts.push(html.slice(at));
  return parts.join('');
}

type Href = { value: string; from: number; until: number };
const attribute = /[\s/]*([^\s"'<>=/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>`]+))?/y;

/** The `href` of a tag whose attributes begin here. `endless`: the tag does not end, and so no other behind it does. */
function findHref(html: string, begin: number): Href | 'endless' | undefined {
  attribute.lastIndex = begin;
  for (let found = attribute.exec(html); found !== null; found = attribute.exec(html)) {
    const [all, name = '', value = ''] = found;
    const until = attribute.lastIndex;
    if (name.toLowerCase() !== 'href' || value === '') continue;
    const isQuoted = /^["']/.test(value);
    return {
      value: isQuoted ? value.slice(1, -1) : value,
      from: found.index + all.length - value.length,
      until,
    };
  }
  return html.indexOf('>', begin) === -1 ? 'endless' : undefined;
}

export function withPixel(html: string, pixel: string): string {
  const image = `<img src="${encode(pixel)}" width="1" height="1" alt="" style="display:block;border:0">`;
  const end = html.toLowerCase().lastIndexOf('</body>');
  return end === -1 ? html + image : html.slice(0, end) + image + html.slice(end);
}

const named: Record<string, string> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' };

function decode(attribute: string): string {
  return attribute.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (all, decimal, hex, name) => {
    if (name !== undefined) return named[name.toLowerCase()] ?? all;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

function encode(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
