// The reasons with their counts: what is wrong most often stands first, and choosing one shows what to do about it.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Prose } from '../../ui/prose.tsx';
import type { QuarantineReason } from './quarantine-query.ts';
import styles from './reason-list.module.css';
import { useReasonWords } from './reason-words.ts';

export function ReasonList({
  reasons,
  chosen,
  onChoose,
}: {
  reasons: QuarantineReason[];
  chosen: string | undefined;
  onChoose: (code: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const reasonWords = useReasonWords();
  const most = Math.max(...reasons.map((reason) => reason.count));
  return (
    <ul className={styles.list} aria-label={t('quarantine.reasons')}>
      {reasons.map((reason) => {
        const { title, todo } = reasonWords(reason);
        return (
          <li key={reason.code}>
            <button
              type="button"
              className={styles.reason}
              aria-pressed={reason.code === chosen}
              onClick={() => onChoose(reason.code === chosen ? undefined : reason.code)}
            >
              <span className={styles.words}>
                <span className={styles.title}>{title}</span>
                <span className={styles.todo}>
                  <Prose text={todo} />
                </span>
              </span>
              <span className={styles.count}>{format.number(reason.count)}</span>
              <span className={styles.bar} style={{ width: `${(reason.count / most) * 100}%` }} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
