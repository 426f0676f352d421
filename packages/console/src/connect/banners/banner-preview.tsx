// The real banner with what is being set, in a frame that can reach nothing. It can be pressed.
import { useMemo, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { Switch } from '../../ui/field.tsx';
import { Preview } from '../../ui/preview/preview.tsx';
import { ScriptFrame } from '../../ui/preview/script-frame.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { type BannerBody, type BannerLanguage, useBannerPreview } from './banner-query.ts';

const REST_MS = 250;

export function BannerPreview({
  sourceId,
  body,
  language,
}: {
  sourceId: string;
  body: BannerBody;
  language: BannerLanguage;
}) {
  const { t } = useTranslation();
  const [gpc, setGpc] = useState(false);
  const asked = useMemo(() => ({ body, language }), [body, language]);
  const { data, error, refetch } = useBannerPreview(sourceId, useDebounced(asked, REST_MS));
  const told = useMemo(() => data && { banner: data, gpc }, [data, gpc]);
  return (
    <Preview help={t('banners.previewHelp')}>
      {(view) => (
        <>
          {error && <ErrorState error={error} onRetry={() => void refetch()} />}
          <ScriptFrame script="rapport-banner-preview" title={t('preview.title')} view={view} told={told} />
          <Switch label={t('banners.gpc')} help={t('banners.gpcHelp')} checked={gpc} onCheck={setGpc} />
        </>
      )}
    </Preview>
  );
}
