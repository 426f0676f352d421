// What the parts that show themselves ask the server: in the languages of whoever looks, without credentials or an id.
import type { Settings } from './settings.ts';

const requestMsMax = 10_000;

/** Beside the place where batches go. */
export const addressOf = ({ url }: Settings, path: string): string => url.replace('v1/batch', `sdk/${path}`);

/** Undefined where the server does not say: a page must work without it. */
export async function fetchShown<Shown>(
  settings: Settings,
  path: string,
  more: Record<string, string> = {},
): Promise<Shown | undefined> {
  try {
    const lang = [document.documentElement.lang, ...navigator.languages].filter(Boolean).slice(0, 8).join();
    const query = new URLSearchParams({ write_key: settings.writeKey, lang, ...more });
    const signal = AbortSignal.timeout(requestMsMax);
    const answer = await fetch(`${addressOf(settings, path)}?${query}`, { credentials: 'omit', signal });
    return answer.status === 200 ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}
