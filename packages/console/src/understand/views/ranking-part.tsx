// What many people did together, as bars: what sells best, what is looked at, and how that moved against as long before.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { RankChart } from '../../ui/chart/index.ts';
import type { Ranked } from './answers.ts';
import { toMove } from './moves.ts';

export function Ranking({ title, ranked }: { title: string; ranked: readonly Ranked[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const isCompared = ranked.some(({ before }) => before !== null);
  const moveOf = (one: Ranked): string => {
    const move = toMove(one);
    if (move === undefined) return '';
    return move === 'new' ? t('views.newHere') : format.signedPercent(move);
  };
  const rows = ranked.map((one) => {
    const object = Object.values(one.joined ?? {}).flat()[0];
    const amount = format.number(one.amount);
    const move = moveOf(one);
    return {
      key: one.key,
      name: object?.title ?? one.key,
      ...(object && {
        to: { to: '/catalog/$type/objects/$id', params: { type: object.type, id: object.id } } as const,
      }),
      value: one.amount,
      words: move === '' ? amount : `${amount}  ${move}`,
      cells: [amount, ...(isCompared ? [move] : []), format.number(one.people)],
    };
  });
  const head = [
    t('views.ranked'),
    t('views.amount'),
    ...(isCompared ? [t('views.against')] : []),
    t('views.people'),
  ];
  return <RankChart label={isCompared ? t('views.comparedWords') : title} rows={rows} head={head} />;
}
