// How far a segment or trait is computed.
import { useTranslation } from '../../language/index.ts';
import { StateMark } from '../../ui/mark.tsx';
import type { Kept } from './kept.ts';

export function KeptMark({ state }: Pick<Kept, 'state'>) {
  const { t } = useTranslation();
  return (
    <StateMark tone={state === 'computing' ? 'busy' : 'good'}>{t(`definitions.state.${state}`)}</StateMark>
  );
}
