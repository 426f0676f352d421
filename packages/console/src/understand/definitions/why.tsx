// Why somebody is in a segment or has a value: the answer in a sentence, then part by part.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { isNotFound } from '../../api/error.ts';
import { useTranslation } from '../../language/index.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState, Notice } from '../../ui/states.tsx';
import type { Identifier } from '../people/people-query.ts';
import styles from './definitions.module.css';
import type { Permitted } from './kept.ts';
import { areaOf, type ExplanationOf, type Kind, useExplanation } from './kept-query.ts';
import { WhoForm } from './who-form.tsx';

export type WhyProps = {
  name: string;
  who: Identifier | undefined;
  onAsk: (who: Identifier) => void;
};

export function Why<K extends Kind>({
  kind,
  name,
  who,
  onAsk,
  answer,
}: WhyProps & { kind: K; answer: (explanation: ExplanationOf<K>, who: Identifier) => ReactNode }) {
  const { t } = useTranslation();
  const explanation = useExplanation(kind, name, who);
  return (
    <>
      <WhoForm who={who} onAsk={onAsk} />
      {who === undefined ? (
        <p className={styles.quiet}>{t(`${areaOf(kind)}.whyWords`)}</p>
      ) : isNotFound(explanation.error) ? (
        <EmptyState title={t('definitions.nobodyHas', { value: who.value })} />
      ) : explanation.isError ? (
        <ErrorState error={explanation.error} onRetry={() => void explanation.refetch()} />
      ) : explanation.data ? (
        answer(explanation.data, who)
      ) : (
        <SkeletonRows rows={4} />
      )}
    </>
  );
}

/** What was asked about, in one line; why it is denied, where it is; and the parts. */
export function Verdict({
  about: { profile_id: id, permitted },
  children,
  parts,
}: {
  about: { profile_id: string; permitted: Permitted };
  children: ReactNode;
  /** Absent where nothing of the person was looked at. */
  parts: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <div className={styles.answer}>
      <p className={styles.verdict}>
        {children}
        <Link to="/people/$type/$value" params={{ type: 'profile_id', value: String(id) }}>
          {t('definitions.toPerson')}
        </Link>
      </p>
      {permitted.decision === 'deny' && (
        <Notice>{t('definitions.denied', { reason: permitted.reason.message })}</Notice>
      )}
      {parts}
    </div>
  );
}
