// The question: who, for what, and what else the gate can be asked. What was typed is in the address once a field is left.
import { IconX } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { MomentField } from '../../ui/moment-field.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { ASKED_TYPES, useIdentifierName } from '../../understand/people/identifier-words.ts';
import { useCategories } from '../categories/categories-query.ts';
import { useCategoryName } from '../categories/category-words.ts';
import { useNameOfPurpose } from '../purposes/name-of-purpose.ts';
import { usePurposes } from '../purposes/purposes-query.ts';
import styles from './gate.module.css';
import { useAskGate } from './gate-query.ts';
import { type QuestionText, toCategories, toQuestion, toText } from './question.ts';

export function GateForm() {
  const { t } = useTranslation();
  const { draft, change, keep } = useDraft();
  const ask = useAskGate();
  const nameOf = useNameOfPurpose();
  const typeOf = useIdentifierName();
  const purposes = usePurposes().data?.items ?? [];
  const types = ASKED_TYPES.includes(draft.type) ? ASKED_TYPES : [...ASKED_TYPES, draft.type];
  const question = toQuestion(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (question && !ask.isPending)
      ask.mutate(question, { onSuccess: ({ decision_id: id }) => keep(draft, id) });
  };
  return (
    <form className={styles.form} onSubmit={submit} onBlur={() => keep(draft)}>
      <div className={styles.person}>
        <SelectField
          label={t('gate.type')}
          value={draft.type}
          options={types.map((type) => ({ value: type, label: typeOf(type) }))}
          onChange={(event) => change({ type: event.currentTarget.value })}
        />
        <TextField
          label={t('gate.value')}
          value={draft.value}
          required
          maxLength={512}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => change({ value: event.currentTarget.value })}
        />
      </div>
      <SelectField
        label={t('gate.purpose')}
        value={draft.purpose}
        options={[
          { value: '', label: t('gate.choosePurpose'), disabled: true },
          ...purposes.map(({ slug }) => ({ value: slug, label: nameOf(slug) })),
        ]}
        onChange={(event) => change({ purpose: event.currentTarget.value })}
      />
      <TextField
        label={t('gate.recipient')}
        help={t('gate.recipientHelp')}
        value={draft.recipient}
        maxLength={120}
        autoComplete="off"
        onChange={(event) => change({ recipient: event.currentTarget.value })}
      />
      <Categories
        chosen={toCategories(draft.categories)}
        onChosen={(chosen) => change({ categories: chosen.join(',') })}
      />
      <MomentField
        label={t('gate.at')}
        help={t('gate.atHelp')}
        value={draft.at}
        onValue={(at) => change({ at: at ?? '' })}
      />
      {ask.isError && <ErrorState error={ask.error} />}
      <div>
        <Button type="submit" look="primary" busy={ask.isPending} disabled={!question}>
          {t('gate.ask')}
        </Button>
      </div>
    </form>
  );
}

/** What is typed, and the address: each follows the other. An answer stands beside the question that it was given to. */
function useDraft() {
  const search = useSearch({ from: '/inside/gate' });
  const navigate = useNavigate({ from: '/gate' });
  const { decision, ...asked } = search;
  const written = JSON.stringify(toText(asked));
  const [draft, setDraft] = useState(() => toText(asked));
  const kept = useRef({ written, answered: decision !== undefined });
  useEffect(() => {
    const isOwn = written === kept.current.written;
    kept.current = { written, answered: decision !== undefined };
    if (!isOwn) setDraft(JSON.parse(written) as QuestionText);
  }, [written, decision]);
  const keep = (text: QuestionText, answer?: string) => {
    const now = JSON.stringify(text);
    if (answer === undefined && now === kept.current.written) return;
    // One step back is the answer before, not each word that was typed since.
    const replace = !kept.current.answered;
    kept.current = { written: now, answered: answer !== undefined };
    void navigate({ search: { ...text, decision: answer }, replace, resetScroll: false });
  };
  return {
    draft,
    keep,
    change: (changes: Partial<QuestionText>) => setDraft((before) => ({ ...before, ...changes })),
  };
}

/** Chosen one after the other; each can be taken out again. */
function Categories({ chosen, onChosen }: { chosen: string[]; onChosen: (chosen: string[]) => void }) {
  const { t } = useTranslation();
  const all = useCategories().data?.items ?? [];
  const nameOf = useCategoryName();
  return (
    <div className={styles.categories}>
      <SelectField
        label={t('gate.categories')}
        help={t('gate.categoriesHelp')}
        value=""
        options={[
          { value: '', label: t('gate.addCategory') },
          ...all
            .filter(({ key }) => !chosen.includes(key))
            .map(({ key }) => ({ value: key, label: nameOf(key) })),
        ]}
        onChange={(event) => onChosen([...chosen, event.currentTarget.value])}
      />
      {chosen.length > 0 && (
        <ul className={styles.chosen}>
          {chosen.map((key) => (
            <li key={key}>
              <Button
                small
                icon={<IconX aria-hidden="true" />}
                aria-label={t('gate.removeCategory', { key: nameOf(key) })}
                onClick={() => onChosen(chosen.filter((each) => each !== key))}
              >
                {nameOf(key)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
