// What the banner says in each language. Another language is another file, and a line in `index.ts`.

export type BannerTexts = {
  /** As BCP 47 writes it. */
  language: string;
  title: string;
  body: string;
  accept: string;
  reject: string;
  choose: string;
  save: string;
  /** The link to the privacy notice. */
  privacy: string;
  /** Leaves what was chosen as it is. */
  close: string;
  /** What stands before the names of the purposes. */
  about: string;
  /** Said to screen readers after a choice. */
  saved: string;
  /** The browser asks that its user is not sold: the heading, what it means, and what stands beside a choice. */
  gpc: string;
  gpcWords: string;
  gpcOff: string;
  /** Somebody turned that on: it is kept, and not acted on while the browser says the opposite. */
  gpcSaved: string;
};
