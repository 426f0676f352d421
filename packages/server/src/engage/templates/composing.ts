// What a template says to one person by one channel, filled: the type by which whoever sends asks for it.
import type { Scope } from '../../platform/workspaces/index.ts';
import type { ChannelSlug, MessageLinks, Point } from '../channels/index.ts';

export type ComposeAsked = {
  template: { id: number; version: number };
  channel: ChannelSlug;
  /** What the person chose; null: nothing. */
  language: string | null;
  profileId: number;
  to: Point;
  /** The slug of the purpose for which the person is read: its texts see no more of them. */
  purpose: string;
  variables: Record<string, unknown>;
  links: MessageLinks;
  /** As it is: nothing is followed. */
  track(url: string): string;
  pixel: string | undefined;
};

export type Composed = { rendered: unknown; language: string; brand: { slug: string; name: string } };

/** Texts that cannot be filled for this person: a variable that they do not have, a text that takes too long. */
export class TemplateFault extends Error {
  override name = 'TemplateFault';
}

export type Composer = {
  /** Many at once: people are read together. Each in its place; what cannot be filled is a `TemplateFault`. */
  compose(scope: Scope, asked: readonly ComposeAsked[], at: number): Promise<(Composed | TemplateFault)[]>;
};
