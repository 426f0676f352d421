// Everybody in a segment as a file: what will be in it, for which purpose, and in which format.
import { IconDownload } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { useNameOfPurpose } from '../../respect/purposes/name-of-purpose.ts';
import { Button, DownloadLink } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Choice } from '../../ui/field.tsx';
import styles from '../definitions/definitions.module.css';
import { type ExportFormat, exportAddress, exportFormats, type Segment } from './segments-query.ts';

const NAMES: Record<ExportFormat, string> = { csv: 'CSV', parquet: 'Parquet' };

export function SegmentExport({ segment: { name, title, purpose } }: { segment: Segment }) {
  const { t } = useTranslation();
  const purposeOf = useNameOfPurpose();
  const search = useSearch({ strict: false });
  const navigate = useNavigate({ from: '/segments/$name' });
  const [format, setFormat] = useState<ExportFormat>('csv');
  const show = (look: string | undefined) =>
    void navigate({
      search: (before) => ({ ...before, export: look }),
      ...{ replace: true, resetScroll: false },
    });
  const close = () => show(undefined);
  return (
    <>
      <Button icon={<IconDownload aria-hidden="true" />} onClick={() => show('1')}>
        {t('segments.export')}
      </Button>
      <Dialog
        open={search.export !== undefined}
        onClose={close}
        title={t('segments.exportTitle', { title })}
        actions={
          <>
            <Button onClick={close}>{t('ui.cancel')}</Button>
            <DownloadLink
              href={exportAddress(name, purpose, format)}
              name={`${name}.${format}`}
              icon={<IconDownload aria-hidden="true" />}
              look="primary"
              onClick={close}
            >
              {t('segments.download')}
            </DownloadLink>
          </>
        }
      >
        <div className={styles.export}>
          <p>{t('segments.exportWords', { purpose: purposeOf(purpose) })}</p>
          <Choice
            label={t('segments.format')}
            value={format}
            options={exportFormats.map((one) => ({ value: one, label: NAMES[one] }))}
            onValue={setFormat}
          />
          <p className={styles.quiet}>{t(`segments.formatWords.${format}`)}</p>
        </div>
      </Dialog>
    </>
  );
}
