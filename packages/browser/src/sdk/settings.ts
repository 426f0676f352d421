// What the script tag says: nothing else configures the SDK, so a page needs no script of its own inside it.

export type Settings = {
  writeKey: string;
  /** Where batches go. */
  url: string;
  /** Categories of the banner of which one must be given before anything is kept or sent. */
  collectWith: readonly string[];
  /** Categories that Global Privacy Control speaks against. */
  gpcCategories: readonly string[];
  /** The browser asks that its user is not sold. */
  gpc: boolean;
  /** "Do not track" is set and counts, until the person chooses something else. */
  dnt: boolean;
  /** Send the query of addresses: they can hold what is nobody's business. */
  query: boolean;
  /** Tell of the page as soon as it is loaded. */
  page: boolean;
};

/** Categories of the purposes that Rapport starts with. `DataSharing` alone is no reason to collect. */
const collectWith = 'Analytics Personalization Advertising';
const gpcCategories = 'Advertising DataSharing';

export function readSettings(script: HTMLScriptElement | null): Settings | undefined {
  const { writeKey, host, ...data } = script?.dataset ?? {};
  if (script === null || !writeKey) return undefined;
  return {
    writeKey,
    // By hand: `new URL` takes as long as half of the rest, when it is the first of a page.
    url: `${host?.replace(/\/$/, '') ?? script.src.split('/').slice(0, -2).join('/')}/v1/batch`,
    collectWith: toNames(data.collectWith ?? collectWith),
    gpcCategories: toNames(data.gpcCategories ?? gpcCategories),
    gpc: (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true,
    dnt: data.dnt !== undefined && navigator.doNotTrack === '1',
    query: data.query !== undefined,
    page: data.page !== undefined,
  };
}

const toNames = (list: string): string[] => list.split(' ');
