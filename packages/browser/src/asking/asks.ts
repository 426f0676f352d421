// What the company wants to ask on this page, as the server tells it: in one language.
import { fetchShown } from '../sdk/fetching.ts';
import type { Settings } from '../sdk/settings.ts';

export type Ask = {
  slug: string;
  language: string;
  attribute: string;
  kind: 'email' | 'text' | 'choice';
  options: readonly { value: string; label: string }[];
  words: Record<
    | 'question'
    | 'why'
    | 'benefit'
    | 'use'
    | 'purpose'
    | 'yes'
    | 'no'
    | 'later'
    | 'wrongEmail'
    | 'nothing'
    | 'thanks',
    string
  >;
  categories: readonly string[];
  /** One of these; none: when the page calls for it. */
  moment: { event?: string; page?: string; seconds?: number };
  every_days: number;
  rest_days: number;
};

/** None, where the server does not say. */
export const fetchAsks = async (settings: Settings): Promise<Ask[]> =>
  (await fetchShown<{ asks?: Ask[] }>(settings, 'asks'))?.asks ?? [];
