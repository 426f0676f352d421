// How many people were in a segment, day by day, with who came and went.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { TimeChart } from '../../ui/chart/index.ts';
import { Bone, Loading } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { useGrowth } from './segments-query.ts';

export function Growth({ name }: { name: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const growth = useGrowth(name);
  if (growth.isError) return <ErrorState error={growth.error} onRetry={() => void growth.refetch()} />;
  if (growth.isPending)
    return (
      <Loading>
        <Bone height={128} />
      </Loading>
    );
  const days = growth.data.items;
  if (days.length === 0) return null;
  const entered = days.reduce((sum, day) => sum + day.entered, 0);
  const left = days.reduce((sum, day) => sum + day.left, 0);
  return (
    <TimeChart
      label={t('segments.growth')}
      aside={t('segments.moved', { entered: format.number(entered), left: format.number(left) })}
      level
      periods={days.map(({ day }) => day)}
      series={[{ name: t('segments.growth'), values: days.map(({ members }) => members) }]}
      valueWords={(members, index) =>
        t('segments.day', {
          members: t('segments.people', { count: members }),
          entered: format.number(days[index]?.entered ?? 0),
          left: format.number(days[index]?.left ?? 0),
        })
      }
      valueShort={format.compact}
      atWords={format.monthDay}
    />
  );
}
