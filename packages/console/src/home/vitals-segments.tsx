// The largest segments, by how much they grew or shrank.
import { Link } from '@tanstack/react-router';
import { useFormat } from '../language/format.ts';
import { useTranslation } from '../language/index.ts';
import { RankChart } from '../ui/chart/index.ts';
import { Card } from '../ui/page.tsx';
import type { Vitals } from './vitals-query.ts';

export function VitalsSegments({ segments }: { segments: NonNullable<Vitals['segments']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = segments
    .map((one) => ({
      ...one,
      change: one.members_before === null ? undefined : one.members - one.members_before,
    }))
    .sort((a, b) => (b.change ?? 0) - (a.change ?? 0));
  return (
    <Card>
      <RankChart
        label={t('vitals.segments')}
        aside={<Link to="/segments">{t('vitals.seeSegments')}</Link>}
        empty={t('vitals.empty.segments')}
        head={[t('vitals.segment'), t('vitals.peopleNow'), t('vitals.changed')]}
        rows={rows.map(({ name, title, members, change }) => ({
          key: name,
          name: title || name,
          to: { to: '/segments/$name', params: { name } },
          value: change ?? 0,
          words:
            change === undefined
              ? t('vitals.segmentNew', { count: members })
              : t('vitals.segmentMoved', { change: format.signed(change), members: format.compact(members) }),
          cells: [format.number(members), change === undefined ? '–' : format.signed(change)],
        }))}
      />
    </Card>
  );
}
