// What is being set, from the version that it began with; carried over to a newer one when the member says so.
import { useState } from 'react';
import type { Centre, CentreBody } from './centre-query.ts';

export const toBody = (centre: CentreBody): CentreBody => ({
  ...{ brand: centre.brand, languages: centre.languages, default_language: centre.default_language },
  texts: centre.texts,
  ...{ privacy_notice_urls: centre.privacy_notice_urls, show_held: centre.show_held },
});

const FIELDS = [
  ...['brand', 'languages', 'default_language', 'texts', 'privacy_notice_urls', 'show_held'],
] as (keyof CentreBody)[];

export const listChanged = (before: CentreBody, after: CentreBody): (keyof CentreBody)[] =>
  FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));

/** What the server takes: no text and no address that is empty. */
export const toSent = (draft: CentreBody): CentreBody => ({
  ...draft,
  texts: Object.fromEntries(
    Object.entries(draft.texts)
      .map(([tag, own]) => [tag, withoutEmpty(own)] as const)
      .filter(([, own]) => Object.keys(own).length > 0),
  ),
  privacy_notice_urls: withoutEmpty(draft.privacy_notice_urls) as Record<string, string>,
});

const withoutEmpty = <Texts extends Partial<Record<string, string>>>(texts: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text?.trim())) as Texts;

export function useCentreDraft(centre: Centre) {
  const [start, setStart] = useState({ body: toBody(centre), version: centre.version });
  const [draft, setDraft] = useState(start.body);
  return {
    draft,
    version: start.version,
    isChanged: listChanged(start.body, toSent(draft)).length > 0,
    /** Somebody else has saved meanwhile. */
    isOld: centre.version !== start.version,
    edit: (change: Partial<CentreBody>) => setDraft((now) => ({ ...now, ...change })),
    begin(from: Centre) {
      setStart({ body: toBody(from), version: from.version });
      setDraft(toBody(from));
    },
    carryOver() {
      const own = listChanged(start.body, draft).map((field) => [field, draft[field]]);
      setStart({ body: toBody(centre), version: centre.version });
      setDraft({ ...toBody(centre), ...(Object.fromEntries(own) as Partial<CentreBody>) });
    },
  };
}
export type CentreDraft = ReturnType<typeof useCentreDraft>;
