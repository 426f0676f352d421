// A content, filled for one person by its channel.
import type { Channel, MessageLinks } from '../channels/index.ts';
import { TemplateFault } from './composing.ts';
import type { Filling } from './liquid/filling.ts';
import { fillText, parseText, type Variables } from './liquid/texts.ts';
import type { SeenPerson } from './people.ts';

/** What texts may name of whoever writes. */
export type Sender = { slug: string; name: string; accent?: string; logo?: string };

export type ToFill = {
  person: SeenPerson | undefined;
  /** Of whoever asks for the message: `event`, `trigger`, and what else they say. */
  variables: Readonly<Record<string, unknown>>;
  sender: Sender;
  links: MessageLinks;
  language: string;
};

/** What is told of the person and of us is ours to say, whatever a variable is called. */
export function toVariables({ person, variables, sender, links, language }: ToFill): Variables {
  const { attributes, traits, view, joined } = person ?? { attributes: {}, traits: {}, view: {}, joined: {} };
  return Object.assign(Object.create(null), variables, {
    ...{ person: { ...attributes, traits }, view, joined, brand: sender, language },
    // Of a message that nobody can stop there is none.
    links: Object.fromEntries(Object.entries(links).filter(([, link]) => link !== null)),
  });
}

type How = {
  channel: Channel;
  content: unknown;
  filling: Filling;
  track(url: string): string;
  pixel: string | undefined;
  /** Told of each text that could not be filled, which is then filled without what is missing. */
  onFault?: (fault: TemplateFault) => void;
};

/** Throws `TemplateFault`, also for what the channel cannot make of it. */
export async function render(
  toFill: ToFill,
  { channel, content, filling, track, pixel, onFault }: How,
): Promise<unknown> {
  const variables = toVariables(toFill);
  const { links, language } = toFill;
  try {
    return await channel.render({
      ...{ content, links, language, track, pixel },
      async fill(text, into) {
        const parsed = parseText(text, into);
        try {
          return fillText(parsed, variables, filling);
        } catch (error) {
          if (onFault === undefined || !(error instanceof TemplateFault)) throw error;
          onFault(error);
          return fillText(parsed, variables, filling, true);
        }
      },
    });
  } catch (error) {
    if (error instanceof TemplateFault) throw error;
    throw new TemplateFault((error as Error).message, { cause: error });
  }
}
