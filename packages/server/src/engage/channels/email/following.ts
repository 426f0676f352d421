// Links of a page that tell of their click, and the image that tells of its opening.
import type { MessageLinks } from '../channel.ts';

/**
 * Replaces the address of each link to the web by the one that `track` gives. What ends the message or explains it stays as
 * it is: that must work also where nothing is followed.
 */
export function followLinks(html: string, track: (url: string) => string, links: MessageLinks): string {
  const kept = new Set([links.unsubscribe, links.preferences, links.why]);
  return html.replace(
    /(<a\b(?:[^>"']|"[^"]*"|'[^']*')*?\shref\s*=\s*)("[^"]*"|'[^']*')/gi,
    (all, before: string, quoted: string) => {
      const url = decode(quoted.slice(1, -1)).trim();
      return !/^https?:\/\//i.test(url) || kept.has(url) ? all : `${before}"${encode(track(url))}"`;
    },
  );
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
