// How many entries hold now, by scope; each number leads to its list.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Stat, Stats } from '../../ui/stat.tsx';
import { useSuppressionWords } from './suppression-words.ts';
import { SCOPES, type SuppressionCounts } from './suppressions-query.ts';

export function ScopeCounts({ counts }: { counts: SuppressionCounts }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useSuppressionWords();
  const keptOut = (scope: string): number =>
    counts.items.filter((one) => one.scope === scope).reduce((sum, { messages }) => sum + messages, 0);
  return (
    <Stats>
      {SCOPES.map((scope) => (
        <Stat
          key={scope}
          label={words.scope(scope)}
          value={format.compact(counts.in_force[scope])}
          note={keptOut(scope) > 0 ? t('suppressions.keptOut', { count: keptOut(scope) }) : undefined}
          to={{ to: '/suppressions', search: { scope } }}
        />
      ))}
    </Stats>
  );
}
