// A new import, step by step: choose a file, see its first rows, map its columns, try, import.
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { FileDrop } from '../../ui/file-drop.tsx';
import { Card } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { ErrorState } from '../../ui/states.tsx';
import styles from './imports-page.module.css';
import { type Preview, uploadForPreview } from './imports-query.ts';
import { MapColumns } from './map-columns.tsx';

const ACCEPTED = '.csv,.tsv,.txt,.ndjson,.jsonl,.json,.parquet,.arrow,.feather,.gz';

type Step =
  | { name: 'choose' }
  | { name: 'upload'; file: File; share: number }
  | { name: 'map'; file: File; preview: Preview }
  | { name: 'failed'; error: unknown };

export function NewImport() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const [step, setStep] = useState<Step>({ name: 'choose' });
  const stop = useRef<() => void>(undefined);

  async function take(file: File) {
    setStep({ name: 'upload', file, share: 0 });
    const upload = uploadForPreview(file, (share) => setStep({ name: 'upload', file, share }));
    let stopped = false;
    stop.current = () => {
      stopped = true;
      upload.stop();
      setStep({ name: 'choose' });
    };
    try {
      const preview = await upload.done;
      setStep({ name: 'map', file, preview });
    } catch (error) {
      if (!stopped) setStep({ name: 'failed', error });
    }
  }

  if (step.name === 'upload') {
    return (
      <Card>
        <div className={styles.upload}>
          <p>
            {step.share < 1
              ? t('imports.uploading', {
                  file: step.file.name,
                  share: format.percent(step.share),
                  size: format.bytes(step.file.size),
                })
              : t('imports.reading', { file: step.file.name })}
          </p>
          <Progress label={t('imports.progress')} share={step.share < 1 ? step.share : undefined} />
          <div>
            <Button onClick={() => stop.current?.()}>{t('imports.stopUpload')}</Button>
          </div>
        </div>
      </Card>
    );
  }
  if (step.name === 'map') {
    return (
      <MapColumns
        fileName={step.file.name}
        preview={step.preview}
        onLeave={() => setStep({ name: 'choose' })}
        onStarted={(run) => void navigate({ to: '/import/$importId', params: { importId: String(run.id) } })}
      />
    );
  }
  return (
    <>
      {step.name === 'failed' && <ErrorState error={step.error} />}
      <FileDrop
        title={t('imports.drop')}
        help={t('imports.dropHelp')}
        verb={t('imports.choose')}
        accept={ACCEPTED}
        onFile={(file) => void take(file)}
      />
    </>
  );
}
