// Calls: each message is a task for somebody who telephones.
import { z } from 'zod';
import type { Channel, Outgoing, Provider } from '../channel.ts';
import { Rejected } from '../faults.ts';
import { keepHere } from '../kept-here.ts';
import { addTask, removeUnsent } from './store.ts';

const content = z.strictObject({
  title: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .describe('What the call is about, for the list of calls. It holds no variables.'),
  script: z.string().min(1).max(8000).describe('What to say.'),
});
type Content = z.infer<typeof content>;
export type Rendered = Content;

const scriptLengthMax = 20_000;

const queue: Provider<Record<string, never>, Rendered> = {
  slug: 'queue',
  settings: z.strictObject({}) as z.ZodType<Record<string, never>>,
  secrets: [],
  isIdempotent: true,
  concurrency: 20,
  async open(_settings, { db, workspaceId }) {
    const scope = { db, workspaceId };
    return {
      async send(outgoing: Outgoing<Rendered>, hand) {
        if (outgoing.rendered.script.length > scriptLengthMax)
          throw new Rejected(`The script is longer than ${scriptLengthMax} signs.`);
        await keepHere(outgoing, hand, {
          add: (id) => addTask(scope, id, outgoing),
          removeUnsent: (id) => removeUnsent(scope, id),
        });
        return { providerId: null };
      },
      probe: async () => {},
      close: async () => {},
    };
  },
};

export const phone: Channel<Content, Rendered> = {
  slug: 'phone',
  preference: 'phone',
  reaches: ['phone'],
  content,
  render: async ({ content: { title, script }, fill }) => ({ title, script: await fill(script, 'text') }),
  providers: [queue],
};
