// Text messages, by the API that Twilio made and that others have as well.
import { z } from 'zod';
import type { Channel, RenderInput } from '../channel.ts';
import { countSegments, type Segments } from './segments.ts';
import { twilio } from './twilio.ts';

const content = z.strictObject({
  text: z.string().min(1).max(4000).describe('What it says. Longer than 160 signs it is several messages.'),
});
type Content = z.infer<typeof content>;
export type Rendered = Segments & { text: string };

async function render({ content: { text }, fill, links, track }: RenderInput<Content>): Promise<Rendered> {
  const filled = (await fill(text, 'text')).trim();
  const own = new Set(Object.values(links));
  const tracked = filled.replaceAll(/https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'’”]/g, (url) =>
    own.has(url) ? url : track(url),
  );
  return { text: tracked, ...countSegments(tracked) };
}

export const sms: Channel<Content, Rendered> = {
  slug: 'sms',
  preference: 'sms',
  reaches: ['phone'],
  content,
  render,
  providers: [twilio],
};
