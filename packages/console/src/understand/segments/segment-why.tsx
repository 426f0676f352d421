// Why somebody is in a segment, or is not: the answer in a sentence, then part by part.
import { Link } from '@tanstack/react-router';
import { isNotFound } from '../../api/error.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { StateMark } from '../../ui/mark.tsx';
import { Section } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState, Notice } from '../../ui/states.tsx';
import styles from '../definitions/definitions.module.css';
import { ConditionTree } from '../definitions/explain-tree.tsx';
import { Turns } from '../definitions/turns.tsx';
import { WhoForm } from '../definitions/who-form.tsx';
import type { Identifier } from '../people/people-query.ts';
import { type SegmentExplanation, useSegmentExplanation } from './segments-query.ts';

export function SegmentWhy({
  name,
  who,
  onAsk,
}: {
  name: string;
  who: Identifier | undefined;
  onAsk: (who: Identifier) => void;
}) {
  const { t } = useTranslation();
  const explanation = useSegmentExplanation(name, who);
  return (
    <>
      <WhoForm who={who} onAsk={onAsk} />
      {who === undefined ? (
        <p className={styles.quiet}>{t('segments.whyWords')}</p>
      ) : isNotFound(explanation.error) ? (
        <EmptyState title={t('definitions.nobodyHas', { value: who.value })} />
      ) : explanation.isError ? (
        <ErrorState error={explanation.error} onRetry={() => void explanation.refetch()} />
      ) : explanation.data ? (
        <SegmentAnswer explanation={explanation.data} />
      ) : (
        <SkeletonRows rows={4} />
      )}
    </>
  );
}

export function SegmentAnswer({ explanation }: { explanation: SegmentExplanation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { member, since, turns_with: turns, permitted, tree, profile_id: id } = explanation;
  const changesAt = turns.find(({ at }) => at !== null)?.at ?? explanation.changes_at;
  const told = since
    ? t('segments.memberSince', { at: format.dateTime(since) })
    : t(member ? 'segments.isMember' : 'segments.notMember');
  return (
    <div className={styles.answer}>
      <p className={styles.verdict}>
        <StateMark tone={member ? 'good' : 'off'}>{t(member ? 'segments.in' : 'segments.out')}</StateMark>
        <span>
          {told}{' '}
          {changesAt
            ? t(member ? 'segments.leavesAt' : 'segments.entersAt', { at: format.dateTime(changesAt) })
            : t('segments.timeChangesNothing')}
        </span>
        <Link to="/people/$type/$value" params={{ type: 'profile_id', value: String(id) }}>
          {t('definitions.toPerson')}
        </Link>
      </p>
      {permitted.decision === 'deny' && (
        <Notice>{t('definitions.denied', { reason: permitted.reason.message })}</Notice>
      )}
      {tree && (
        <>
          <Turns turns={turns} member={member} />
          <Section title={t('definitions.partByPart')}>
            <ConditionTree tree={tree} />
          </Section>
        </>
      )}
    </div>
  );
}
