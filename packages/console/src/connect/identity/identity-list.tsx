// A list of what happened to identity, one sentence each: with its states, and more on request.
import type { ReactNode } from 'react';
import { allItems, type Page } from '../../api/list.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import styles from './identity.module.css';

type List<Item> = {
  data: { pages: Page<Item>[] } | undefined;
  error: unknown;
  isPending: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  refetch: () => unknown;
  fetchNextPage: () => unknown;
};

/** The state to show in the place of the rows; `undefined` when there are rows. */
export function insteadOfRows<Item>(list: List<Item>, empty: ReactNode): ReactNode | undefined {
  if (list.isPending) return <SkeletonRows rows={8} height={56} />;
  if (!list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  return allItems(list.data).length === 0 ? empty : undefined;
}

export function Sentences<Item>({
  list,
  label,
  empty,
  rowKey,
  row,
}: {
  list: List<Item>;
  label: string;
  empty: ReactNode;
  rowKey: (item: Item) => string;
  row: (item: Item) => ReactNode;
}) {
  const { t } = useTranslation();
  const instead = insteadOfRows(list, empty);
  if (instead) return instead;
  return (
    <>
      <ul className={styles.sentences} aria-label={label}>
        {allItems(list.data).map((item) => (
          <li key={rowKey(item)} className={styles.sentence}>
            {row(item)}
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <div className={styles.more}>
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('ui.showMore')}
          </Button>
        </div>
      )}
    </>
  );
}
