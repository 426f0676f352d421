// The real page with what is being set. Nothing in it can be pressed.
import { useMemo } from 'react';
import { useTranslation } from '../../language/index.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { Preview, PreviewFrame, type View } from '../../ui/preview/preview.tsx';
import { Bone, Loading } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import styles from './centre.module.css';
import { type CentreBody, useCentrePreview } from './centre-query.ts';

const REST_MS = 250;

type Asked = { body: CentreBody; language: string; edition: string };

export function CentrePreview(asked: Asked) {
  const { t } = useTranslation();
  return (
    <Preview help={t('preferenceCentre.previewHelp')}>{(view) => <Shown {...asked} view={view} />}</Preview>
  );
}

function Shown({ body, language, edition, view }: Asked & { view: View }) {
  const { t } = useTranslation();
  const asked = useMemo(() => ({ body, language, shade: view.shade }), [body, language, view.shade]);
  const { data, error, isPlaceholderData, refetch } = useCentrePreview(useDebounced(asked, REST_MS), edition);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined)
    return (
      <Loading>
        <Bone height={560} />
      </Loading>
    );
  return (
    <>
      <PreviewFrame view={view} isStale={isPlaceholderData}>
        <iframe
          title={t('preferenceCentre.previewOf', { language: data.language })}
          sandbox=""
          srcDoc={data.html}
        />
      </PreviewFrame>
      {data.language !== language && <p className={styles.quiet}>{t('preferenceCentre.notOffered')}</p>}
    </>
  );
}
