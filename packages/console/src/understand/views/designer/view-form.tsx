// The form in which a view is made: what it is called and for, its fields or its JSON, and beside it what it says.
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from '../../../language/index.ts';
import { Button } from '../../../ui/button.tsx';
import { Choice, TextArea, TextField } from '../../../ui/field.tsx';
import { Tag } from '../../../ui/mark.tsx';
import { Section } from '../../../ui/page.tsx';
import { ErrorState } from '../../../ui/states.tsx';
import { RelativeTime } from '../../../ui/time.tsx';
import { toSlug } from '../../definitions/builder/draft-state.ts';
import { FaultLines, Faults } from '../../definitions/builder/fault-lines.tsx';
import { JsonField } from '../../definitions/builder/json-field.tsx';
import { PurposePick } from '../../definitions/builder/known-picks.tsx';
import type { Fault } from '../../definitions/kept.ts';
import type { ViewVersion } from '../views-query.ts';
import styles from './designer.module.css';
import { FieldList } from './field-list.tsx';
import type { ViewDraft } from './view-draft.ts';

export function ViewForm({
  draft,
  isNew,
  faults,
  isReady,
  saving,
  versions,
  aside,
  onDraft,
  onSubmit,
  onCancel,
}: {
  draft: ViewDraft;
  isNew: boolean;
  faults: Fault[];
  isReady: boolean;
  saving: { isPending: boolean; isError: boolean; error: unknown };
  versions: ViewVersion[];
  aside: ReactNode;
  onDraft: (draft: ViewDraft) => void;
  onSubmit: (event: FormEvent) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<'build' | 'json'>('build');
  const general = faults.filter(({ at }) => at === '' || at === 'fields');
  return (
    <form className={styles.form} onSubmit={onSubmit}>
      <div className={styles.main}>
        <Names draft={draft} isNew={isNew} faults={faults} onDraft={onDraft} />
        <div className={styles.modes}>
          <h2>{t('viewDesigner.fields')}</h2>
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
        <Faults value={faults}>
          {mode === 'build' ? (
            <>
              <FieldList draft={draft} onFields={(fields) => onDraft({ ...draft, fields })} />
              <FaultLines faults={general} isHint />
            </>
          ) : (
            <>
              <JsonField
                label={t('viewDesigner.json')}
                value={draft.fields}
                rows={24}
                onValue={(fields) =>
                  onDraft({ ...draft, fields: Array.isArray(fields) ? fields : draft.fields })
                }
              />
              <FaultLines faults={faults.filter(({ at }) => at.startsWith('fields')).map(toLine)} />
            </>
          )}
        </Faults>
        {saving.isError && faults.length === 0 && <ErrorState error={saving.error} />}
        <div className={styles.actions}>
          <Button onClick={onCancel}>{t('ui.cancel')}</Button>
          <Button type="submit" look="primary" busy={saving.isPending} disabled={!isReady}>
            {t(isNew ? 'builder.create' : 'builder.save')}
          </Button>
        </div>
        {versions.length > 0 && <Versions versions={versions} />}
      </div>
      <aside className={styles.aside} aria-label={t('viewDesigner.preview')}>
        {aside}
      </aside>
    </form>
  );
}

const toLine = ({ at, message }: Fault): Fault => ({ at, message: `\`${at}\`: ${message}` });

/** A view may have - in its name, as it stands in addresses. */
const toViewName = (title: string): string => toSlug(title).replaceAll('_', '-');

function Names({
  draft,
  isNew,
  faults,
  onDraft,
}: {
  draft: ViewDraft;
  isNew: boolean;
  faults: Fault[];
  onDraft: (draft: ViewDraft) => void;
}) {
  const { t } = useTranslation();
  const follows = isNew && draft.name === toViewName(draft.title);
  const faultAt = (place: string) => faults.find(({ at }) => at === place)?.message;
  return (
    <>
      <div className={styles.names}>
        <TextField
          label={t('builder.title')}
          value={draft.title}
          required
          maxLength={200}
          autoComplete="off"
          onChange={({ currentTarget: { value: title } }) =>
            onDraft({ ...draft, title, ...(follows ? { name: toViewName(title) } : {}) })
          }
        />
        {isNew && (
          <TextField
            label={t('builder.slug')}
            help={t('viewDesigner.slugHelp')}
            fault={draft.name === '' ? undefined : faultAt('name')}
            value={draft.name}
            required
            maxLength={63}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onDraft({ ...draft, name: event.currentTarget.value })}
          />
        )}
      </div>
      <TextArea
        label={t('viewDesigner.description')}
        value={draft.description}
        rows={2}
        maxLength={1000}
        onChange={(event) => onDraft({ ...draft, description: event.currentTarget.value })}
      />
      {isNew && (
        <div className={styles.names}>
          <div className={styles.labelled}>
            <span className={styles.label} aria-hidden="true">
              {t('definitions.purpose')}
            </span>
            <PurposePick value={draft.purpose} onValue={(purpose) => onDraft({ ...draft, purpose })} />
            <p className={styles.quiet}>{t('viewDesigner.purposeHelp')}</p>
          </div>
          <div className={styles.labelled}>
            <span className={styles.label} aria-hidden="true">
              {t('views.column.about')}
            </span>
            <Choice
              label={t('views.column.about')}
              value={draft.about}
              options={(['person', 'business'] as const).map((one) => ({
                value: one,
                label: t(`views.of.${one}`),
              }))}
              onValue={(about) => onDraft({ ...draft, about })}
            />
          </div>
        </div>
      )}
    </>
  );
}

function Versions({ versions }: { versions: ViewVersion[] }) {
  const { t } = useTranslation();
  return (
    <Section title={t('definitions.versions')}>
      <ol className={styles.versions}>
        {versions
          .toSorted((a, b) => b.version - a.version)
          .map(({ version, title, set_at: at, set_by_name: by }, index) => (
            <li key={version}>
              <h3>{t('definitions.version', { version })}</h3>
              {index === 0 && <Tag>{t('definitions.inForce')}</Tag>}
              <span className={styles.quiet}>
                {title}
                {by && ` · ${by}`} · <RelativeTime at={at} />
              </span>
            </li>
          ))}
      </ol>
    </Section>
  );
}
