// Takes a rule of residency away, once it is said what follows and why.
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import { usePlaceWords } from './place-words.ts';
import styles from './recipients.module.css';
import { type Rule, useSetResidency } from './recipients-query.ts';
import { RuleEffects } from './rule-effects.tsx';

export function TakeAwayRule({ rule, rules, onClose }: { rule: Rule; rules: Rule[]; onClose: () => void }) {
  const { t } = useTranslation();
  const { people } = usePlaceWords();
  const set = useSetResidency();
  const [reason, setReason] = useState('');
  const rest = useMemo(() => rules.filter((one) => one !== rule), [rule, rules]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === '' || set.isPending) return;
    set.mutate(
      { rules: rest, reason: reason.trim() },
      {
        onSuccess: () => {
          showToast(t('recipients.ruleTakenAway'));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog open onClose={onClose} title={t('recipients.takeRule', { place: people(rule.jurisdiction) })}>
      <form className={styles.form} onSubmit={submit}>
        <RuleEffects before={rules} after={rest} />
        <TextField
          label={t('recipients.reason')}
          value={reason}
          required
          maxLength={1000}
          autoComplete="off"
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {set.isError && <ErrorState error={set.error} />}
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" look="primary" disabled={reason.trim() === ''} busy={set.isPending}>
            {t('recipients.takeAway')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
