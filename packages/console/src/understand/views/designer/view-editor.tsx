// Makes a view, or another version of one, with what it says about a chosen person beside it.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type FormEvent, useMemo, useState } from 'react';
import { useMay } from '../../../app/session.ts';
import { useTranslation } from '../../../language/index.ts';
import { useNameable } from '../../../respect/purposes/nameable-purposes.ts';
import { useDebounced } from '../../../ui/debounced.ts';
import { Page } from '../../../ui/page.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { ErrorState } from '../../../ui/states.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { faultsOfAnswer } from '../../definitions/builder/draft-state.ts';
import { MayNot } from '../../definitions/builder/preview-card.tsx';
import { fromWho, toWho } from '../../definitions/who-form.tsx';
import {
  type OneView,
  useChangeView,
  useCreateView,
  useView,
  useViewPreview,
  type ViewItem,
} from '../views-query.ts';
import { LivePreview } from './live-preview.tsx';
import { findViewFaults, type ViewDraft } from './view-draft.ts';
import { ViewForm } from './view-form.tsx';

const REST_MS = 250;

export function NewViewPage() {
  const { t } = useTranslation();
  const may = useMay('views:write');
  const purpose = useNameable('service');
  const start: ViewDraft = {
    ...{ name: '', title: '', description: '', purpose, about: 'person', fields: [] },
  };
  return (
    <Page wide title={t('views.create')} about={t('viewDesigner.about')}>
      {may ? <Editor start={start} /> : <MayNot />}
    </Page>
  );
}

export function ChangeViewPage() {
  const { t } = useTranslation();
  const { view: name = '' } = useParams({ strict: false });
  const view = useView(name);
  const may = useMay('views:write');
  const title = view.data ? t('builder.changing', { title: view.data.title }) : name;
  return (
    <Page wide title={title} about={t('viewDesigner.changeWords')}>
      {!may ? (
        <MayNot />
      ) : view.data ? (
        <Editor key={name} start={toDraft(view.data)} view={view.data} />
      ) : view.isError ? (
        <ErrorState error={view.error} onRetry={() => void view.refetch()} />
      ) : (
        <SkeletonRows rows={6} height={72} />
      )}
    </Page>
  );
}

const toDraft = ({ name, title, description, purpose, about, fields }: ViewDraft): ViewDraft => ({
  ...{ name, title, description, purpose, about, fields },
});

function Editor({ start, view }: { start: ViewDraft; view?: OneView }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(start);
  // Where somebody else sets another version meanwhile, this is still the one that the draft comes from.
  const [from] = useState(view?.version);
  const create = useCreateView();
  const change = useChangeView();
  const isNew = from === undefined;
  const saving = isNew ? create : change;
  const { who, onWho } = useWho();
  const { faults, preview } = usePreviewed(draft, who);
  const told = preview.isPlaceholderData ? [] : faultsOfAnswer(preview.error);
  const open = (view: string) => void navigate({ to: '/views/$view', params: { view } });
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (faults.length > 0 || saving.isPending) return;
    const onSuccess = ({ name, title }: ViewItem) => {
      showToast(t('builder.saved', { title }));
      open(name);
    };
    if (from === undefined) create.mutate(draft, { onSuccess });
    else change.mutate({ draft, from }, { onSuccess });
  };
  return (
    <ViewForm
      draft={draft}
      isNew={isNew}
      faults={[...faults, ...told, ...faultsOfAnswer(saving.error)]}
      isReady={faults.length === 0 && told.length === 0}
      saving={saving}
      versions={view?.versions ?? []}
      onDraft={setDraft}
      onSubmit={save}
      onCancel={() => (isNew ? void navigate({ to: '/views' }) : open(start.name))}
      aside={
        <LivePreview draft={draft} who={who} onWho={onWho} isFaulty={faults.length > 0} preview={preview} />
      }
    />
  );
}

/** Whom the draft is tried on, in the address. */
function useWho() {
  const { who: asked } = useSearch({ strict: false });
  const navigate = useNavigate();
  const who = useMemo(() => fromWho(asked), [asked]);
  return {
    who,
    onWho: (next: { type: string; value: string }) =>
      void navigate({ to: '.', search: { who: toWho(next) }, replace: true, resetScroll: false }),
  };
}

/** Only a draft that the schema takes is tried, after a moment of rest. One without a name yet is tried under another. */
function usePreviewed(draft: ViewDraft, who: ReturnType<typeof useWho>['who']) {
  const faults = useMemo(() => findViewFaults(draft), [draft]);
  const asked = useMemo(() => {
    const named = { ...draft, name: draft.name || 'draft', title: draft.title || 'Draft' };
    if (findViewFaults(named).length > 0 || (draft.about === 'person' && who === undefined)) return undefined;
    return { view: named, ...(draft.about === 'person' && who && { subject: who }) };
  }, [draft, who]);
  return { faults, preview: useViewPreview(useDebounced(asked, REST_MS)), isTried: asked !== undefined };
}
