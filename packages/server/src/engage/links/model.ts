// Addresses that messages carry: the type by which whoever sends asks for them. Each is sealed: nobody reads from it whose it is, and
// one that was changed opens nothing.
import type { MessageLinks, Point } from '../channels/index.ts';

export type Carried = {
  workspaceId: number;
  messageId: number;
  to: Point;
  language: string | null;
  /** What one click ends: its topic. Null: nobody can switch it off. */
  topic: string | null;
  brand: string | undefined;
};

export type LinksOfMessage = {
  links: MessageLinks;
  /** The same address, by way of ours, which tells of the click. */
  track(url: string): string;
  /** An image of one point. */
  pixel: string;
};

export type MessageLinkMaker = { linksOf(message: Carried): LinksOfMessage };
