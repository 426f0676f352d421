// The real card with what is being set, in a frame that can reach nothing. It can be pressed.
import { useMemo } from 'react';
import { useTranslation } from '../../language/index.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { Preview } from '../../ui/preview/preview.tsx';
import { ScriptFrame } from '../../ui/preview/script-frame.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { type AskBody, useAskPreview } from './asks-query.ts';

const REST_MS = 250;

/** `ask` undefined: something is missing still. */
export function AskPreview({ ask, language }: { ask: AskBody | undefined; language: string }) {
  const { t } = useTranslation();
  const { data, error } = useAskPreview(useDebounced(ask, REST_MS), language);
  const told = useMemo(() => data && { ask: data.ask }, [data]);
  return (
    <Preview help={data ? t('asks.previewHelp') : t('asks.previewNothing')}>
      {(view) => (
        <>
          {error && ask && <ErrorState error={error} />}
          <ScriptFrame script="rapport-ask-preview" title={t('preview.title')} view={view} told={told} />
        </>
      )}
    </Preview>
  );
}
