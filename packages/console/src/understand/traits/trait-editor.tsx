// Builds a trait, a new one or another version of one, with what it would give beside it.
import type { TraitValue } from '@rapport/protocol';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../app/session.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { useNameable } from '../../respect/purposes/nameable-purposes.ts';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from '../definitions/builder/builder.module.css';
import { DefinitionForm, type Form } from '../definitions/builder/definition-form.tsx';
import { faultsOfAnswer, usePreviewed } from '../definitions/builder/draft-state.ts';
import type { Draft } from '../definitions/builder/kinds.ts';
import { startOf } from '../definitions/builder/kinds-of-values.ts';
import { Instead, MayNot, PreviewCard, SampleList, ShownSql } from '../definitions/builder/preview-card.tsx';
import { ValueField } from '../definitions/builder/value-field.tsx';
import { ValueSentence } from '../definitions/sentence.tsx';
import { Value } from '../people/value.tsx';
import { type TraitDraft, useCreateTrait, useSetTrait, useTrait, useTraitPreview } from './traits-query.ts';

export function NewTraitPage() {
  const { t } = useTranslation();
  const purpose = useNameable('service');
  const mayChange = useMay('traits:write');
  return (
    <Page wide title={t('traits.create')} about={t('traits.createWords')}>
      {mayChange ? (
        <Editor start={{ name: '', title: '', purpose, definition: startOf('count', undefined) }} isNew />
      ) : (
        <MayNot />
      )}
    </Page>
  );
}

export function ChangeTraitPage() {
  const { t } = useTranslation();
  const { name } = useParams({ from: '/inside/traits/$name/edit' });
  const trait = useTrait(name);
  const mayChange = useMay('traits:write');
  const title = trait.data ? t('builder.changing', { title: trait.data.title }) : name;
  return (
    <Page wide title={title} about={t('builder.newVersion')}>
      {!mayChange ? (
        <MayNot />
      ) : trait.data ? (
        <Editor key={name} start={trait.data} isNew={false} />
      ) : trait.isError ? (
        <ErrorState error={trait.error} onRetry={() => void trait.refetch()} />
      ) : (
        <SkeletonRows rows={6} height={56} />
      )}
    </Page>
  );
}

function Editor({ start, isNew }: { start: Form; isNew: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<Form>({
    ...{ name: start.name, title: start.title, purpose: start.purpose, definition: start.definition },
  });
  const create = useCreateTrait();
  const set = useSetTrait();
  const saving = isNew ? create : set;
  const { faults, asked } = usePreviewed('trait', draft.purpose, draft.definition);
  const preview = useTraitPreview(asked);
  const told = preview.isPlaceholderData ? [] : faultsOfAnswer(preview.error);
  const leave = () =>
    void navigate(isNew ? { to: '/traits' } : { to: '/traits/$name', params: { name: start.name } });
  const save = () =>
    saving.mutate({ ...draft, title: draft.title.trim() } as TraitDraft, {
      onSuccess: ({ name, title }) => {
        showToast(t('builder.saved', { title }));
        void navigate({ to: '/traits/$name', params: { name } });
      },
    });
  return (
    <DefinitionForm
      draft={draft}
      isNew={isNew}
      faults={faults}
      told={told}
      saving={saving}
      onDraft={setDraft}
      onSave={save}
      onCancel={leave}
      builder={
        <ValueField
          draft={draft.definition as Draft}
          at=""
          onDraft={(definition) => setDraft({ ...draft, definition })}
        />
      }
      aside={<TraitEffect preview={preview} definition={draft.definition} isFaulty={faults.length > 0} />}
    />
  );
}

function TraitEffect({
  preview,
  definition,
  isFaulty,
}: {
  preview: ReturnType<typeof useTraitPreview>;
  definition: unknown;
  isFaulty: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = preview;
  return (
    <PreviewCard sentence={!isFaulty && <ValueSentence value={definition as TraitValue} />}>
      {data && !isFaulty && !preview.isError ? (
        <div className={preview.isPlaceholderData ? styles.stale : styles.found} aria-live="polite">
          <p className={styles.count}>
            <strong>{format.number(data.people)}</strong> {t('traits.haveValue', { count: data.people })}
          </p>
          {data.minimum !== null && data.average !== null && data.maximum !== null && (
            <p className={styles.count}>
              {t('traits.limits', {
                minimum: format.decimal(data.minimum),
                average: format.decimal(data.average),
                maximum: format.decimal(data.maximum),
              })}
            </p>
          )}
          <SampleList people={data.sample.map((one) => ({ ...one, value: <Value value={one.value} /> }))} />
          <ShownSql preview={data} />
        </div>
      ) : (
        <Instead error={preview.error} isFaulty={isFaulty} />
      )}
    </PreviewCard>
  );
}
