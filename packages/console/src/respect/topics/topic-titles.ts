// What topics are called on screen: in the member's language, where the company has a title in it.
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { type Topic, useTopics } from './topics-query.ts';

export function useTitleOfTopic(): (topic: Pick<Topic, 'slug' | 'titles'>) => string {
  const { i18n } = useTranslation();
  return ({ slug, titles }) => titles[i18n.language] ?? titles.en ?? Object.values(titles)[0] ?? slug;
}

/** `*` stands for all topics; one that is gone, and `brand.*`, is called by its slug. */
export function useTopicTitle(): (topic: string) => string {
  const { t } = useTranslation();
  const titleOf = useTitleOfTopic();
  const topics = useTopics(useMay('preferences:read')).data?.items;
  return (slug) =>
    slug === '*'
      ? t('people.preference.everything')
      : titleOf(topics?.find((one) => one.slug === slug) ?? { slug, titles: {} });
}
