// What the members tell for the record: who is responsible, what else is done for security.
import { type FormEvent, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import { type ControllerDraft, toDraft, toInput } from './controller-draft.ts';
import styles from './record.module.css';
import { type Controller, useController, useSetController } from './record-query.ts';

type FormProps = { open: boolean; onClose: () => void };

export function ControllerForm({ open, onClose }: FormProps) {
  const { t } = useTranslation();
  const controller = useController();
  return (
    <Dialog open={open} onClose={onClose} title={t('processingRecord.editTitle')} wide>
      {controller.data ? (
        <Fields controller={controller.data} onClose={onClose} />
      ) : controller.isError ? (
        <ErrorState error={controller.error} onRetry={() => void controller.refetch()} />
      ) : (
        <SkeletonRows rows={5} height={48} />
      )}
    </Dialog>
  );
}

function Fields({ controller, onClose }: Omit<FormProps, 'open'> & { controller: Controller }) {
  const { t } = useTranslation();
  const set = useSetController();
  const [draft, setDraft] = useState(() => toDraft(controller));
  const text = (name: keyof ControllerDraft) => ({
    label: t(`processingRecord.field.${name}`),
    value: draft[name],
    autoComplete: 'off' as const,
    onChange: (event: { currentTarget: { value: string } }) =>
      setDraft({ ...draft, [name]: event.currentTarget.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate(toInput(draft), {
      onSuccess: () => {
        showToast(t('processingRecord.saved'));
        onClose();
      },
    });
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <TextField {...text('name')} maxLength={200} data-autofocus />
      <TextArea {...text('address')} maxLength={1000} rows={2} />
      <div className={styles.pair}>
        <TextField {...text('email')} type="email" maxLength={254} />
        <TextField {...text('phone')} type="tel" maxLength={200} />
        <TextField {...text('dpo_name')} maxLength={200} />
        <TextField {...text('dpo_email')} type="email" maxLength={254} />
      </div>
      <TextArea
        {...text('representative')}
        maxLength={1000}
        rows={2}
        help={t('processingRecord.help.representative')}
      />
      <TextArea {...text('joint_controllers')} maxLength={1000} rows={2} />
      <TextArea {...text('measures')} rows={3} help={t('processingRecord.help.measures')} />
      {set.isError && <ErrorState error={set.error} />}
      <div className={styles.formActions}>
        <Button onClick={onClose}>{t('ui.cancel')}</Button>
        <Button type="submit" look="primary" busy={set.isPending}>
          {t('processingRecord.save')}
        </Button>
      </div>
    </form>
  );
}
