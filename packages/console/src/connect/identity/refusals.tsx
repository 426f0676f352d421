// Links that joined nobody because a rule was in the way: what was told, which rule, and what became of the weaker.
import { IconShieldCheck } from '@tabler/icons-react';
import { Trans, useTranslation } from '../../language/index.ts';
import { EmptyState } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { useIdentifierName } from '../../understand/people/identifier-words.ts';
import { IdentifierLink } from './identifier-link.tsx';
import styles from './identity.module.css';
import { Sentences } from './identity-list.tsx';
import { type Owned, type Refusal, useRefusals } from './lists-query.ts';

export function Refusals() {
  const { t } = useTranslation();
  return (
    <Sentences
      list={useRefusals()}
      label={t('identity.refusals.tab')}
      empty={
        <EmptyState icon={<IconShieldCheck />} title={t('identity.refusals.empty')}>
          <p>{t('identity.refusals.emptyWords')}</p>
        </EmptyState>
      }
      rowKey={({ a, b, at }) => `${a.type} ${a.value} ${b.type} ${b.value} ${at}`}
      row={(refusal) => <RefusalRow refusal={refusal} />}
    />
  );
}

function RefusalRow({ refusal }: { refusal: Refusal }) {
  const { t } = useTranslation();
  const nameOf = useIdentifierName();
  const { a, b, reason, type, limit, weaker, outcome } = refusal;
  const link = (owned: Owned) => <IdentifierLink identifier={owned} to={owned.profile_id} />;
  const weak = weaker === 'a' ? a : b;
  return (
    <>
      <div className={styles.sentenceWords}>
        <p>
          <Trans i18nKey="identity.refusals.told" components={{ a: link(a), b: link(b) }} />
        </p>
        <p className={styles.quiet}>
          {reason === 'limit' && type !== null
            ? t('identity.refusals.limit', { limit: limit ?? 1, type: nameOf(type) })
            : t('identity.refusals.shared')}{' '}
          {reason === 'limit' && (
            <Trans
              i18nKey={`identity.refusals.outcome.${outcome}`}
              components={{ weaker: <IdentifierLink identifier={weak} to={null} /> }}
            />
          )}
        </p>
      </div>
      <span className={styles.sentenceTime}>
        <RelativeTime at={refusal.at} />
      </span>
    </>
  );
}
