// Writes a purpose: a new one, or another version of one. Says all the while whether its meaning changes, and what follows.
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { InspectorFrame } from '../../ui/inspector.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import { HandlingFields } from './handling-fields.tsx';
import { listChanges } from './meaning.ts';
import { MeaningFields } from './meaning-fields.tsx';
import { PurposeConsequences } from './purpose-consequences.tsx';
import { type DraftFault, faultsOf, NEW_PURPOSE, toBody, toPublished } from './purpose-draft.ts';
import { usePurposeName } from './purpose-words.ts';
import styles from './purposes.module.css';
import { type Purpose, type PurposeBody, usePublishPurpose } from './purposes-query.ts';
import { WordFields } from './word-fields.tsx';

export type EditDraft = (change: Partial<PurposeBody>) => void;
export type FaultOf = (field: DraftFault) => string | undefined;

export function PurposeEditor({ purpose, onClose }: { purpose?: Purpose; onClose: () => void }) {
  const { t } = useTranslation();
  const nameOf = usePurposeName();
  const editing = useDraft(purpose);
  const publish = usePublishPurpose();
  const navigate = useNavigate();
  const [tried, setTried] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const { base, version, draft, slug, setSlug, edit } = editing;
  const body = toPublished(base, draft);
  const changed = listChanges(base, body).length > 0 || (purpose === undefined && slug !== '');
  const faults = faultsOf(purpose ? undefined : slug, draft);
  const faultOf: FaultOf = (field) =>
    tried && faults.includes(field) ? t(`purposes.fault.${field}`) : undefined;
  const close = () => (changed && !leaving ? setLeaving(true) : onClose());
  const title = purpose ? t('purposes.edit.title', { name: nameOf(purpose) }) : t('purposes.publish');

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (faults.length > 0) return;
    publish.mutate(
      { slug: purpose?.slug ?? slug, changed: version, body },
      {
        onSuccess: (published) => {
          showToast(t('purposes.published', { name: nameOf(published), version: published.version }));
          if (purpose) onClose();
          else void navigate({ to: '/purposes/$slug', params: { slug: published.slug } });
        },
      },
    );
  }

  return (
    <Drawer open onClose={close} side="right" width="min(680px, 100%)" label={title}>
      <form className={styles.editor} onSubmit={submit} noValidate>
        <InspectorFrame title={title} onClose={close}>
          <div className={styles.fields}>
            <WordFields
              draft={draft}
              edit={edit}
              faultOf={faultOf}
              slug={purpose ? undefined : slug}
              onSlug={setSlug}
            />
            <MeaningFields draft={draft} edit={edit} faultOf={faultOf} />
            <HandlingFields draft={draft} edit={edit} faultOf={faultOf} own={purpose?.slug} />
          </div>
        </InspectorFrame>
        <div className={styles.foot}>
          {purpose && editing.isOld && (
            <Notice action={<Button onClick={editing.rebase}>{t('purposes.edit.rebase')}</Button>}>
              {t('purposes.edit.newer', { version: purpose.version })}
            </Notice>
          )}
          {publish.isError && !editing.isOld && <ErrorState error={publish.error} />}
          {purpose && !editing.isOld && <PurposeConsequences before={base} after={body} />}
          {tried && faults.length > 0 && (
            <p className={styles.fault} role="alert">
              {t('purposes.fault.some', { count: faults.length })}
            </p>
          )}
          {leaving && changed ? (
            // Keys, or the button that was pressed would become the one that publishes while it is pressed.
            <div key="leaving" className={styles.footRow}>
              <p role="alert">{t('purposes.edit.leave')}</p>
              <Button onClick={() => setLeaving(false)}>{t('purposes.edit.stay')}</Button>
              <Button onClick={onClose}>{t('purposes.edit.discard')}</Button>
            </div>
          ) : (
            <div key="publishing" className={styles.footRow}>
              <Button onClick={close}>{t('ui.cancel')}</Button>
              <Button
                type="submit"
                look="primary"
                busy={publish.isPending}
                disabled={!changed || editing.isOld}
              >
                {purpose ? t('purposes.edit.verb', { version: (version ?? 0) + 1 }) : t('purposes.publish')}
              </Button>
            </div>
          )}
        </div>
      </form>
    </Drawer>
  );
}

/** The draft, from the version that it began with; carried over to a newer one when the member says so. */
function useDraft(purpose: Purpose | undefined) {
  const [start, setStart] = useState({
    base: purpose ? toBody(purpose) : NEW_PURPOSE,
    version: purpose?.version,
  });
  const [draft, setDraft] = useState(start.base);
  const [slug, setSlug] = useState('');
  return {
    ...start,
    draft,
    slug,
    setSlug,
    edit: (change: Partial<PurposeBody>) => setDraft((now) => ({ ...now, ...change })),
    /** Somebody else has published meanwhile. */
    isOld: purpose !== undefined && purpose.version !== start.version,
    rebase: () => {
      if (!purpose) return;
      const base = toBody(purpose);
      const own = listChanges(start.base, draft).map((field) => [field, draft[field]]);
      setStart({ base, version: purpose.version });
      setDraft({ ...base, ...(Object.fromEntries(own) as Partial<PurposeBody>) });
    },
  };
}
