// The reader's language for definitions, with the titles that segments, traits and purposes have in this workspace.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { usePreferences } from '../../app/preferences.ts';
import { createSpeech, loadWords, type Speech } from '../../definitions/index.ts';
import { regionalLocale } from '../../language/languages.ts';
import { useNameOfPurpose } from '../../respect/purposes/name-of-purpose.ts';
import { useSegments } from '../segments/segments-query.ts';
import { useTraits } from '../traits/traits-query.ts';

/** `undefined` until the words of the language are here. */
export function useSpeech(): Speech | undefined {
  const { language } = usePreferences();
  const words = useQuery({
    queryKey: ['definitions', 'words', language],
    queryFn: () => loadWords(language),
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
  const purposeOf = useNameOfPurpose();
  const segments = useSegments().data?.items;
  const traits = useTraits().data?.items;
  return useMemo(() => {
    if (words === undefined) return undefined;
    const titles = {
      segment: new Map(segments?.map(({ name, title }) => [name, title])),
      trait: new Map(traits?.map(({ name, title }) => [name, title])),
    };
    const locale = regionalLocale(language, navigator.languages);
    return createSpeech(words, locale, (kind, slug) =>
      kind === 'purpose' ? purposeOf(slug) : titles[kind].get(slug),
    );
  }, [words, language, segments, traits, purposeOf]);
}
