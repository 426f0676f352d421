// Whether the stream flows: connected, paused, reconnecting.
import { useTranslation } from '../../language/index.ts';
import { StateMark } from '../../ui/mark.tsx';
import type { StreamState } from './event-stream.ts';

export function StreamMark({ state, paused }: { state: StreamState; paused: boolean }) {
  const { t } = useTranslation();
  if (state === 'broken') return <StateMark tone="waiting">{t('live.state.broken')}</StateMark>;
  if (paused) return <StateMark tone="off">{t('live.state.paused')}</StateMark>;
  if (state === 'connecting') return <StateMark tone="plain">{t('live.state.connecting')}</StateMark>;
  return <StateMark tone="busy">{t('live.state.open')}</StateMark>;
}
