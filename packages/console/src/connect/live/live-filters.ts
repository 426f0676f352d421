// What the live list can be filtered by: the six types, the events seen so far, the sources.
import { useMemo } from 'react';
import { useTranslation } from '../../language/index.ts';
import type { Filter } from '../../ui/filter-chips.tsx';
import { useSources } from '../sources/sources-query.ts';
import { EVENT_TYPES, type EventItem } from './events-query.ts';

const EVENT_NAMES_MAX = 20;

export function useLiveFilters(events: EventItem[]): Filter[] {
  const { t } = useTranslation();
  const sources = useSources().data?.items;
  return useMemo(() => {
    const names = new Set(events.flatMap((event) => (event.event ? [event.event] : [])));
    return [
      {
        id: 'type',
        label: t('live.column.type'),
        options: EVENT_TYPES.map((type) => ({ value: type, label: t(`live.kind.${type}`) })),
      },
      {
        id: 'event',
        label: t('live.column.event'),
        options: [...names]
          .sort()
          .slice(0, EVENT_NAMES_MAX)
          .map((name) => ({ value: name, label: name })),
      },
      {
        id: 'source',
        label: t('live.column.source'),
        options: (sources ?? []).map((source) => ({ value: String(source.id), label: source.name })),
      },
    ];
  }, [events, sources, t]);
}
