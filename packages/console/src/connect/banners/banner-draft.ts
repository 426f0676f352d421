// What is being set, from the version that it began with; carried over to a newer one when the member says so.
import { useState } from 'react';
import type { Banner, BannerBody } from './banner-query.ts';

const FIELDS = [
  ...['enabled', 'place', 'brand', 'languages', 'default_language', 'words', 'purposes'],
  ...['privacy_urls', 'ask_again_months', 'count_choices'],
] as (keyof BannerBody)[];

const toBody = (from: BannerBody): BannerBody =>
  Object.fromEntries(FIELDS.map((field) => [field, from[field]])) as BannerBody;

const listChanged = (before: BannerBody, after: BannerBody): (keyof BannerBody)[] =>
  FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));

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

export function useBannerDraft(banner: Banner) {
  const [start, setStart] = useState({ body: toBody(banner), version: banner.version });
  const [draft, setDraft] = useState(start.body);
  return {
    draft,
    version: start.version,
    isChanged: listChanged(start.body, toSent(draft)).length > 0,
    /** Somebody else has saved meanwhile. */
    isOld: banner.version > start.version,
    edit: (change: Partial<BannerBody>) => setDraft((now) => ({ ...now, ...change })),
    begin(from: Banner) {
      setStart({ body: toBody(from), version: from.version });
      setDraft(toBody(from));
    },
    carryOver() {
      const own = listChanged(start.body, draft).map((field) => [field, draft[field]]);
      setStart({ body: toBody(banner), version: banner.version });
      setDraft({ ...toBody(banner), ...(Object.fromEntries(own) as Partial<BannerBody>) });
    },
  };
}
export type BannerDraft = ReturnType<typeof useBannerDraft>;
