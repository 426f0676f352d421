// Labels: what attributes and properties hold. What looks personal and waits for a member comes first.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { allItems } from '../../api/list.ts';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { WithInspector } from '../../ui/inspector.tsx';
import { Page } from '../../ui/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { LABEL_STATES, labelKey, useLabel, useLabels } from './categories-query.ts';
import { LabelReview } from './label-review.tsx';
import { LabelTable } from './label-table.tsx';

export type LabelSearch = { show?: string; subject?: string; q?: string; inspect?: string };

export function LabelsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/inside/labels' });
  const navigate = useNavigate({ from: '/labels' });
  const state = LABEL_STATES.find((each) => each === search.show) ?? 'unlabelled';
  const { subject, q, inspect } = search;
  const list = useLabels({ state, subject, q });
  const items = allItems(list.data);
  const may = useMay('purposes:write');
  const index = items.findIndex((each) => labelKey(each) === inspect);
  const elsewhere = useLabel(inspect, inspect !== undefined && index === -1 && !list.isPending);
  const chosen = items[index] ?? elsewhere.data;
  const change = useCallback(
    (changes: LabelSearch) =>
      void navigate({
        search: (before) => ({ ...before, ...changes }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  const close = useCallback(() => change({ inspect: undefined }), [change]);
  /** What was reviewed leaves its list: the one below it takes its place. */
  const next = () => {
    const below = state === 'confirmed' ? undefined : (items[index + 1] ?? items[index - 1]);
    change({ inspect: below && labelKey(below) });
  };
  return (
    <Page wide title={t('labels.title')} about={t('labels.about')}>
      <WithInspector
        inspector={
          chosen && (
            <LabelReview
              key={labelKey(chosen)}
              label={chosen}
              may={may}
              onClose={close}
              onDone={index === -1 ? close : next}
            />
          )
        }
      >
        <Tabs
          label={t('labels.title')}
          chosen={state}
          onChoose={(id) => change({ show: id === 'unlabelled' ? undefined : id, inspect: undefined })}
          tabs={LABEL_STATES.map((each) => ({
            id: each,
            label: t(`labels.tab.${each}`),
            content: (
              <LabelTable
                state={each}
                list={list}
                items={items}
                may={may}
                search={search}
                onChange={change}
              />
            ),
          }))}
        />
      </WithInspector>
    </Page>
  );
}
