// What is being set of a banner, and what the server is told of it.
import { useDraft } from '../../ui/draft.ts';
import type { Banner, BannerBody } from './banner-query.ts';

const FIELDS = [
  ...['enabled', 'place', 'brand', 'languages', 'default_language', 'words', 'purposes'],
  ...['privacy_urls', 'ask_again_months', 'count_choices'],
] as (keyof BannerBody)[];

const toBody = (from: BannerBody): BannerBody =>
  Object.fromEntries(FIELDS.map((field) => [field, from[field]])) as BannerBody;

/** What the server takes: no text and no address that is empty. */
export const toSent = (draft: BannerBody): BannerBody => ({
  ...draft,
  words: withoutEmpty(draft.words, (own) => {
    const texts = withoutEmpty(own, (text) => text.trim() || undefined);
    return Object.keys(texts).length > 0 ? texts : undefined;
  }),
  privacy_urls: withoutEmpty(draft.privacy_urls, (url) => url.trim() || undefined),
});

function withoutEmpty<Value, All extends Partial<Record<string, Value>>>(
  all: All,
  toKept: (value: NonNullable<All[keyof All]>) => Value | undefined,
): All {
  const kept = Object.entries(all).map(([name, value]) => [
    name,
    value === undefined ? undefined : toKept(value as NonNullable<All[keyof All]>),
  ]);
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined)) as All;
}

const toStart = (banner: Banner) => ({ version: banner.version, draft: toBody(banner) });

export function useBannerDraft(banner: Banner) {
  const draft = useDraft(toStart(banner), toSent);
  return { ...draft, begin: (from: Banner) => draft.begin(toStart(from)) };
}
export type BannerDraft = ReturnType<typeof useBannerDraft>;
