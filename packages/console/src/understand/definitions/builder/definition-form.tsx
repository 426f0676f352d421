// The page on which a segment or trait is built: what it is called, the builder or its JSON, and beside it what it would find.
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from '../../../language/index.ts';
import { Button } from '../../../ui/button.tsx';
import { Choice, TextField } from '../../../ui/field.tsx';
import { ErrorState } from '../../../ui/states.tsx';
import type { Fault, Draft as KeptDraft } from '../kept.ts';
import styles from './builder.module.css';
import { faultsOfAnswer, isSlug, toSlug } from './draft-state.ts';
import { FaultLines, Faults } from './fault-lines.tsx';
import { JsonField } from './json-field.tsx';
import { PurposePick } from './known-picks.tsx';

export type Form = KeptDraft<unknown>;

export function DefinitionForm({
  draft,
  isNew,
  faults,
  told,
  saving,
  builder,
  aside,
  onDraft,
  onSave,
  onCancel,
}: {
  draft: Form;
  isNew: boolean;
  /** What the language itself finds. */
  faults: Fault[];
  /** What the server found beyond. */
  told: Fault[];
  saving: { isPending: boolean; isError: boolean; error: unknown };
  builder: ReactNode;
  aside: ReactNode;
  onDraft: (draft: Form) => void;
  onSave: () => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<'build' | 'json'>('build');
  const all = [...faults, ...(told.length > 0 ? told : faultsOfAnswer(saving.error))];
  const ready = draft.title.trim() !== '' && isSlug(draft.name) && draft.purpose !== '';
  const isComplete = faults.length === 0 && told.length === 0 && ready;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete && !saving.isPending) onSave();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.main}>
        <Names draft={draft} isNew={isNew} onDraft={onDraft} />
        <div className={styles.modes}>
          <h2>{t('builder.definition')}</h2>
          <Choice
            label={t('builder.mode')}
            value={mode}
            options={[
              { value: 'build', label: t('builder.build') },
              { value: 'json', label: 'JSON' },
            ]}
            onValue={setMode}
          />
        </div>
        <Faults value={all}>
          {mode === 'build' ? (
            builder
          ) : (
            <>
              <JsonField
                label={t('definitions.json')}
                value={draft.definition}
                rows={20}
                onValue={(definition) => onDraft({ ...draft, definition })}
              />
              <FaultLines faults={all.map(toLine)} />
            </>
          )}
        </Faults>
        {saving.isError && all.length === 0 && <ErrorState error={saving.error} />}
        <div className={styles.actions}>
          <Button onClick={onCancel}>{t('ui.cancel')}</Button>
          <Button type="submit" look="primary" busy={saving.isPending} disabled={!isComplete}>
            {t(isNew ? 'builder.create' : 'builder.save')}
          </Button>
        </div>
      </div>
      <aside className={styles.aside} aria-label={t('builder.effect')}>
        {aside}
      </aside>
    </form>
  );
}

const toLine = ({ at, message }: Fault): Fault => ({
  at,
  message: at === '' ? message : `\`${at}\`: ${message}`,
});

function Names({ draft, isNew, onDraft }: { draft: Form; isNew: boolean; onDraft: (draft: Form) => void }) {
  const { t } = useTranslation();
  // The name follows the title until somebody writes one.
  const follows = isNew && draft.name === toSlug(draft.title);
  return (
    <div className={styles.names}>
      <TextField
        label={t('builder.title')}
        value={draft.title}
        required
        maxLength={200}
        autoComplete="off"
        onChange={({ currentTarget: { value: title } }) =>
          onDraft({ ...draft, title, ...(follows ? { name: toSlug(title) } : {}) })
        }
      />
      {isNew && (
        <>
          <TextField
            label={t('builder.slug')}
            help={t('builder.slugHelp')}
            fault={draft.name !== '' && !isSlug(draft.name) ? t('builder.slugFault') : undefined}
            value={draft.name}
            required
            maxLength={63}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onDraft({ ...draft, name: event.currentTarget.value })}
          />
          <div className={styles.purpose}>
            <span className={styles.purposeLabel} aria-hidden="true">
              {t('definitions.purpose')}
            </span>
            <PurposePick value={draft.purpose} onValue={(purpose) => onDraft({ ...draft, purpose })} />
            <p className={styles.quiet}>{t('builder.purposeHelp')}</p>
          </div>
        </>
      )}
    </div>
  );
}
