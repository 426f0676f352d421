// How a call ended, and what follows from it.
import { type FormEvent, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextArea } from '../../ui/field.tsx';
import { MomentField } from '../../ui/moment-field.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './tasks.module.css';
import { OUTCOMES, type Outcome, useEndTask } from './tasks-query.ts';

export function EndingForm({ id, onEnded }: { id: string; onEnded: () => void }) {
  const { t } = useTranslation();
  const end = useEndTask();
  const [outcome, setOutcome] = useState<Outcome>();
  const [backAt, setBackAt] = useState<string>();
  const [note, setNote] = useState('');
  const isBack = outcome === 'call_back';
  const ready = outcome !== undefined && (!isBack || backAt !== undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || end.isPending) return;
    const when = isBack && backAt !== undefined ? { call_back_at: backAt } : {};
    end.mutate(
      { id, outcome, ...when, note: note.trim() },
      {
        onSuccess: () => {
          showToast(t('phoneTasks.saved'));
          onEnded();
        },
      },
    );
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <SelectField
        label={t('phoneTasks.ended')}
        help={outcome && t(`phoneTasks.follows.${outcome}`)}
        value={outcome ?? ''}
        options={[
          { value: '', label: t('phoneTasks.choose'), disabled: true },
          ...OUTCOMES.map((value) => ({ value, label: t(`phoneTasks.outcome.${value}`) })),
        ]}
        onChange={(event) => setOutcome(OUTCOMES.find((one) => one === event.currentTarget.value))}
      />
      {isBack && <MomentField label={t('phoneTasks.backAt')} value={backAt} onValue={setBackAt} />}
      <TextArea
        label={t('phoneTasks.note')}
        value={note}
        rows={3}
        maxLength={2000}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {end.isError && <ErrorState error={end.error} />}
      <div>
        <Button type="submit" look="primary" busy={end.isPending} disabled={!ready}>
          {t('phoneTasks.save')}
        </Button>
      </div>
    </form>
  );
}
