// The real page with what is being set, as a phone and as a desktop show it, on light and on dark. Nothing in it can be pressed.
import { useMemo, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { classNames } from '../../ui/class-names.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { Choice } from '../../ui/field.tsx';
import { Bone, Loading } from '../../ui/skeleton.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import { faultsOfAnswer } from '../../understand/definitions/builder/draft-state.ts';
import styles from './centre.module.css';
import { type CentreBody, useCentrePreview } from './centre-query.ts';

const REST_MS = 250;
type Width = 'phone' | 'desktop';
type Shade = 'light' | 'dark';

export function CentrePreview({
  body,
  language,
  edition,
}: {
  body: CentreBody;
  language: string;
  edition: string;
}) {
  const { t } = useTranslation();
  const [width, setWidth] = useState<Width>('phone');
  const [shade, setShade] = useState<Shade>('light');
  const asked = useMemo(() => ({ body, language, shade }), [body, language, shade]);
  const { data, error, isPlaceholderData, refetch } = useCentrePreview(useDebounced(asked, REST_MS), edition);
  const [fault] = faultsOfAnswer(error);
  return (
    <div className={styles.preview}>
      <h2>{t('preferenceCentre.preview')}</h2>
      <div className={styles.views}>
        <Choice
          label={t('preferenceCentre.width')}
          value={width}
          options={[
            { value: 'phone', label: t('preferenceCentre.phone') },
            { value: 'desktop', label: t('preferenceCentre.desktop') },
          ]}
          onValue={setWidth}
        />
        <Choice
          label={t('preferenceCentre.shade')}
          value={shade}
          options={[
            { value: 'light', label: t('preferenceCentre.light') },
            { value: 'dark', label: t('preferenceCentre.dark') },
          ]}
          onValue={setShade}
        />
      </div>
      {fault ? (
        <Notice tone="bad">{fault.message}</Notice>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading>
          <Bone height={560} />
        </Loading>
      ) : (
        <div className={classNames(styles.frame, isPlaceholderData && styles.stale)} data-width={width}>
          <iframe
            title={t('preferenceCentre.previewOf', { language: data.language })}
            sandbox=""
            srcDoc={data.html}
          />
        </div>
      )}
      {data && data.language !== language && (
        <p className={styles.quiet}>{t('preferenceCentre.notOffered')}</p>
      )}
      <p className={styles.quiet}>{t('preferenceCentre.previewHelp')}</p>
    </div>
  );
}
