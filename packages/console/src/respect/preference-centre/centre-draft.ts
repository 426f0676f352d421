// What is being set of the preference centre, and what the server is told of it.
import { useDraft } from '../../ui/draft.ts';
import type { Centre, CentreBody } from './centre-query.ts';

const toBody = (centre: CentreBody): CentreBody => ({
  ...{ brand: centre.brand, languages: centre.languages, default_language: centre.default_language },
  texts: centre.texts,
  ...{ privacy_notice_urls: centre.privacy_notice_urls, show_held: centre.show_held },
});

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

const toStart = (centre: Centre) => ({ version: centre.version, draft: toBody(centre) });

export function useCentreDraft(centre: Centre) {
  const draft = useDraft(toStart(centre), toSent);
  return { ...draft, begin: (from: Centre) => draft.begin(toStart(from)) };
}
export type CentreDraft = ReturnType<typeof useCentreDraft>;
