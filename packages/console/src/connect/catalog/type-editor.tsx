// Makes a type of the catalog, or changes one: its fields, what they refer to, and which events tell of it.
import { useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, SelectField, TextField } from '../../ui/field.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import { faultsOfAnswer, isSlug, toSlug } from '../../understand/definitions/builder/draft-state.ts';
import { FaultLines, Faults } from '../../understand/definitions/builder/fault-lines.tsx';
import { MayNot } from '../../understand/definitions/builder/preview-card.tsx';
import styles from './catalog.module.css';
import { useCatalogType, useSetType } from './catalog-query.ts';
import { FieldRows } from './field-rows.tsx';
import { ReferenceRows } from './reference-rows.tsx';
import { TellerRows } from './teller-rows.tsx';
import { findFaults, fromDraft, NEW_TYPE, type TypeDraft, toDraft } from './type-draft.ts';

export function NewTypePage() {
  const { t } = useTranslation();
  const may = useMay('catalog:write');
  return (
    <Page title={t('catalog.create')} about={t('catalog.createWords')}>
      {may ? <Editor start={NEW_TYPE} isNew /> : <MayNot />}
    </Page>
  );
}

export function ChangeTypePage() {
  const { t } = useTranslation();
  const { type: name = '' } = useParams({ strict: false });
  const type = useCatalogType(name);
  const may = useMay('catalog:write');
  return (
    <Page
      title={type.data ? t('builder.changing', { title: type.data.title }) : name}
      about={t('catalog.changeWords')}
    >
      {!may ? (
        <MayNot />
      ) : type.data ? (
        <Editor key={name} start={toDraft(type.data)} isNew={false} />
      ) : type.isError ? (
        <ErrorState error={type.error} onRetry={() => void type.refetch()} />
      ) : (
        <SkeletonRows rows={6} height={56} />
      )}
    </Page>
  );
}

function Editor({ start, isNew }: { start: TypeDraft; isNew: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(start);
  const save = useSetType();
  const change = (part: Partial<TypeDraft>) => setDraft({ ...draft, ...part });
  const faults = findFaults(draft);
  const told = save.isError ? faultsOfAnswer(save.error) : [];
  const isComplete = faults.length === 0 && isSlug(draft.name);
  const open = (type: string) => void navigate({ to: '/catalog/$type', params: { type } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete || save.isPending) return;
    save.mutate(
      { name: draft.name, type: fromDraft(draft) },
      {
        onSuccess: ({ name, title }) => {
          showToast(t('builder.saved', { title }));
          open(name);
        },
      },
    );
  };
  return (
    <Faults value={[...faults, ...told]}>
      <form className={styles.form} onSubmit={submit}>
        <Names draft={draft} isNew={isNew} onChange={change} />
        <FieldRows rows={draft.fields} onRows={(fields) => change({ fields })} />
        <Roles draft={draft} onChange={change} />
        <ReferenceRows draft={draft} onRows={(references) => change({ references })} />
        <TellerRows draft={draft} onRows={(told_by) => change({ told_by })} />
        {save.isError && told.length === 0 && <ErrorState error={save.error} />}
        <FaultLines faults={[...faults, ...told].filter(({ at }) => at === '' || at === 'title')} isHint />
        <div className={styles.formActions}>
          <Button onClick={() => (isNew ? void navigate({ to: '/catalog' }) : open(start.name))}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" look="primary" busy={save.isPending} disabled={!isComplete}>
            {t(isNew ? 'catalog.create' : 'catalog.save')}
          </Button>
        </div>
      </form>
    </Faults>
  );
}

type Part = { draft: TypeDraft; onChange: (part: Partial<TypeDraft>) => void };

function Names({ draft, isNew, onChange }: Part & { isNew: boolean }) {
  const { t } = useTranslation();
  const follows = isNew && draft.name === toSlug(draft.title);
  return (
    <div>
      <div className={styles.names}>
        <TextField
          label={t('builder.title')}
          value={draft.title}
          required
          maxLength={200}
          autoComplete="off"
          onChange={({ currentTarget: { value: title } }) =>
            onChange({ title, ...(follows ? { name: toSlug(title) } : {}) })
          }
        />
        {isNew && (
          <TextField
            label={t('builder.slug')}
            help={t('catalog.slugHelp')}
            fault={draft.name !== '' && !isSlug(draft.name) ? t('builder.slugFault') : undefined}
            value={draft.name}
            required
            maxLength={63}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
        )}
      </div>
      <Checkbox
        label={t('catalog.ofPersonWords')}
        checked={draft.of_person}
        onCheck={(of_person) => onChange({ of_person })}
      />
    </div>
  );
}

/** Which field an object is called by, and which orders them in time. */
function Roles({ draft, onChange }: Part) {
  const { t } = useTranslation();
  const named = draft.fields.filter(({ name }) => name !== '');
  const offer = (fields: typeof named, none: string) => [
    { value: '', label: none },
    ...fields.map(({ name, title }) => ({ value: name, label: title ?? name })),
  ];
  return (
    <Section title={t('catalog.roles')}>
      <div className={styles.names}>
        <SelectField
          label={t('catalog.titleField')}
          value={draft.title_field}
          options={offer(named, t('catalog.byId'))}
          onChange={(event) => onChange({ title_field: event.currentTarget.value })}
        />
        <SelectField
          label={t('catalog.timeField')}
          value={draft.time_field}
          options={offer(
            named.filter(({ kind }) => kind === 'date'),
            t('catalog.byFirstTold'),
          )}
          onChange={(event) => onChange({ time_field: event.currentTarget.value })}
        />
      </div>
    </Section>
  );
}
