// A segment: what it asks, how it grew, who is in it, why somebody is, and what it was before.
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { KeptPage } from '../definitions/kept-page.tsx';
import { ConditionSentence } from '../definitions/sentence.tsx';
import { Growth } from './growth.tsx';
import { MemberList } from './member-list.tsx';
import { Overlap } from './overlap.tsx';
import { SegmentExport } from './segment-export.tsx';
import { SegmentWhy } from './segment-why.tsx';

export function SegmentPage() {
  const { t } = useTranslation();
  const mayExport = useMay('profiles:read');
  return (
    <KeptPage
      kind="segment"
      people={({ members }) => members}
      say={(condition) => <ConditionSentence condition={condition} />}
      Why={SegmentWhy}
      actions={(segment) => mayExport && <SegmentExport segment={segment} />}
      chart={({ name }) => <Growth name={name} />}
      tabs={(segment, show) => ({
        first: {
          id: 'members',
          label: t('segments.tab.members'),
          content: (
            <MemberList segment={segment} onWhy={(id) => show({ tab: 'why', who: `profile_id:${id}` })} />
          ),
        },
        others: [{ id: 'overlap', label: t('segments.tab.overlap'), content: <Overlap segment={segment} /> }],
      })}
    />
  );
}
