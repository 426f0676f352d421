// The state of an import in one word.
import { useTranslation } from '../../language/index.ts';
import { StateMark, type Tone } from '../../ui/mark.tsx';
import type { ImportState } from './imports-query.ts';

const TONE: Record<ImportState, Tone> = { running: 'busy', done: 'good', failed: 'bad', stopped: 'off' };

export function ImportMark({ state }: { state: ImportState }) {
  const { t } = useTranslation();
  return <StateMark tone={TONE[state]}>{t(`imports.state.${state}`)}</StateMark>;
}
