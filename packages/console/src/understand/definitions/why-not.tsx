// Why something was not removed: what still asks it, where that is why it stays.
import { ApiError } from '../../api/error.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Notice } from '../../ui/states.tsx';
import { useTitles } from './titles.ts';

export function WhyNot({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const format = useFormat();
  const titleOf = useTitles();
  if (!(error instanceof ApiError)) return null;
  const { used_by: used } = (error.details ?? {}) as { used_by?: string[] };
  return (
    <Notice tone="bad">
      {used === undefined ? error.message : t('definitions.inUse', { names: format.list(used.map(titleOf)) })}
    </Notice>
  );
}
