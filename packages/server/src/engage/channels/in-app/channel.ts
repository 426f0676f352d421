// The inbox of an app or a page: messages that wait there until the person looks.
import { z } from 'zod';
import type { Channel, Outgoing, Provider } from '../channel.ts';
import { Rejected } from '../faults.ts';
import { keepHere } from '../kept-here.ts';
import { addInApp, removeUnsent } from './store.ts';

const address = z.string().trim().max(2000);
const content = z.strictObject({
  title: z.string().trim().min(1).max(300),
  text: z.string().max(8000).default(''),
  url: address
    .optional()
    .describe('Where it leads: an address, or a path of the page that shows it, such as /orders.'),
  action: z.string().trim().max(100).optional().describe('What the button says that leads there.'),
  image: address.optional().describe('The address of a picture.'),
});
type Content = z.infer<typeof content>;
export type Rendered = {
  title: string;
  text: string;
  url: string | null;
  action: string | null;
  image: string | null;
};

const titleLengthMax = 300;
const textLengthMax = 8000;

/** Nothing that a page could be made to run. A path stays on the site of the page. */
export function toSafeAddress(text: string): string | null {
  if (/^\/(?![/\\])[^\s\\]*$/.test(text)) return text;
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}

const builtIn: Provider<Record<string, never>, Rendered> = {
  slug: 'inbox',
  settings: z.strictObject({}) as z.ZodType<Record<string, never>>,
  secrets: [],
  isIdempotent: true,
  concurrency: 20,
  async open(_settings, { db, workspaceId }) {
    const scope = { db, workspaceId };
    return {
      async send(outgoing: Outgoing<Rendered>, hand) {
        const { title, text } = outgoing.rendered;
        if (title === '') throw new Rejected('It has no title.');
        if (title.length > titleLengthMax || text.length > textLengthMax)
          throw new Rejected(
            `It is longer than ${titleLengthMax} signs in the title, or ${textLengthMax} in the text.`,
          );
        await keepHere(outgoing, hand, {
          add: (id) => addInApp(scope, id, outgoing),
          removeUnsent: (id) => removeUnsent(scope, id),
        });
        return { providerId: null };
      },
      probe: async () => {},
      close: async () => {},
    };
  },
};

export const inApp: Channel<Content, Rendered> = {
  slug: 'in_app',
  preference: 'in_app',
  reaches: ['user_id', 'anonymous_id', 'email'],
  content,
  async render({ content: { title, text, url, action, image }, fill }) {
    const filled = async (one: string | undefined) =>
      one === undefined ? '' : (await fill(one, 'text')).trim();
    const [to, button, picture] = [await filled(url), await filled(action), await filled(image)];
    return {
      ...{ title: await filled(title), text: await filled(text), url: toSafeAddress(to) },
      ...{ action: button === '' ? null : button, image: toSafeAddress(picture) },
    };
  },
  providers: [builtIn],
};
