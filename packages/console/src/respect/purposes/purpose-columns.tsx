// What the list of purposes says of each.
import { useMemo } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { DecisionMark } from '../../ui/mark.tsx';
import type { Column } from '../../ui/table/index.ts';
import { useCategoryName } from '../categories/category-words.ts';
import { silencePermits } from './meaning.ts';
import { useCodeWords, usePurposeName, usePurposeWords } from './purpose-words.ts';
import styles from './purposes.module.css';
import type { Purpose } from './purposes-query.ts';

/** Beyond these the page of the purpose tells. */
const NAMED_MAX = 2;

export function usePurposeColumns(): Column<Purpose>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const [name] = useRetiredColumns();
  const words = usePurposeWords();
  const codes = useCodeWords();
  const categoryOf = useCategoryName();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change exactly when t, format or categoryOf do.
  return useMemo<Column<Purpose>[]>(() => {
    const some = (all: string[]): string =>
      all.length > NAMED_MAX
        ? t('purposes.andMore', {
            first: all.slice(0, NAMED_MAX - 1).join(', '),
            count: all.length - NAMED_MAX + 1,
          })
        : all.join(', ');
    return [
      ...(name ? [name] : []),
      {
        id: 'silence',
        header: t('purposes.column.silence'),
        width: '150px',
        sortBy: (purpose) => purpose.consent_model,
        cell: (purpose) => <Silence purpose={purpose} />,
      },
      {
        id: 'basis',
        header: t('purposes.column.basis'),
        width: '172px',
        from: 'sm',
        sortBy: words.basisShort,
        cell: words.basisShort,
      },
      {
        id: 'data',
        header: t('purposes.column.data'),
        width: '20%',
        from: 'lg',
        cell: (purpose) => some(purpose.data_categories.map(categoryOf)),
      },
      {
        id: 'recipients',
        header: t('purposes.column.recipients'),
        width: '17%',
        from: 'md',
        cell: (purpose) =>
          purpose.recipients.length > 0 ? (
            some(purpose.recipients)
          ) : (
            <span className={styles.quiet}>{t('purposes.nobody')}</span>
          ),
      },
      {
        id: 'kinds',
        header: t('purposes.field.processing_kinds'),
        width: '150px',
        from: 'lg',
        hidden: true,
        cell: (purpose) => some(purpose.processing_kinds.map(codes.kind)),
      },
      {
        id: 'version',
        header: t('purposes.column.version'),
        width: '96px',
        align: 'end',
        from: 'lg',
        sortBy: (purpose) => purpose.version,
        cell: (purpose) => format.number(purpose.version),
      },
    ];
  }, [t, format, categoryOf, name]);
}

/** Permitted or denied while nobody said anything, and where that is otherwise. */
function Silence({ purpose }: { purpose: Purpose }) {
  const { t } = useTranslation();
  const words = usePurposeWords();
  const permits = silencePermits(purpose);
  const elsewhere = Object.entries(purpose.jurisdictions)
    .filter(([, ground]) => silencePermits(ground) !== permits)
    .map(([place]) => place);
  return (
    <span className={styles.silence}>
      <DecisionMark
        decision={permits ? 'permit' : 'unknown'}
        label={t(permits ? 'purposes.silence.permitted' : 'purposes.silence.denied')}
        reason={words.model(purpose)}
      />
      {elsewhere.length > 0 && (
        <span className={styles.elsewhere}>
          {t(permits ? 'purposes.silence.deniedIn' : 'purposes.silence.permittedIn', {
            places: elsewhere.join(', '),
          })}
        </span>
      )}
    </span>
  );
}

/** Of those that ended, only what they were. */
export function useRetiredColumns(): Column<Purpose>[] {
  const { t } = useTranslation();
  const nameOf = usePurposeName();
  const words = usePurposeWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change exactly when t does.
  return useMemo<Column<Purpose>[]>(
    () => [
      {
        id: 'name',
        header: t('purposes.column.name'),
        sortBy: nameOf,
        cell: (purpose) => (
          <span className={styles.nameCell}>
            <span className={styles.name}>{nameOf(purpose)}</span>
            <span className={styles.meaning}>{words.meaning(purpose)}</span>
          </span>
        ),
      },
    ],
    [t],
  );
}
