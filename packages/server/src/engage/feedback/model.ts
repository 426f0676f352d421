// What comes back from messages, and what it is called as an event.
import type { AnswerKind, Point } from '../channels/index.ts';

/** Of an answer that came by an address of our own and not from an account. */
export const ownAccount = 0;

/** What was told beside its kind. */
export type Told = { hard?: boolean; machine?: boolean; text?: string; url?: string };

/** An answer as it is kept until all that follows from it is done. */
export type KeptAnswer = {
  id: number;
  workspaceId: number;
  channel: string;
  accountId: number;
  kind: AnswerKind;
  messageId: number | null;
  providerId: string | null;
  point: Point | undefined;
  told: Told;
  /** Milliseconds since 1970. */
  at: number;
  receivedMs: number;
};

export const eventNames: Record<AnswerKind | 'sent', string> = {
  sent: 'Message Sent',
  delivered: 'Message Delivered',
  opened: 'Message Opened',
  clicked: 'Message Clicked',
  bounced: 'Message Bounced',
  complained: 'Message Complained',
  replied: 'Message Replied',
  unsubscribed: 'Message Unsubscribed',
  failed: 'Message Failed',
};

/** What somebody wrote that is a word for the machine and not for a person. */
export type Keyword = 'stop' | 'start' | 'help';

/**
 * As carriers have them everywhere (CTIA, "Messaging Principles and Best Practices", 5.1.3; Twilio, "Support for opt-out keywords"),
 * and what people write in the other languages of ours.
 */
const keywords: Record<Keyword, readonly string[]> = {
  stop: [
    ...[
      'stop',
      'stopall',
      'stop all',
      'unsubscribe',
      'cancel',
      'end',
      'quit',
      'revoke',
      'optout',
      'opt out',
      'opt-out',
    ],
    ...['rezygnuję', 'rezygnuje', 'wypisz', '退訂', '退订', '取消'],
  ],
  start: ['start', 'unstop', 'yes', 'tak', '訂閱', '订阅'],
  help: ['help', 'info', 'pomoc', '幫助', '帮助'],
};

/** Only where nothing else was written: "stop by tomorrow" is for a person. */
export function findKeyword(text: string): Keyword | undefined {
  const word = text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[.!"'„”。！]+$/u, '')
    .replace(/^["'„”]+/u, '');
  return (Object.keys(keywords) as Keyword[]).find((one) => keywords[one].includes(word));
}
