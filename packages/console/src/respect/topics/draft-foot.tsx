// A draft in a drawer: kept from slips, and from being written over what somebody else has saved meanwhile.
import { useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { useDraft } from '../../ui/draft.ts';
import { ErrorState, Notice } from '../../ui/states.tsx';
import styles from './topics.module.css';

type Versioned = { version: number };

/** `newest`: what is saved now; absent for one that is new. `saved`: that as a draft. */
export function useKept<Draft extends object>(newest: Versioned | undefined, saved: Draft) {
  const { isChanged, version, follow, ...kept } = useDraft({ version: newest?.version, draft: saved });
  const [asking, setAsking] = useState(false);
  return {
    ...kept,
    /** The version that is changed. */
    from: version,
    newest: newest?.version,
    asking,
    stay: () => setAsking(false),
    /** The first time asks; while it asks, nothing else does. */
    leaving: (onClose: () => void) => () => (isChanged && !asking ? setAsking(true) : onClose()),
    follow: ({ version }: Versioned) => follow(version),
  };
}
export type Kept = Pick<
  ReturnType<typeof useKept<object>>,
  'isOld' | 'newest' | 'asking' | 'stay' | 'leaving' | 'carryOver'
>;

type Doing = { isPending: boolean; isError: boolean; error: Error | null };

/** `complete`: there is all that is needed to save. `removing`: absent where there is nothing to delete. */
export function DraftFoot({
  kept,
  complete,
  saving,
  removing,
  onClose,
}: {
  kept: Kept;
  complete: boolean;
  saving: Doing;
  removing?: (Doing & { remove: () => void }) | undefined;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const failed = [saving, removing].find((one) => one?.isError);
  return (
    <>
      {failed && !kept.isOld && <ErrorState error={failed.error} />}
      {kept.isOld && (
        <Notice action={<Button onClick={kept.carryOver}>{t('preferenceCentre.carryOver')}</Button>}>
          {t('preferenceCentre.newer', { version: kept.newest ?? 0 })}
        </Notice>
      )}
      {kept.asking ? (
        // Keys, or the button that was pressed would become the one that saves while it is pressed.
        <div key="asking" className={styles.actions}>
          <p role="alert">{t('preferenceCentre.leave.title')}</p>
          <Button onClick={kept.stay}>{t('preferenceCentre.leave.stay')}</Button>
          <Button onClick={onClose}>{t('preferenceCentre.leave.discard')}</Button>
        </div>
      ) : (
        <div key="saving" className={styles.actions}>
          <Button onClick={kept.leaving(onClose)}>{t('ui.cancel')}</Button>
          {removing && (
            <Button busy={removing.isPending} onClick={removing.remove}>
              {t('topics.delete')}
            </Button>
          )}
          <Button type="submit" look="primary" busy={saving.isPending} disabled={!complete || kept.isOld}>
            {t('topics.save')}
          </Button>
        </div>
      )}
    </>
  );
}
