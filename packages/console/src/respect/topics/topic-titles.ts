// What topics are called on screen: in the member's language, where the company has a title in it.
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { Page } from '../../api/list.ts';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';

type Topic = { slug: string; titles: Record<string, string> };

/** `*` and `brand.*` stand for all topics; one that is gone is called by its slug. */
export function useTopicTitle(): (topic: string) => string {
  const { t, i18n } = useTranslation();
  const topics = useQuery({
    queryKey: ['topics'],
    queryFn: ({ signal }) => api.get<Page<Topic>>('/api/topics', undefined, signal),
    enabled: useMay('preferences:read'),
  });
  return function titleOf(slug) {
    if (slug === '*') return t('people.preference.everything');
    const titles = topics.data?.items.find((one) => one.slug === slug)?.titles ?? {};
    return titles[i18n.language] ?? Object.values(titles)[0] ?? slug;
  };
}
