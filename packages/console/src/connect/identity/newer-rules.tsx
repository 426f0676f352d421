// Somebody else set rules while these were edited: who, why, what, and going on from theirs without losing one's own.
import { allItems } from '../../api/list.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { StateMark } from '../../ui/mark.tsx';
import { Card } from '../../ui/page.tsx';
import { useNow } from '../../ui/time.tsx';
import styles from './identity.module.css';
import { useMakerName } from './maker-words.ts';
import { useRuleWords } from './rule-words.ts';
import type { Draft } from './rules-draft.ts';
import { useRulesVersions } from './rules-query.ts';

export function NewerRules({ draft, version }: { draft: Draft; version: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  const words = useRuleWords();
  const nameOf = useMakerName();
  const theirs = allItems(useRulesVersions().data).find((each) => each.version === version);
  const { changes, contradictions } = draft.meanwhile ?? { changes: [], contradictions: [] };
  return (
    <Card className={styles.newer}>
      <div role="status">
        <div className={styles.versionHead}>
          <h2>{t('identity.newer.title', { version })}</h2>
          <StateMark tone="waiting">{t('identity.newer.mark')}</StateMark>
        </div>
        {theirs && (
          <p className={styles.quiet}>
            {t('identity.newer.by', { who: nameOf(theirs.by), ago: format.relative(theirs.at, nowMs) })}{' '}
            {theirs.reason && t('identity.quoted', { reason: theirs.reason })}
          </p>
        )}
      </div>
      <h3>{t('identity.newer.theirs')}</h3>
      <ul className={styles.changes}>
        {changes.map((change) => (
          <li key={words.change(change)}>{words.change(change)}</li>
        ))}
      </ul>
      {contradictions.length > 0 && (
        <p>
          {t('identity.newer.both', {
            what: format.list(
              contradictions.map((each) =>
                'type' in each ? words.nameOf(each.type) : t(`identity.setting.${each.setting}`),
              ),
            ),
          })}
        </p>
      )}
      <div className={styles.newerActions}>
        <Button onClick={draft.carryOver}>{t('identity.newer.carryOver')}</Button>
        <Button look="quiet" onClick={draft.discard}>
          {t('identity.newer.discard')}
        </Button>
      </div>
    </Card>
  );
}
