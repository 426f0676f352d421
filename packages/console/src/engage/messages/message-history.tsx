// What became of a message, step by step, with the times.
import { useTranslation } from '../../language/index.ts';
import { RelativeTime } from '../../ui/time.tsx';
import { MessageStateMark, useMessageWords } from './message-words.tsx';
import styles from './messages.module.css';
import type { HistoryEntry } from './messages-query.ts';

export function MessageHistory({ history }: { history: readonly HistoryEntry[] }) {
  const { t } = useTranslation();
  const { reasonOf } = useMessageWords();
  return (
    <section aria-label={t('messages.history')}>
      <h3 className={styles.head}>{t('messages.history')}</h3>
      <ol className={styles.history}>
        {history.map(({ state, at, reason, detail }, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may say the same, and they only grow at the end.
          <li key={n}>
            <span className={styles.asked}>
              <MessageStateMark state={state} />
              <span className={styles.detail}>
                <RelativeTime at={at} exact />
              </span>
            </span>
            {(reason ?? detail) && (
              <span className={styles.because}>
                {[reason && reasonOf(reason), detail].filter(Boolean).join(': ')}
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
