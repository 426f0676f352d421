// Contents: each checked by what its channel needs, and the texts that are in them.
import { AppError } from '@rapport/protocol';
import type { Channel } from '../channels/index.ts';
import type { Contents } from './model.ts';

export type Channels = readonly Channel[];
export type Content = { channel: Channel; language: string; content: unknown };

/** The contents as their channels read them. Throws `template_invalid` with each thing that is wrong. */
export function readContents(channels: Channels, given: Record<string, Record<string, unknown>>): Contents {
  const faults: { at: string; message: string }[] = [];
  const contents: Record<string, Record<string, unknown>> = {};
  for (const [slug, byLanguage] of Object.entries(given)) {
    const channel = channels.find((one) => one.slug === slug);
    if (channel === undefined) {
      const known = channels.map((one) => one.slug).join(', ');
      faults.push({ at: `contents.${slug}`, message: `There is no such channel: ${known}.` });
      continue;
    }
    const read: Record<string, unknown> = {};
    for (const [language, content] of Object.entries(byLanguage)) {
      const result = channel.content.safeParse(content);
      if (result.success) read[language] = result.data;
      else
        for (const { path, message } of result.error.issues)
          faults.push({ at: ['contents', slug, language, ...path].join('.'), message });
    }
    if (Object.keys(read).length > 0) contents[slug] = read;
  }
  const [first] = faults;
  if (first === undefined) return contents as Contents;
  throw new AppError('template_invalid', `The template cannot be kept. ${first.at}: ${first.message}`, {
    faults,
  });
}

/** In the order of the channels. A channel that is not there any more has none. */
export const listContents = (channels: Channels, contents: Contents): Content[] =>
  channels.flatMap((channel) =>
    Object.entries(contents[channel.slug] ?? {}).map(([language, content]) => ({
      channel,
      language,
      content,
    })),
  );

export type Text = { /** Where it stands in the content, such as `subject`. */ at: string; text: string };

/** All strings that a content holds. */
export function listTexts(content: unknown, at = ''): Text[] {
  if (typeof content === 'string') return [{ at, text: content }];
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(content).flatMap(([name, part]) =>
    listTexts(part, at === '' ? name : `${at}.${name}`),
  );
}
