// What the banner says and asks on this page, as the server tells it: in one language.
import { addressOf, fetchShown } from '../sdk/fetching.ts';
import type { Settings } from '../sdk/settings.ts';

/** One thing to choose. */
export type Question = {
  categories: readonly string[];
  purposes: readonly { name: string; description: string }[];
  /** The hash of its notice. */
  notice: string;
  /** Global Privacy Control speaks against it. */
  gpc: boolean;
};

export type Banner = {
  version: number;
  language: string;
  place: 'bottom' | 'centre';
  brand: { name: string; light: string | null; dark: string | null } | null;
  privacy_url: string | null;
  questions: readonly Question[];
  ask_again_months: number;
  count_choices: boolean;
  words: Record<
    | 'title'
    | 'body'
    | 'accept'
    | 'reject'
    | 'choose'
    | 'save'
    | 'privacy'
    | 'close'
    | 'about'
    | 'saved'
    | 'gpc'
    | 'gpcWords'
    | 'gpcOff'
    | 'gpcSaved',
    string
  >;
};

export type Outcome = 'shown' | 'accepted' | 'rejected' | 'chosen';

/**
 * Undefined where the server does not say, or has it switched off: the page works without, and nothing is collected. `again`:
 * whoever is here has answered before, so it is not counted as shown.
 */
export const fetchBanner = (settings: Settings, again: boolean): Promise<Banner | undefined> =>
  fetchShown(settings, 'banner', again ? { again: '1' } : {});

/** One more in the sums: which language, which banner and which answer, and nothing of who gave it. */
export function countOutcomes(
  settings: Settings,
  { language, version }: Banner,
  outcomes: readonly Outcome[],
): void {
  const body = JSON.stringify({ write_key: settings.writeKey, language, version, outcomes });
  fetch(addressOf(settings, 'banner/outcomes'), {
    ...{ method: 'POST', body, credentials: 'omit', keepalive: true },
  }).catch(() => {});
}
