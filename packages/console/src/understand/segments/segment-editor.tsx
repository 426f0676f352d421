// Builds a segment, a new one or another version of one, with what it would find beside it.
import type { Condition } from '@rapport/protocol';
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
import { ConditionField } from '../definitions/builder/condition-field.tsx';
import { DefinitionForm, type Form } from '../definitions/builder/definition-form.tsx';
import { faultsOfAnswer, usePreviewed } from '../definitions/builder/draft-state.ts';
import { type Draft, starts } from '../definitions/builder/kinds.ts';
import { Instead, MayNot, PreviewCard, SampleList, ShownSql } from '../definitions/builder/preview-card.tsx';
import { ConditionSentence } from '../definitions/sentence.tsx';
import {
  type SegmentDraft,
  useCreateSegment,
  useSegment,
  useSegmentPreview,
  useSetSegment,
} from './segments-query.ts';

export function NewSegmentPage() {
  const { t } = useTranslation();
  const purpose = useNameable('marketing.email');
  const mayChange = useMay('segments:write');
  return (
    <Page wide title={t('segments.create')} about={t('segments.createWords')}>
      {mayChange ? (
        <Editor start={{ name: '', title: '', purpose, definition: { all: [starts.count] } }} isNew />
      ) : (
        <MayNot />
      )}
    </Page>
  );
}

export function ChangeSegmentPage() {
  const { t } = useTranslation();
  const { name } = useParams({ from: '/inside/segments/$name/edit' });
  const segment = useSegment(name);
  const mayChange = useMay('segments:write');
  const title = segment.data ? t('builder.changing', { title: segment.data.title }) : name;
  return (
    <Page wide title={title} about={t('builder.newVersion')}>
      {!mayChange ? (
        <MayNot />
      ) : segment.data ? (
        <Editor key={name} start={segment.data} isNew={false} />
      ) : segment.isError ? (
        <ErrorState error={segment.error} onRetry={() => void segment.refetch()} />
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
  const create = useCreateSegment();
  const set = useSetSegment();
  const saving = isNew ? create : set;
  const { faults, asked } = usePreviewed('segment', draft.purpose, draft.definition);
  const preview = useSegmentPreview(asked);
  const told = preview.isPlaceholderData ? [] : faultsOfAnswer(preview.error);
  const leave = () =>
    void navigate(isNew ? { to: '/segments' } : { to: '/segments/$name', params: { name: start.name } });
  const save = () =>
    saving.mutate({ ...draft, title: draft.title.trim() } as SegmentDraft, {
      onSuccess: ({ name, title }) => {
        showToast(t('builder.saved', { title }));
        void navigate({ to: '/segments/$name', params: { name } });
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
        <ConditionField
          draft={draft.definition as Draft}
          at=""
          onDraft={(definition) => setDraft({ ...draft, definition })}
        />
      }
      aside={<SegmentEffect preview={preview} definition={draft.definition} isFaulty={faults.length > 0} />}
    />
  );
}

function SegmentEffect({
  preview,
  definition,
  isFaulty,
}: {
  preview: ReturnType<typeof useSegmentPreview>;
  definition: unknown;
  isFaulty: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = preview;
  return (
    <PreviewCard sentence={!isFaulty && <ConditionSentence condition={definition as Condition} />}>
      {data && !isFaulty && !preview.isError ? (
        <div className={preview.isPlaceholderData ? styles.stale : styles.found} aria-live="polite">
          <p className={styles.count}>
            <strong>{format.number(data.count)}</strong>{' '}
            {t('segments.ofPeople', {
              count: data.people,
              share: format.percent(data.people === 0 ? 0 : data.count / data.people),
            })}
          </p>
          <SampleList people={data.sample} />
          <ShownSql preview={data} />
        </div>
      ) : (
        <Instead error={preview.error} isFaulty={isFaulty} />
      )}
    </PreviewCard>
  );
}
