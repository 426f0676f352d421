// Asks why an entry is lifted, and for whom: both are recorded, and the entry stays in the list.
import { type FormEvent, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './suppression.module.css';
import { type LiftedBy, useLift } from './suppressions-query.ts';

/** What is lifted, in words, and by which entries. */
export type Lifting = { ids: string[]; what: string; onLifted?: () => void };

export function LiftDialog({ lifting, onClose }: { lifting: Lifting | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const lift = useLift();
  const [by, setBy] = useState<LiftedBy>('subject');
  const [reason, setReason] = useState('');
  const close = () => {
    lift.reset();
    setReason('');
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!lifting || reason.trim() === '') return;
    lift.mutate(
      { ids: lifting.ids, by, reason: reason.trim() },
      {
        onSuccess: () => {
          showToast(t('suppressions.liftDone'));
          lifting.onLifted?.();
          close();
        },
      },
    );
  };
  return (
    <Dialog
      open={lifting !== undefined}
      onClose={close}
      title={t('suppressions.liftTitle', { what: lifting?.what ?? '' })}
    >
      <form onSubmit={submit} className={styles.form}>
        <p>{t('suppressions.liftWords')}</p>
        <SelectField
          label={t('suppressions.whose')}
          value={by}
          options={(['subject', 'operator'] as const).map((one) => ({
            value: one,
            label: t(`suppressions.liftedBy.${one}`),
          }))}
          onChange={(event) => setBy(event.currentTarget.value === 'operator' ? 'operator' : 'subject')}
        />
        <TextField
          label={t('suppressions.reason')}
          value={reason}
          required
          maxLength={500}
          autoComplete="off"
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {lift.isError && <ErrorState error={lift.error} />}
        <div className={styles.formActions}>
          <Button onClick={close}>{t('ui.cancel')}</Button>
          <Button type="submit" look="primary" disabled={reason.trim() === ''} busy={lift.isPending}>
            {t('suppressions.lift')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
