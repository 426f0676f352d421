// What the command search finds for a text: people (asked of the server), pages, sources, actions.
import {
  IconLayoutGrid,
  IconMathFunction,
  IconMoon,
  IconPlugConnected,
  IconPlus,
  IconSun,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import type { Page } from '../../api/list.ts';
import { useSources } from '../../connect/sources/sources-query.ts';
import { useTranslation } from '../../language/index.ts';
import { usePurpose } from '../../respect/purposes/current-purpose.ts';
import { useDebounced } from '../../ui/debounced.ts';
import type { PersonItem } from '../../understand/people/people-query.ts';
import { byTelling, personName, shortId } from '../../understand/people/person-words.ts';
import { useSegments } from '../../understand/segments/segments-query.ts';
import { useTraits } from '../../understand/traits/traits-query.ts';
import { useViews } from '../../understand/views/views-query.ts';
import { setPreferences } from '../preferences.ts';
import { useMay } from '../session.ts';
import { ALL_PAGES } from '../shell/navigation.ts';

export type Result = {
  id: string;
  group: 'people' | 'pages' | 'segments' | 'views' | 'sources' | 'actions';
  icon: ReactNode;
  label: string;
  detail?: string;
  run: () => void;
};

const PEOPLE_MAX = 6;

/**
 * The results in the order they are shown. Pages and actions follow every key, so that Enter does what is on the
 * screen; people follow after a moment of rest, from the second character on.
 */
export function useResults(text: string): { results: Result[]; searching: boolean; failed: boolean } {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { purpose } = usePurpose();
  const wished = text.trim().toLowerCase();
  const asked = useDebounced(wished, 120);
  const people = useQuery({
    queryKey: ['people', 'command', purpose, asked],
    queryFn: ({ signal }) =>
      api.get<Page<PersonItem>>('/api/profiles', { purpose, q: asked, limit: PEOPLE_MAX }, signal),
    enabled: asked.length >= 2,
  });
  const segments = useSegments().data?.items ?? [];
  const traits = useTraits().data?.items ?? [];
  const views = useViews(useMay('views:read')).data?.items ?? [];
  const sources = useSources().data?.items ?? [];

  const results: Result[] = (asked === wished && wished.length >= 2 ? (people.data?.items ?? []) : []).map(
    (person) => ({
      id: `person-${person.id}`,
      group: 'people',
      icon: <IconUser />,
      label: personName(person) ?? t('people.anonymous'),
      detail: byTelling(person.identifiers)
        .map((each) => shortId(each.value))
        .join(' · '),
      run: () =>
        void navigate({
          to: '/people/$type/$value',
          params: { type: 'profile_id', value: person.id },
          search: { purpose },
        }),
    }),
  );
  for (const page of ALL_PAGES) {
    const Icon = page.icon;
    const label = t(`shell.page.${page.key}`);
    results.push({
      id: page.key,
      group: 'pages',
      icon: <Icon aria-hidden />,
      label,
      run: () => void navigate({ to: page.to }),
    });
  }
  const open = (group: Result['group'], id: string, icon: ReactNode, label: string, run: () => void) =>
    results.push({ id, group, icon, label, run });
  for (const { name, title } of segments) {
    const go = () => void navigate({ to: '/segments/$name', params: { name } });
    open('segments', `segment-${name}`, <IconUsersGroup />, title, go);
  }
  for (const { name, title } of traits) {
    const go = () => void navigate({ to: '/traits/$name', params: { name } });
    open('segments', `trait-${name}`, <IconMathFunction />, title, go);
  }
  for (const { name, title } of views) {
    const go = () => void navigate({ to: '/views/$view', params: { view: name } });
    open('views', `view-${name}`, <IconLayoutGrid />, title, go);
  }
  for (const { id, name } of sources) {
    const go = () => void navigate({ to: '/sources/$sourceId', params: { sourceId: String(id) } });
    open('sources', `source-${id}`, <IconPlugConnected />, name, go);
  }
  open(
    'actions',
    'new-source',
    <IconPlus />,
    t('sources.create.title'),
    () => void navigate({ to: '/sources', search: { new: '1' } }),
  );
  open('actions', 'dark', <IconMoon />, t('shell.find.dark'), () => setPreferences({ theme: 'dark' }));
  open('actions', 'light', <IconSun />, t('shell.find.light'), () => setPreferences({ theme: 'light' }));

  const matching = results.filter((result) => result.group === 'people' || fits(result.label, wished));
  return {
    results: matching,
    searching: wished.length >= 2 && (people.isFetching || asked !== wished),
    failed: people.isError,
  };
}

function fits(label: string, wished: string): boolean {
  return label.toLowerCase().includes(wished);
}
