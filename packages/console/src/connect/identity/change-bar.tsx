// What was changed and not set yet, always in sight: to look at what it would do, or to throw it away.
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import styles from './identity.module.css';
import { useRuleWords } from './rule-words.ts';
import type { Change, Faults, RulesInput } from './rules.ts';

const SHOWN_MAX = 3;

export function ChangeBar({
  changes,
  rules,
  faults,
  blocked,
  onReview,
  onDiscard,
}: {
  changes: Change[];
  rules: RulesInput;
  /** What the server does not take. */
  faults: Faults;
  /** Why they cannot be looked at now. */
  blocked: string | undefined;
  onReview: () => void;
  onDiscard: () => void;
}) {
  const { t } = useTranslation();
  const words = useRuleWords();
  const wrong = Object.entries(faults);
  return (
    <section className={styles.bar} aria-label={t('identity.bar.label')}>
      <div className={styles.barWords}>
        <p className={styles.barCount} role="status">
          {t('identity.bar.count', { count: changes.length })}
        </p>
        <ul className={styles.barList}>
          {changes.slice(0, SHOWN_MAX).map((change) => (
            <li key={words.change(change)}>{words.change(change)}</li>
          ))}
          {changes.length > SHOWN_MAX && (
            <li>{t('identity.bar.more', { count: changes.length - SHOWN_MAX })}</li>
          )}
        </ul>
        {wrong.length > 0 && (
          <ul className={styles.fault} role="alert">
            {wrong.slice(0, SHOWN_MAX).map(([path, problem]) => (
              <li key={path}>{words.fault(path, problem, rules)}</li>
            ))}
          </ul>
        )}
        {blocked && <p className={styles.quiet}>{blocked}</p>}
      </div>
      <div className={styles.barActions}>
        <Button onClick={onDiscard}>{t('identity.bar.discard')}</Button>
        <Button look="primary" disabled={blocked !== undefined} onClick={onReview}>
          {t('identity.bar.review')}
        </Button>
      </div>
    </section>
  );
}
