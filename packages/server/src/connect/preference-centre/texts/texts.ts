// What the preference centre says in each language. Another language is another file, and a line in `index.ts`.
import type { Frequency, MessageChannel } from '../../../respect/preferences/index.ts';
import type { RequestKind } from '../../../respect/requests/index.ts';
import type { Look } from '../looks/look.ts';

export type Texts = {
  /** The face of the page that says it, where a link leads to one. */
  look?: Look;
  /** As BCP 47 writes it. */
  language: string;
  /** How it calls itself. */
  self: string;
  languages: string;
  title: string;
  intro: string;
  contact: string;
  /** Purposes that need a channel to the person, and the others. */
  messages: string;
  uses: string;
  always: string;
  on: string;
  off: string;
  unasked: string;
  since: string;
  notice: string;
  saidBy: Record<'consented' | 'refused' | 'withdrawn' | 'objected' | 'signal' | 'other', string>;
  basis: string;
  allow: string;
  stop: string;
  refuse: string;
  allowOf: string;
  stopOf: string;
  refuseOf: string;
  saved: string;
  changed: string;
  ended: string;
  endedWords: string;
  unsubscribe: string;
  unsubscribeWords: string;
  unsubscribeAll: string;
  unsubscribed: string;
  toAll: string;
  wishes: string;
  often: string;
  frequency: Record<Frequency, string>;
  save: string;
  saveOf: string;
  pause: string;
  pauseWords: string;
  pausedUntil: string;
  oneMonth: string;
  threeMonths: string;
  resume: string;
  /** How a topic comes. */
  channel: Record<MessageChannel, string>;
  held: string;
  heldWords: string;
  heldNothing: string;
  from: string;
  usedFor: string;
  usedForNothing: string;
  /** Of data, by the first two words of its category; `special` and `other` for those that have none here. */
  kinds: Record<string, string>;
  received: Record<
    | 'title'
    | 'words'
    | 'nobody'
    | 'recipient'
    | 'noCountry'
    | 'had'
    | 'last'
    | 'never'
    | 'may'
    | 'mayNothing'
    | 'exported',
    string
  >;
  requests: Record<
    | 'title'
    | 'words'
    | 'wrong'
    | 'wrongHint'
    | 'add'
    | 'wrote'
    | 'received'
    | 'reference'
    | 'next'
    | 'takeBack'
    | 'takeBackOf',
    string
  > & {
    kinds: Record<RequestKind, { name: string; words: string; ask: string }>;
    /** What came of a press. */
    told: Record<
      'requested' | 'requested_before' | 'added' | 'taken_back' | 'words_missing' | 'words_too_many',
      string
    >;
  };
  /** Above a page that somebody of the company looks at. */
  viewed: string;
  /** The words of the link to the company's. */
  privacyNotice: string;
  newLink: Record<'words' | 'address' | 'hint' | 'send' | 'asked' | 'askedWords', string>;
  /** What went wrong, each with what to do. */
  faults: Record<
    | 'limited'
    | 'limitedWords'
    | 'tooLarge'
    | 'tooLargeWords'
    | 'unreadable'
    | 'unreadableWords'
    | 'failed'
    | 'failedWords'
    | 'readOnly'
    | 'readOnlyWords',
    string
  >;
  confirm: Record<
    'title' | 'words' | 'press' | 'notYou' | 'done' | 'doneWords' | 'used' | 'usedWords',
    string
  >;
  /** Of the purposes that ship, said to the person, as long as a company has left their words as they are. */
  purposes: Record<string, { name: string; description: string }>;
};
