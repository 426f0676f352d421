// One entry whole: what it means, who made it and why; and how it was lifted, or a way to do that.
import { useMakerName } from '../../connect/identity/maker-words.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Inspector } from '../../ui/inspector.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { useIdentifierName } from '../../understand/people/identifier-words.ts';
import styles from './suppression.module.css';
import { useSuppressionWords } from './suppression-words.ts';
import type { Suppression } from './suppressions-query.ts';

export function SuppressionInspector({
  entry,
  onClose,
  onLift,
}: {
  entry: Suppression;
  onClose: () => void;
  /** Absent for whoever may not. */
  onLift: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useSuppressionWords();
  const nameOf = useIdentifierName();
  const makerName = useMakerName();
  return (
    <Inspector title={words.held(entry)} onClose={onClose}>
      <div className={styles.entry}>
        <p className={styles.quiet}>{words.means(entry.scope)}</p>
        <Facts>
          <Fact label={t('suppressions.kind')}>{nameOf(entry.identifier_kind)}</Fact>
          <Fact label={t('suppressions.reason')}>{entry.reason}</Fact>
          {entry.legal_ref && <Fact label={t('suppressions.legalRef')}>{entry.legal_ref}</Fact>}
          <Fact label={t('suppressions.by')}>{makerName(entry.created_by, entry.created_by_name)}</Fact>
          <Fact label={t('suppressions.since')}>
            <RelativeTime at={entry.created_at} exact />
          </Fact>
          {entry.review_at && <Fact label={t('suppressions.review')}>{format.date(entry.review_at)}</Fact>}
          <Fact label={t('suppressions.keyId')}>{entry.key_id}</Fact>
        </Facts>
        {entry.lifted_by && entry.lift_recorded_by ? (
          <Facts>
            <Fact label={t('suppressions.lifted')}>
              <RelativeTime at={entry.lifted_at} exact />
            </Fact>
            <Fact label={t('suppressions.whose')}>{t(`suppressions.liftedBy.${entry.lifted_by}`)}</Fact>
            <Fact label={t('suppressions.reason')}>{entry.lifted_reason}</Fact>
            <Fact label={t('suppressions.by')}>
              {makerName(entry.lift_recorded_by, entry.lift_recorded_by_name)}
            </Fact>
          </Facts>
        ) : (
          onLift && (
            <div>
              <Button onClick={onLift}>{t('suppressions.lift')}</Button>
            </div>
          )
        )}
      </div>
    </Inspector>
  );
}
