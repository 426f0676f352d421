// Builds a segment or trait, a new one or another version of one, with what it would find beside it.
import { useNavigate, useParams } from '@tanstack/react-router';
import { type ComponentType, type ReactNode, useState } from 'react';
import { useMay } from '../../../app/session.ts';
import { useTranslation } from '../../../language/index.ts';
import { useNameable } from '../../../respect/purposes/nameable-purposes.ts';
import { Page } from '../../../ui/page.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { ErrorState } from '../../../ui/states.tsx';
import { showToast } from '../../../ui/toast.tsx';
import {
  areaOf,
  type Kind,
  type PreviewOf,
  useChangeOf,
  useCreate,
  useKept,
  usePreview,
} from '../kept-query.ts';
import { DefinitionForm, type Form } from './definition-form.tsx';
import { faultsOfAnswer, usePreviewed } from './draft-state.ts';
import type { Draft } from './kinds.ts';
import { MayNot, PreviewCard } from './preview-card.tsx';

export type Editing<K extends Kind> = {
  kind: K;
  /** What a new one is for, where the member's role may name it. */
  purpose: string;
  /** What a new one begins with. */
  start: Draft;
  Field: ComponentType<{ draft: Draft; at: string; onDraft: (draft: Draft) => void }>;
  say: (definition: Draft) => ReactNode;
  /** What a draft finds. */
  Found: ComponentType<{ preview: PreviewOf<K> }>;
};

export function NewPage<K extends Kind>({ editing }: { editing: Editing<K> }) {
  const { t } = useTranslation();
  const area = areaOf(editing.kind);
  const purpose = useNameable(editing.purpose);
  const mayChange = useMay(`${area}:write`);
  const start = { name: '', title: '', purpose, definition: editing.start };
  return (
    <Page wide title={t(`${area}.create`)} about={t(`${area}.createWords`)}>
      {mayChange ? <Editor editing={editing} start={start} isNew /> : <MayNot />}
    </Page>
  );
}

export function ChangePage<K extends Kind>({ editing }: { editing: Editing<K> }) {
  const { t } = useTranslation();
  const { name = '' } = useParams({ strict: false });
  const one = useKept(editing.kind, name);
  const mayChange = useMay(`${areaOf(editing.kind)}:write`);
  const title = one.data ? t('builder.changing', { title: one.data.title }) : name;
  return (
    <Page wide title={title} about={t('builder.newVersion')}>
      {!mayChange ? (
        <MayNot />
      ) : one.data ? (
        <Editor key={name} editing={editing} start={one.data} isNew={false} />
      ) : one.isError ? (
        <ErrorState error={one.error} onRetry={() => void one.refetch()} />
      ) : (
        <SkeletonRows rows={6} height={56} />
      )}
    </Page>
  );
}

function Editor<K extends Kind>({
  editing: { kind, Field, Found, say },
  start,
  isNew,
}: {
  editing: Editing<K>;
  start: Form;
  isNew: boolean;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const area = areaOf(kind);
  const [draft, setDraft] = useState<Form>({
    ...{ name: start.name, title: start.title, purpose: start.purpose, definition: start.definition },
  });
  const create = useCreate(kind);
  const change = useChangeOf(kind);
  const saving = isNew ? create : change;
  const { faults, asked } = usePreviewed(kind, draft.purpose, draft.definition);
  const preview = usePreview(kind, asked);
  const told = preview.isPlaceholderData ? [] : faultsOfAnswer(preview.error);
  const open = (name: string) => void navigate({ to: `/${area}/$name`, params: { name } });
  const save = () =>
    saving.mutate(
      { ...draft, title: draft.title.trim() },
      {
        onSuccess: ({ name, title }) => {
          showToast(t('builder.saved', { title }));
          open(name);
        },
      },
    );
  const definition = draft.definition as Draft;
  return (
    <DefinitionForm
      draft={draft}
      isNew={isNew}
      faults={faults}
      told={told}
      saving={saving}
      onDraft={setDraft}
      onSave={save}
      onCancel={() => (isNew ? void navigate({ to: `/${area}` }) : open(start.name))}
      builder={
        <Field draft={definition} at="" onDraft={(next) => setDraft({ ...draft, definition: next })} />
      }
      aside={
        <PreviewCard
          sentence={faults.length === 0 && say(definition)}
          preview={preview}
          isFaulty={faults.length > 0}
        >
          {preview.data && <Found preview={preview.data} />}
        </PreviewCard>
      }
    />
  );
}
