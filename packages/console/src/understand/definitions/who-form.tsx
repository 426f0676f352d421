// Asks about one person, by any identifier: who it is, is in the address.
import { type FormEvent, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { ASKED_TYPES, useIdentifierName } from '../people/identifier-words.ts';
import type { Identifier } from '../people/people-query.ts';
import styles from './definitions.module.css';

/** `email:sarah@example.com`, as it stands in the address. */
export const toWho = ({ type, value }: Identifier): string => `${type}:${value}`;

export function fromWho(text: string | undefined): Identifier | undefined {
  const [type, value] = text?.split(/:(.*)/s) ?? [];
  return type && value ? { type, value } : undefined;
}

export function WhoForm({ who, onAsk }: { who: Identifier | undefined; onAsk: (who: Identifier) => void }) {
  const { t } = useTranslation();
  const typeOf = useIdentifierName();
  const [draft, setDraft] = useState<Identifier>(who ?? { type: 'email', value: '' });
  const value = draft.value.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value !== '') onAsk({ ...draft, value });
  };
  const types = ASKED_TYPES.includes(draft.type) ? ASKED_TYPES : [...ASKED_TYPES, draft.type];
  return (
    <form className={styles.who} onSubmit={submit}>
      <SelectField
        label={t('definitions.knownBy')}
        value={draft.type}
        options={types.map((type) => ({ value: type, label: typeOf(type) }))}
        onChange={(event) => setDraft({ ...draft, type: event.currentTarget.value })}
      />
      <TextField
        label={t('definitions.person')}
        value={draft.value}
        maxLength={512}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setDraft({ ...draft, value: event.currentTarget.value })}
      />
      <Button type="submit" disabled={value === ''}>
        {t('definitions.explain')}
      </Button>
    </form>
  );
}
