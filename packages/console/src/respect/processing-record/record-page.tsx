// The record of processing activities (GDPR 30), written from what is configured right now: to be read, printed, taken along.
import { IconDownload, IconPencil, IconPrinter } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMay, useSession } from '../../app/session.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button, ButtonLink, DownloadLink } from '../../ui/button.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { ActivityPart } from './activity.tsx';
import { ControllerForm } from './controller-form.tsx';
import { ControllerPart } from './controller-part.tsx';
import styles from './record.module.css';
import { type ProcessingRecord, RECORD_ADDRESS, useProcessingRecord } from './record-query.ts';
import { Safeguards } from './safeguards.tsx';

export function RecordPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { workspace } = useSession();
  const mayChange = useMay('purposes:write');
  const record = useProcessingRecord();
  const { edit } = useSearch({ from: '/inside/processing-record' });
  const navigate = useNavigate({ from: '/processing-record' });
  const setEditing = (editing: boolean) =>
    void navigate({ search: { edit: editing ? '1' : undefined }, replace: true, resetScroll: false });
  return (
    <Page
      title={t('processingRecord.title')}
      about={
        <>
          <span className={styles.screenOnly}>{t('processingRecord.about')} </span>
          {record.data && (
            <span className={styles.asOf}>
              {t('processingRecord.asOf', {
                workspace: workspace.name,
                at: format.dateTime(record.data.as_of),
              })}
            </span>
          )}
        </>
      }
      actions={
        <div className={styles.actions}>
          <Download format="csv" />
          <Download format="json" />
          <Button
            look="primary"
            icon={<IconPrinter aria-hidden="true" />}
            disabled={!record.data}
            onClick={() => window.print()}
          >
            {t('processingRecord.print')}
          </Button>
        </div>
      }
    >
      {record.data ? (
        <>
          <Parts record={record.data} onEdit={mayChange ? () => setEditing(true) : undefined} />
          {mayChange && <ControllerForm open={edit !== undefined} onClose={() => setEditing(false)} />}
        </>
      ) : record.isError ? (
        <ErrorState error={record.error} onRetry={() => void record.refetch()} />
      ) : (
        <SkeletonRows rows={6} height={140} />
      )}
    </Page>
  );
}

function Download({ format }: { format: 'csv' | 'json' }) {
  const { t } = useTranslation();
  return (
    <DownloadLink
      href={`${RECORD_ADDRESS}?format=${format}`}
      name={`processing-record.${format}`}
      icon={<IconDownload aria-hidden="true" />}
    >
      {t(`processingRecord.${format}`)}
    </DownloadLink>
  );
}

function Parts({ record, onEdit }: { record: ProcessingRecord; onEdit: (() => void) | undefined }) {
  const { t } = useTranslation();
  return (
    <div className={styles.record}>
      <Section
        title={t('processingRecord.controller')}
        aside={
          onEdit && (
            <span className={styles.screenOnly}>
              <Button small icon={<IconPencil aria-hidden="true" />} onClick={onEdit}>
                {t('processingRecord.edit')}
              </Button>
            </span>
          )
        }
      >
        <ControllerPart record={record} />
      </Section>
      <Section
        title={t('processingRecord.activities', { count: record.activities.length })}
        aside={
          <span className={styles.screenOnly}>
            <ButtonLink small to="/recipients">
              {t('processingRecord.toRecipients')}
            </ButtonLink>
          </span>
        }
      >
        {record.activities.map((activity) => (
          <ActivityPart key={activity.activity} activity={activity} />
        ))}
      </Section>
      <Safeguards record={record} />
    </div>
  );
}
