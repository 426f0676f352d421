// What became of messages that were sent again, as a sentence.
import { useTranslation } from '../../language/index.ts';
import type { Replayed } from './quarantine-query.ts';

export function useReplayedWords(): (outcome: Replayed) => string {
  const { t } = useTranslation();
  return ({ replayed, suppressed }) =>
    suppressed > 0
      ? t('quarantine.replayedSuppressed', { count: replayed, suppressed })
      : t('quarantine.replayed', { count: replayed });
}
