// What edited rules would do, and setting them: counts, samples, why, and then they hold.
import { type FormEvent, useState } from 'react';
import { ApiError } from '../../api/error.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { TextField } from '../../ui/field.tsx';
import { Bone, Loading } from '../../ui/skeleton.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './identity.module.css';
import { Samples } from './preview-samples.tsx';
import type { Draft } from './rules-draft.ts';
import { type RulesPreview, type useRulesPreview, useSetRules } from './rules-query.ts';

const REASON_MAX = 500;

export function RulesReview({
  open,
  draft,
  preview,
  onClose,
}: {
  open: boolean;
  draft: Draft;
  preview: ReturnType<typeof useRulesPreview>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog open={open} onClose={onClose} title={t('identity.review.title')} wide>
      {preview.isFetching || preview.isPending ? (
        <Loading what={t('identity.review.looking')}>
          <Bone height={48} />
          <div style={{ height: 16 }} />
          <Bone height={120} />
        </Loading>
      ) : preview.isError ? (
        <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
      ) : (
        <>
          <Told preview={preview.data} />
          <ApplyForm draft={draft} onDone={onClose} />
        </>
      )}
    </Dialog>
  );
}

function Told({ preview }: { preview: RulesPreview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { splits, merges, samples } = preview;
  const fromTo = (from: number, to: number) =>
    from === to
      ? t('identity.review.same', { count: from })
      : t('identity.review.fromTo', { from: format.number(from), to: format.number(to) });
  return (
    <div className={styles.review}>
      {!preview.complete && <Notice>{t('identity.review.partial', { count: preview.looked_at })}</Notice>}
      {splits + merges === 0 ? (
        <p>{t('identity.review.nobody')}</p>
      ) : (
        <Facts across>
          <Fact label={t('identity.review.splits')}>
            <strong className={styles.figure}>{format.number(splits)}</strong>
          </Fact>
          <Fact label={t('identity.review.merges')}>
            <strong className={styles.figure}>{format.number(merges)}</strong>
          </Fact>
          <Fact label={t('identity.review.people')}>
            {fromTo(preview.people_before, preview.people_after)}
          </Fact>
          <Fact label={t('identity.review.refusals')}>
            {fromTo(preview.refusals_before, preview.refusals_after)}
          </Fact>
        </Facts>
      )}
      {samples.length > 0 && <Samples samples={samples} of={splits + merges} />}
    </div>
  );
}

function ApplyForm({ draft, onDone }: { draft: Draft; onDone: () => void }) {
  const { t } = useTranslation();
  const set = useSetRules();
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate(
      { rules: draft.rules, reason: reason.trim(), expected_version: draft.version },
      {
        onSuccess: ({ version }) => {
          draft.discard();
          showToast(t('identity.review.applied', { version }));
          onDone();
        },
        // The page says whose rules came between, and keeps these.
        onError: (error) => {
          if (isConflict(error)) onDone();
        },
      },
    );
  };
  return (
    <form className={styles.apply} onSubmit={submit}>
      <p className={styles.quiet}>{t('identity.review.what')}</p>
      <TextField
        label={t('identity.review.reason')}
        help={t('identity.review.reasonHelp')}
        value={reason}
        maxLength={REASON_MAX}
        required
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {set.isError && !isConflict(set.error) && <ErrorState error={set.error} />}
      <div className={styles.applyActions}>
        <Button onClick={onDone}>{t('ui.cancel')}</Button>
        <Button type="submit" look="primary" busy={set.isPending} disabled={reason.trim() === ''}>
          {t('identity.review.apply')}
        </Button>
      </div>
    </form>
  );
}

const isConflict = (error: unknown): boolean => error instanceof ApiError && error.status === 409;
