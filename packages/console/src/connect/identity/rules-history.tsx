// Earlier versions of the rules: who set them, when, why, and what was different.
import { IconHistory } from '@tabler/icons-react';
import { allItems } from '../../api/list.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import styles from './identity.module.css';
import { useMakerName } from './maker-words.ts';
import { useRuleWords } from './rule-words.ts';
import { type Change, listChanges, type RulesInput, shippedRules } from './rules.ts';
import { type RulesInForce, type RulesVersion, useRulesVersions } from './rules-query.ts';

export function RulesHistory({
  inForce,
  onReuse,
}: {
  inForce: RulesInForce;
  onReuse: (rules: RulesInput) => void;
}) {
  const { t } = useTranslation();
  const versions = useRulesVersions();
  const items = allItems(versions.data);
  const whole = versions.data !== undefined && !versions.hasNextPage;
  const shipped = shippedRules(inForce);
  return (
    <Section title={t('identity.history.title')}>
      {versions.isPending ? (
        <SkeletonRows rows={3} height={56} />
      ) : versions.isError ? (
        <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />
      ) : (
        <ol className={styles.history}>
          {items.map((each, index) => {
            const earlier = items[index + 1]?.rules ?? (whole ? {} : undefined);
            return (
              <VersionRow
                key={each.version}
                each={each}
                changes={earlier && listChanges(earlier, each.rules, shipped)}
                onReuse={each.version === inForce.version ? undefined : () => onReuse(each.rules)}
              />
            );
          })}
          {whole && (
            <li className={styles.version}>
              <div className={styles.versionHead}>
                <h3>{t('identity.history.shipped')}</h3>
                {inForce.version > 0 && (
                  <Button small look="quiet" onClick={() => onReuse({})}>
                    {t('identity.history.reuse')}
                  </Button>
                )}
              </div>
              <p className={styles.quiet}>
                {inForce.version === 0
                  ? t('identity.history.onlyShipped')
                  : t('identity.history.shippedWords')}
              </p>
            </li>
          )}
        </ol>
      )}
      {versions.hasNextPage && (
        <Button busy={versions.isFetchingNextPage} onClick={() => void versions.fetchNextPage()}>
          {t('ui.showMore')}
        </Button>
      )}
    </Section>
  );
}

function VersionRow({
  each,
  changes,
  onReuse,
}: {
  each: RulesVersion;
  /** Absent while the version before is not loaded. */
  changes: Change[] | undefined;
  onReuse: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  const words = useRuleWords();
  const nameOf = useMakerName();
  return (
    <li className={styles.version}>
      <div className={styles.versionHead}>
        <h3>{t('identity.version', { version: each.version })}</h3>
        <span className={styles.quiet}>{t('identity.history.by', { who: nameOf(each.by) })}</span>
        <span className={styles.quiet}>
          <RelativeTime at={each.at} />
        </span>
        {onReuse && (
          <Button small look="quiet" icon={<IconHistory aria-hidden="true" />} onClick={onReuse}>
            {t('identity.history.reuse')}
          </Button>
        )}
      </div>
      {each.reason && <p>{t('identity.quoted', { reason: each.reason })}</p>}
      {changes && (
        <ul className={styles.changes}>
          {changes.length === 0 && <li>{t('identity.history.same')}</li>}
          {changes.map((change) => (
            <li key={words.change(change)}>{words.change(change)}</li>
          ))}
        </ul>
      )}
    </li>
  );
}
