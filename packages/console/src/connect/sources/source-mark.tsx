// The state of a source in one word: receives, waits for its first event, switched off.
import { useTranslation } from '../../language/index.ts';
import { StateMark } from '../../ui/mark.tsx';
import type { Source } from './sources-query.ts';

export function SourceMark({ source }: { source: Source }) {
  const { t } = useTranslation();
  if (!source.enabled) return <StateMark tone="off">{t('sources.state.off')}</StateMark>;
  if (source.last_event_at === null)
    return <StateMark tone="waiting">{t('sources.state.waiting')}</StateMark>;
  return <StateMark tone="good">{t('sources.state.on')}</StateMark>;
}
