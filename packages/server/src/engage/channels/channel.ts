// What a channel is: a value of this one shape, a folder each. Whoever adds one writes a folder and names it in `all.ts`; nothing
// else knows a channel by its name.
//
// A message is handed over in two moves. Whoever sends brings the bytes to the last point at which they can still be taken back
// (the dot that ends a mail, the request of an API), and then calls `hand`. There, in one transaction, it is asked once more
// whether the message may go, and it is marked as gone while those last bytes are written. So what somebody withdraws before that
// moment is not sent, and what was sent is known to be, also after a crash (`engage/messages/handing-over.ts`).
import type { z } from 'zod';
import type { Database } from '../../platform/postgres/index.ts';
import type { MessageChannel } from '../../respect/preferences/index.ts';

export const channelSlugs = ['email', 'sms', 'web_push', 'in_app', 'webhook', 'phone'] as const;
export type ChannelSlug = (typeof channelSlugs)[number];

/** Where somebody is reached, in normal form. */
export type Point = { type: string; value: string };

/** Addresses that a message carries; all absolute. */
export type MessageLinks = {
  /** Ends it in one click (RFC 8058); null where nothing can be stopped: a receipt. */
  unsubscribe: string | null;
  /** The preference centre of this contact point. */
  preferences: string;
  /** Why did I get this? */
  why: string;
};

/** A message as a channel sends it. */
export type Outgoing<Rendered = unknown> = {
  /** Stays the same however often it is tried. */
  id: string;
  /** Whose it is: what lies here until somebody looks at it is kept with its person. */
  profileId: number;
  /** The slug of what it is sent for. */
  purpose: string;
  to: Point;
  rendered: Rendered;
  links: MessageLinks;
  /** BCP 47. */
  language: string;
  /** Of the brand, for who it is from. */
  brand: { slug: string; name: string };
  /** Milliseconds since 1970. */
  at: number;
};

/**
 * Asks whether it may still go, and marks it as gone while `write` writes its last bytes; `write` does not wait for anything, and
 * throws where they cannot be written any more: then nothing may be marked.
 * Rejects with `NotHandedOver` where it must not go: then nothing may be written. To be called once.
 */
export type Hand = (write: () => void) => Promise<void>;

/** `providerId`: what the other side calls it, by which its answers name it. */
export type Sent = { providerId: string | null };

/** A live connection to the other side, for one account. */
export type Sender<Rendered = unknown> = {
  /** Throws a `DeliveryFault`; anything else that is thrown counts as `RetryLater`. */
  send(outgoing: Outgoing<Rendered>, hand: Hand): Promise<Sent>;
  /** Asks the other side whether it would take messages, and sends none. Throws a `DeliveryFault`. */
  probe(): Promise<void>;
  /** Lets what is under way end, for at most some seconds. */
  close(): Promise<void>;
};

export const answerKinds = [
  'delivered',
  'opened',
  'clicked',
  'bounced',
  'complained',
  'replied',
  'unsubscribed',
  'failed',
] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** What came back from a message, as the other side tells it. */
export type Answer = {
  kind: AnswerKind;
  /** Of which message: by our id or by theirs; undefined: found by the contact point alone. */
  message: { id: string } | { providerId: string } | undefined;
  /** Where the other side names it: what an unsubscribe, a complaint or a reply is about. */
  point: Point | undefined;
  /** Milliseconds since 1970. */
  at: number;
  /** The same answer told twice has the same. */
  answerId: string;
  /** Of a bounce: it will never get there. */
  hard?: boolean;
  /** A scanner or a prefetch, and no person. False: a person, for certain; left out: it is guessed. */
  machine?: boolean;
  /** What the other side said, or what was replied; cut to 2,000 characters. */
  text?: string;
  /** Of a click. */
  url?: string;
};

/** By which account messages were sent of which something is told. */
export type AnsweredBy = { workspaceId: number; channel: string; accountId: number };

/** Takes in what became of messages; told again, an answer is the same. Where that happens lies above. */
export type TakeAnswers = (from: AnsweredBy, answers: readonly Answer[]) => Promise<void>;

/** A request of the other side to our address for its answers. */
export type AnswerRequest = {
  headers: Record<string, string | undefined>;
  body: Buffer;
  /** The whole address to which it came, which some sign. */
  url: string;
  /** Milliseconds since 1970. */
  at: number;
};

/** One way of sending by a channel: SMTP, the API of a company, or the built-in outbox. */
export type Provider<Settings, Rendered> = {
  slug: string;
  /** The form in the console and the validation; what holds a secret is marked with `secret`. */
  settings: z.ZodType<Settings>;
  /** Of these settings, those that are sealed, and never shown again. */
  secrets: readonly string[];
  open(settings: Settings, deps: SenderDeps): Promise<Sender<Rendered>>;
  /** Undefined: it tells nothing. Throws `Misconfigured` or `CredentialsInvalid` where a request is not signed as it must be. */
  answers?(request: AnswerRequest, settings: Settings): Promise<Answer[]>;
  /** Whether sending one again, after a crash, does no harm: the other side knows it by its id. */
  isIdempotent: boolean;
  /** So many at once. */
  concurrency: number;
};

/** What a sender may ask of Rapport. */
export type SenderDeps = {
  /** For what lies here until somebody looks at it. */
  db: Database;
  accountId: number;
  workspaceId: number;
  publicUrl: string | undefined;
  /** Where the other side tells of this account what became of messages; left out: it cannot reach us. */
  answersUrl?: string;
  nowMs(): number;
  /** Networks that webhooks may reach although they are not public. */
  allowedNetworks: readonly string[];
  /** How long the other side may take for a message; 10 s, unless told. */
  patienceMs?: number;
};

export type RenderInput<Content> = {
  content: Content;
  /** Fills a text with the variables of the message. Throws `TemplateFault`. */
  fill(text: string, into: 'html' | 'text'): Promise<string>;
  links: MessageLinks;
  language: string;
  /** Replaces an address by one that tells of the click; the same where nothing is followed. */
  track(url: string): string;
  /** The address of the open pixel; undefined where opens are not followed. */
  pixel: string | undefined;
};

/** Of `unknown`, it is any of them: the registry holds them all, and gives each only what its own schemas have read. */
export type Channel<Content = unknown, Rendered = unknown> = {
  slug: ChannelSlug;
  /** What preferences call it; null: nothing is said of it, since no person reads it. */
  preference: MessageChannel | null;
  /** Types of identifiers by which it reaches somebody, the best first. */
  reaches: readonly string[];
  /** What a template says for this channel. */
  content: z.ZodType<Content>;
  render(input: RenderInput<Content>): Promise<Rendered>;
  /** In the order in which the console offers them; the first needs no settings where there is one that does not. */
  providers: readonly Provider<unknown, Rendered>[];
};
