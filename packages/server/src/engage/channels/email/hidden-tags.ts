// Liquid tags out of the way of programs that know nothing of them. In one pass: nothing that somebody writes takes long.
import { hash } from 'node:crypto';

export type HiddenTags = {
  hidden: string;
  show(text: string): string;
  /** The tags that a text made from the hidden one has lost. */
  listMissing(text: string): string[];
  /** Whether a text speaks of a tag. */
  names(text: string): boolean;
};

/** Each becomes a word that stands nowhere else. */
export function hideTags(source: string): HiddenTags {
  const mark = `lq${hash('sha256', source, 'hex').slice(0, 12)}n`;
  const word = new RegExp(`${mark}(\\d+)z`, 'g');
  const tags: string[] = [];
  const parts: string[] = [];
  let at = 0;
  for (const { index, 0: open } of source.matchAll(/\{[{%]/g)) {
    if (index < at) continue;
    const end = source.indexOf(open === '{{' ? '}}' : '%}', index + 2);
    // What is never closed is for the reader of Liquid to complain of.
    if (end === -1) break;
    parts.push(source.slice(at, index), `${mark}${tags.length}z`);
    tags.push(source.slice(index, end + 2));
    at = end + 2;
  }
  parts.push(source.slice(at));
  return {
    hidden: parts.join(''),
    show: (text) => text.replace(word, (_, number: string) => tags[Number(number)] ?? ''),
    listMissing(text) {
      const there = new Set([...text.matchAll(word)].map(({ 1: number }) => Number(number)));
      return tags.filter((_, number) => !there.has(number));
    },
    names: (text) => text.includes(mark),
  };
}
