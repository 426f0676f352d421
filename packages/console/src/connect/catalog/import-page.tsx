// A file of objects comes in: chosen, followed while it is read, and told row by row what was refused.
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useMay } from '../../app/session.ts';
import { useFormat } from '../../language/format.ts';
import { Trans, useTranslation } from '../../language/index.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/field.tsx';
import { FileDrop } from '../../ui/file-drop.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import { MayNot } from '../../understand/definitions/builder/preview-card.tsx';
import styles from './catalog.module.css';
import { type TypeItem, useCatalogType } from './catalog-query.ts';
import { type Imported, importObjects } from './import-query.ts';

type Step =
  | { name: 'choose' }
  | { name: 'upload'; file: File; share: number }
  | { name: 'done'; file: File; imported: Imported }
  | { name: 'failed'; error: unknown };

export function ImportObjectsPage() {
  const { t } = useTranslation();
  const { type: name = '' } = useParams({ strict: false });
  const type = useCatalogType(name);
  const may = useMay('catalog:write');
  const title = t('catalog.import.title', { title: type.data?.title ?? name });
  return (
    <Page title={title} about={t('catalog.import.about')}>
      {!may ? (
        <MayNot />
      ) : type.data ? (
        <Import type={type.data} />
      ) : type.isError ? (
        <ErrorState error={type.error} onRetry={() => void type.refetch()} />
      ) : (
        <SkeletonRows rows={4} />
      )}
    </Page>
  );
}

function Import({ type }: { type: TypeItem }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [step, setStep] = useState<Step>({ name: 'choose' });
  const [ignoresUnknown, setIgnoresUnknown] = useState(false);
  const stop = useRef<() => void>(undefined);

  async function take(file: File) {
    setStep({ name: 'upload', file, share: 0 });
    const onProgress = (share: number) => setStep({ name: 'upload', file, share });
    const upload = importObjects(type.name, file, { ignoresUnknown, onProgress });
    let stopped = false;
    stop.current = () => {
      stopped = true;
      upload.stop();
      setStep({ name: 'choose' });
    };
    try {
      const imported = await upload.done;
      setStep({ name: 'done', file, imported });
      void queryClient.invalidateQueries({ queryKey: ['catalog'] });
    } catch (error) {
      if (!stopped) setStep({ name: 'failed', error });
    }
  }

  if (step.name === 'upload') return <Uploading {...step} onStop={() => stop.current?.()} />;
  if (step.name === 'done')
    return <Result {...step} type={type} onAgain={() => setStep({ name: 'choose' })} />;
  return (
    <div className={styles.import}>
      {step.name === 'failed' && <ErrorState error={step.error} />}
      <FileDrop
        title={t('catalog.import.drop')}
        help={
          <Trans
            i18nKey="catalog.import.dropHelp"
            values={{ fields: Object.keys(type.fields).slice(0, 6).join(', ') }}
            components={{ code: <code /> }}
          />
        }
        verb={t('catalog.import.choose')}
        accept=".ndjson,.jsonl,.csv,.gz"
        onFile={(file) => void take(file)}
      />
      <Checkbox label={t('catalog.import.ignore')} checked={ignoresUnknown} onCheck={setIgnoresUnknown} />
    </div>
  );
}

function Uploading({ file, share, onStop }: { file: File; share: number; onStop: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const isSent = share >= 1;
  return (
    <Card className={styles.import}>
      <p>
        {isSent
          ? t('catalog.import.reading', { file: file.name })
          : t('catalog.import.sending', {
              ...{ file: file.name, share: format.percent(share), size: format.bytes(file.size) },
            })}
      </p>
      <Progress label={t('catalog.import.verb')} {...(isSent ? {} : { share })} />
      <div>
        <Button onClick={onStop}>{t('ui.cancel')}</Button>
      </div>
    </Card>
  );
}

function Result({
  file,
  imported: { rows, stored, rejected, rejects },
  type,
  onAgain,
}: {
  file: File;
  imported: Imported;
  type: TypeItem;
  onAgain: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={styles.result}>
      <Notice tone={rejected === 0 ? 'good' : 'waiting'}>
        {t('catalog.import.done', { file: file.name, count: rows, stored: format.number(stored) })}
        {rejected > 0 && ` ${t('catalog.import.refused', { count: rejected })}`}
      </Notice>
      {rejects.length > 0 && (
        <table className={styles.rejects}>
          <caption className="visually-hidden">{t('catalog.import.rejects')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('catalog.import.row')}</th>
              <th scope="col">{t('catalog.import.problem')}</th>
            </tr>
          </thead>
          <tbody>
            {rejects.map(({ row, problem }) => (
              <tr key={`${row} ${problem}`}>
                <td>{format.number(row)}</td>
                <td>{problem}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rejected > rejects.length && (
        <p className={styles.quiet}>{t('catalog.import.firstOnly', { count: rejects.length })}</p>
      )}
      <div className={styles.formActions}>
        <Button onClick={onAgain}>{t('catalog.import.another')}</Button>
        <ButtonLink to="/catalog/$type" params={{ type: type.name }} look="primary">
          {t('catalog.import.show')}
        </ButtonLink>
      </div>
    </div>
  );
}
