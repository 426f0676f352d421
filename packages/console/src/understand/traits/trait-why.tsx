// Why somebody has the value that they have, and which they had before.
import { Link } from '@tanstack/react-router';
import { isNotFound } from '../../api/error.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Section } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState, Notice } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import styles from '../definitions/definitions.module.css';
import { ValueTree } from '../definitions/explain-tree.tsx';
import { WhoForm } from '../definitions/who-form.tsx';
import type { Identifier } from '../people/people-query.ts';
import { Value } from '../people/value.tsx';
import { type TraitExplanation, useTraitExplanation, useTraitHistory } from './traits-query.ts';

export function TraitWhy({
  name,
  who,
  onAsk,
}: {
  name: string;
  who: Identifier | undefined;
  onAsk: (who: Identifier) => void;
}) {
  const { t } = useTranslation();
  const explanation = useTraitExplanation(name, who);
  return (
    <>
      <WhoForm who={who} onAsk={onAsk} />
      {who === undefined ? (
        <p className={styles.quiet}>{t('traits.whyWords')}</p>
      ) : isNotFound(explanation.error) ? (
        <EmptyState title={t('definitions.nobodyHas', { value: who.value })} />
      ) : explanation.isError ? (
        <ErrorState error={explanation.error} onRetry={() => void explanation.refetch()} />
      ) : explanation.data ? (
        <>
          <TraitAnswer explanation={explanation.data} />
          <History name={name} who={who} />
        </>
      ) : (
        <SkeletonRows rows={4} />
      )}
    </>
  );
}

export function TraitAnswer({ explanation }: { explanation: TraitExplanation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { value, computed_at: at, changes_at: changesAt, permitted, tree, profile_id: id } = explanation;
  const { changes_to: next, evidence } = explanation;
  return (
    <div className={styles.answer}>
      <p className={styles.verdict}>
        <strong>
          {value === null || value === undefined ? t('definitions.noValue') : <Value value={value} />}
        </strong>
        <span>
          {at && t('traits.computed', { at: format.dateTime(at) })}{' '}
          {evidence !== null && t('traits.madeOf', { count: evidence })}{' '}
          {next ? (
            <>
              {t('traits.becomesAt', { at: format.dateTime(next.at) })} <Value value={next.value} />
            </>
          ) : (
            changesAt && t('traits.changesAt', { at: format.dateTime(changesAt) })
          )}
        </span>
        <Link to="/people/$type/$value" params={{ type: 'profile_id', value: String(id) }}>
          {t('definitions.toPerson')}
        </Link>
      </p>
      {permitted.decision === 'deny' && (
        <Notice>{t('definitions.denied', { reason: permitted.reason.message })}</Notice>
      )}
      {tree && <ValueTree tree={tree} />}
    </div>
  );
}

function History({ name, who }: { name: string; who: Identifier }) {
  const { t } = useTranslation();
  const history = useTraitHistory(name, who);
  const items = history.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t('traits.history')}>
      <ol className={styles.sample}>
        {items.map(({ value, at, version, evidence }) => (
          <li key={at}>
            <Value value={value} />
            <span className={styles.quiet}>
              <RelativeTime at={at} /> · {t('definitions.version', { version })}
              {evidence !== null && ` · ${t('definitions.eventsBehind', { count: evidence })}`}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
