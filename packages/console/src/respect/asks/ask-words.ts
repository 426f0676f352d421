// What an ask is called on screen, and its moment as words.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import type { Ask, AskMoment } from './asks-query.ts';

export function useAskWords() {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  return {
    /** In the member's language, where the company says it in that. */
    questionOf: ({ slug, words }: Pick<Ask, 'slug' | 'words'>): string =>
      (words[i18n.language] ?? words.en ?? Object.values(words)[0])?.question ?? slug,
    momentOf(moment: AskMoment): string {
      if ('event' in moment) return t('asks.when.event', { event: moment.event });
      if ('page' in moment) return t('asks.when.page', { page: moment.page });
      return 'seconds' in moment
        ? t('asks.when.seconds', { seconds: format.number(moment.seconds) })
        : t('asks.when.called');
    },
  };
}
