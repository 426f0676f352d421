// Whether what is shown follows what changes: live, or as of when.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { StateMark } from '../../ui/mark.tsx';
import type { ViewState } from './view-stream.ts';

export function LineMark({ state, at }: { state: ViewState; at: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (state === 'connecting') return null;
  if (state === 'open') return <StateMark tone="busy">{t('views.live')}</StateMark>;
  const clock = format.clockExact(new Date(at));
  return (
    <span role="status">
      <StateMark tone={state === 'ended' ? 'bad' : 'waiting'}>
        {t(state === 'ended' ? 'views.lineEnded' : 'views.lineLost', { at: clock })}
      </StateMark>
    </span>
  );
}
