// What the company wants to ask on this page, as the server tells it: in one language, without credentials.
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

/** None, where the server does not say: a page must work without it. */
export async function fetchAsks({ url, writeKey }: Settings): Promise<Ask[]> {
  const lang = [document.documentElement.lang, ...navigator.languages].slice(0, 8);
  const query = `?write_key=${encodeURIComponent(writeKey)}&lang=${lang}`;
  try {
    const answer = await fetch(url.replace('v1/batch', 'sdk/asks') + query, { credentials: 'omit' });
    return (await answer.json()).asks ?? [];
  } catch {
    return [];
  }
}
