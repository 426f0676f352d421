// Why somebody is in a segment, or is not.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { StateMark } from '../../ui/mark.tsx';
import { Section } from '../../ui/page.tsx';
import { ConditionTree } from '../definitions/explain-tree.tsx';
import { Turns } from '../definitions/turns.tsx';
import { Verdict, Why, type WhyProps } from '../definitions/why.tsx';
import type { SegmentExplanation } from './segments-query.ts';

export const SegmentWhy = (props: WhyProps) => (
  <Why {...props} kind="segment" answer={(explanation) => <Answer explanation={explanation} />} />
);

function Answer({ explanation }: { explanation: SegmentExplanation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { member, since, turns_with: turns, tree } = explanation;
  const changesAt = turns.find(({ at }) => at !== null)?.at ?? explanation.changes_at;
  const told = since
    ? t('segments.memberSince', { at: format.dateTime(since) })
    : t(member ? 'segments.isMember' : 'segments.notMember');
  const time = changesAt
    ? t(member ? 'segments.leavesAt' : 'segments.entersAt', { at: format.dateTime(changesAt) })
    : t('segments.timeChangesNothing');
  return (
    <Verdict
      about={explanation}
      parts={
        tree && (
          <>
            <Turns turns={turns} member={member} />
            <Section title={t('definitions.partByPart')}>
              <ConditionTree tree={tree} />
            </Section>
          </>
        )
      }
    >
      <StateMark tone={member ? 'good' : 'off'}>{t(member ? 'segments.in' : 'segments.out')}</StateMark>
      {/* Of whom the gate denies, nothing was looked at. */}
      {tree && (
        <span>
          {told} {time}
        </span>
      )}
    </Verdict>
  );
}
