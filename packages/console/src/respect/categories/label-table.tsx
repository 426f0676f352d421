// The labels of one state: what each holds, why, and confirming it in one click.
import { IconCircleCheck, IconTags } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { useDebounced } from '../../ui/debounced.ts';
import { SearchField } from '../../ui/field.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { Table } from '../../ui/table/index.ts';
import { LABEL_SUBJECTS, type Label, type LabelState, labelKey, type useLabels } from './categories-query.ts';
import { useLabelColumns } from './label-columns.tsx';
import type { LabelSearch } from './labels-page.tsx';

const REST_MS = 150;

export function LabelTable({
  state,
  list,
  items,
  may,
  search: { subject, q, inspect },
  onChange,
}: {
  state: LabelState;
  list: ReturnType<typeof useLabels>;
  items: Label[];
  may: boolean;
  search: LabelSearch;
  onChange: (changes: LabelSearch) => void;
}) {
  const { t } = useTranslation();
  const review = useCallback((each: Label) => onChange({ inspect: labelKey(each) }), [onChange]);
  const leaves = useFocusAfter(items);
  const columns = useLabelColumns(state, may, review, leaves);
  const [text, setText] = useState(q ?? '');
  const wished = useDebounced(text.trim(), REST_MS);
  useEffect(() => onChange({ q: wished || undefined }), [wished, onChange]);
  const filtered = Boolean(subject || q);
  return (
    <Table
      name={`labels-${state}`}
      label={t(`labels.tab.${state}`)}
      rows={items}
      columns={columns}
      rowKey={labelKey}
      openKey={inspect}
      onOpen={(each) => onChange({ inspect: labelKey(each) === inspect ? undefined : labelKey(each) })}
      onMore={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
      loadingMore={list.isFetchingNextPage}
      toolbar={
        (items.length > 0 || filtered || text !== '') && (
          <>
            <SearchField label={t('labels.search')} value={text} onValue={setText} shortcut />
            <FilterChips
              filters={[
                {
                  id: 'subject',
                  label: t('labels.column.subject'),
                  options: LABEL_SUBJECTS.map((each) => ({
                    value: each,
                    label: t(`labels.subject.${each}`),
                  })),
                },
              ]}
              chosen={{ subject }}
              onChange={(id, value) => onChange({ [id]: value, inspect: undefined })}
            />
          </>
        )
      }
      instead={items.length > 0 ? undefined : <NoRows state={state} list={list} filtered={filtered} />}
    />
  );
}

/** When a row that was confirmed has left, the focus goes to the one that took its place. */
function useFocusAfter(items: Label[]): (label: Label) => void {
  const left = useRef<{ key: string; index: number }>(undefined);
  const shown = useRef(items);
  useEffect(() => {
    shown.current = items;
    const { key, index } = left.current ?? {};
    if (index === undefined || items.some((each) => labelKey(each) === key)) return;
    left.current = undefined;
    document.querySelector<HTMLElement>(`[data-row="${Math.min(index, items.length - 1)}"]`)?.focus();
  });
  return useCallback((label) => {
    const key = labelKey(label);
    left.current = { key, index: shown.current.findIndex((each) => labelKey(each) === key) };
  }, []);
}

function NoRows({
  state,
  list,
  filtered,
}: {
  state: LabelState;
  list: ReturnType<typeof useLabels>;
  filtered: boolean;
}) {
  const { t } = useTranslation();
  if (list.isPending) return <SkeletonRows rows={8} height={44} />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (filtered)
    return (
      <EmptyState title={t('labels.noneFound')}>
        <p>{t('labels.noneFoundWords')}</p>
      </EmptyState>
    );
  return (
    <EmptyState
      icon={state === 'unlabelled' ? <IconCircleCheck /> : <IconTags />}
      title={t(`labels.empty.${state}`)}
      action={state === 'guessed' && <ButtonLink to="/sources">{t('labels.toSources')}</ButtonLink>}
    >
      <p>{t(`labels.emptyWords.${state}`)}</p>
    </EmptyState>
  );
}
