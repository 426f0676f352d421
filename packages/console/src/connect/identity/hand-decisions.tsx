// What members decided by hand about who is who: what, who, when, why.
import { IconHandStop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../language/index.ts';
import { EmptyState } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { IdentifierLink } from './identifier-link.tsx';
import styles from './identity.module.css';
import { Sentences } from './identity-list.tsx';
import { type HandDecision, useHandDecisions } from './lists-query.ts';
import { useMakerName } from './maker-words.ts';

const KINDS = ['unlink', 'link', 'remove', 'restore', 'split', 'revert'] as const;
const SHOWN_MAX = 6;

export function HandDecisions() {
  const { t } = useTranslation();
  return (
    <Sentences
      list={useHandDecisions()}
      label={t('identity.decisions.tab')}
      empty={
        <EmptyState icon={<IconHandStop />} title={t('identity.decisions.empty')}>
          <p>{t('identity.decisions.emptyWords')}</p>
        </EmptyState>
      }
      rowKey={({ id }) => id}
      row={(decision) => <DecisionRow decision={decision} />}
    />
  );
}

function DecisionRow({ decision }: { decision: HandDecision }) {
  const { t } = useTranslation();
  const nameOf = useMakerName();
  const kind = KINDS.find((each) => each === decision.kind);
  const { identifiers } = decision;
  const shown: ReactNode[] = identifiers
    .slice(0, SHOWN_MAX)
    .map((each) => <IdentifierLink key={`${each.type} ${each.value}`} identifier={each} />);
  return (
    <>
      <div className={styles.sentenceWords}>
        <p>
          <strong className={styles.verb}>
            {kind ? t(`identity.decisions.kind.${kind}`) : decision.kind}
          </strong>{' '}
          {shown.map((each, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the identifiers of a decision never move.
            <span key={index} className={styles.listed}>
              {each}
            </span>
          ))}
          {identifiers.length > SHOWN_MAX && (
            <span className={styles.quiet}>
              {t('identity.review.more', { count: identifiers.length - SHOWN_MAX })}
            </span>
          )}
        </p>
        <p className={styles.quiet}>
          {decision.reason
            ? t('identity.decisions.byWhy', {
                who: nameOf(decision.by, decision.by_name),
                reason: decision.reason,
              })
            : t('identity.decisions.byNoWhy', { who: nameOf(decision.by, decision.by_name) })}
        </p>
      </div>
      <span className={styles.sentenceTime}>
        <RelativeTime at={decision.at} />
      </span>
    </>
  );
}
