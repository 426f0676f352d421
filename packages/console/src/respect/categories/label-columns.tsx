// What a list of labels says of each, by the state that it lists.
import { useMemo } from 'react';
import { useMakerName } from '../../connect/identity/maker-words.ts';
import { useTranslation } from '../../language/index.ts';
import type { Column } from '../../ui/table/index.ts';
import { RelativeTime } from '../../ui/time.tsx';
import type { Label, LabelState } from './categories-query.ts';
import { useCategoryName } from './category-words.ts';
import { ConfirmLabel } from './confirm-label.tsx';
import { useLabelWords } from './label-words.ts';
import styles from './labels.module.css';

export function useLabelColumns(
  state: LabelState,
  may: boolean,
  onReview: (label: Label) => void,
  onConfirm: (label: Label) => void,
): Column<Label>[] {
  const { t } = useTranslation();
  const categoryOf = useCategoryName();
  const nameOf = useMakerName();
  const words = useLabelWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change exactly when t or categoryOf do.
  return useMemo<Column<Label>[]>(() => {
    const holds: Column<Label> = {
      id: 'category',
      header: t(state === 'unlabelled' ? 'labels.column.suggested' : 'labels.column.category'),
      width: '200px',
      cell: ({ category, suggested_category: suggested }) => {
        const key = category ?? suggested;
        if (key !== null) return <span title={key}>{categoryOf(key)}</span>;
        return (
          <span className={styles.quiet}>{state === 'unlabelled' ? '–' : t('labels.nothingPersonal')}</span>
        );
      },
    };
    const why: Column<Label> = {
      id: 'why',
      header: t('labels.column.why'),
      from: 'md',
      cell: words.reason,
    };
    const seen: Column<Label> = {
      id: 'seen',
      header: t('labels.column.seen'),
      width: '130px',
      from: 'lg',
      cell: ({ first_seen_at }) => <RelativeTime at={first_seen_at} />,
    };
    const by: Column<Label> = {
      id: 'by',
      header: t('labels.column.by'),
      width: '18%',
      from: 'md',
      cell: (label) => label.reviewed_by && nameOf(label.reviewed_by, label.reviewed_by_name),
    };
    const at: Column<Label> = {
      id: 'at',
      header: t('labels.column.at'),
      width: '130px',
      from: 'sm',
      cell: ({ reviewed_at }) => <RelativeTime at={reviewed_at} />,
    };
    const confirm: Column<Label> = {
      id: 'confirm',
      header: t('labels.column.confirm'),
      width: '124px',
      align: 'end',
      from: 'sm',
      cell: (label) => (
        <ConfirmLabel label={label} onReview={() => onReview(label)} onConfirm={() => onConfirm(label)} />
      ),
    };
    return [
      {
        id: 'name',
        header: t('labels.column.name'),
        width: '26%',
        cell: (label) => (
          <span className={styles.nameCell}>
            <code className={styles.name}>{label.name}</code>
            <span className={styles.owner}>{words.owner(label)}</span>
          </span>
        ),
      },
      ...{ unlabelled: [why, holds, seen], guessed: [holds, why, seen], confirmed: [holds, by, at] }[state],
      ...(may && state !== 'confirmed' ? [confirm] : []),
    ];
  }, [t, categoryOf, state, may, onReview, onConfirm]);
}
