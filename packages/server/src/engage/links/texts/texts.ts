// What the page that says why a message came says in each language. The words that it shares with the preference centre are there.
export type WhyTexts = {
  title: string;
  /** Of a page that cannot say anything, or not any more. */
  gone: string;
  goneWords: string;
  /** Of a link of a message that leads nowhere any more. */
  over: string;
  overWords: string;
  sent: string;
  sentBy: string;
  notSent: string;
  stillToBeSent: string;
  /** The heading above what set it off. */
  because: string;
  segment: string;
  campaign: string;
  journey: string;
  event: string;
  api: string;
  test: string;
  /** The heading above what it was allowed by. */
  permission: string;
  purpose: string;
  agreed: string;
  notice: string;
  basis: string;
  data: string;
  dataWords: string;
  dataNothing: string;
  /** The heading above what can be done about it. */
  stop: string;
  stopWords: string;
  stopNothing: string;
};
