// Ask the gate: any question about any person, the answer with the rule that decided, and decisions of the past by their id.
import { IconGavel } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import styles from './gate.module.css';
import { GateAnswer } from './gate-answer.tsx';
import { GateForm } from './gate-form.tsx';

export function GatePage() {
  const { t } = useTranslation();
  const { decision } = useSearch({ from: '/inside/gate' });
  return (
    <Page wide title={t('gate.title')} about={t('gate.about')}>
      <div className={styles.columns}>
        <GateForm />
        <section className={styles.answer} aria-label={t('gate.answer')} aria-live="polite">
          {decision ? (
            <GateAnswer id={decision} />
          ) : (
            <EmptyState icon={<IconGavel />} title={t('gate.none')}>
              <p>{t('gate.noneWords')}</p>
            </EmptyState>
          )}
        </section>
        <LookUp />
      </div>
    </Page>
  );
}

/** The id travels with whatever a decision let through: here it leads back to the reason. */
function LookUp() {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/gate' });
  const [id, setId] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (id.trim() !== '') void navigate({ search: { decision: id.trim().toLowerCase() } });
  };
  return (
    <form className={styles.lookUp} onSubmit={submit}>
      <TextField
        label={t('gate.lookUp')}
        help={t('gate.lookUpHelp')}
        value={id}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setId(event.currentTarget.value)}
      />
      <Button type="submit" disabled={id.trim() === ''}>
        {t('gate.lookUpVerb')}
      </Button>
    </form>
  );
}
