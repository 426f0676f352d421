// A page on which somebody designs: fields with what saves them below, the real thing beside them, and a question to whoever
// goes away from what they have not saved.
import type { FormEvent, ReactNode } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../button.tsx';
import { classNames } from '../class-names.ts';
import { ErrorState, Notice } from '../states.tsx';
import styles from './designer.module.css';
import { AskBeforeLeaving } from './leaving.tsx';

type Designed = { version: number; updated_at: string | null; updated_by_name: string | null };

/** `area`: whose words are said. `newest`: what is saved now. `preview`: what stands beside the fields. */
export function Designer<Newest extends Designed>({
  area,
  newest,
  designing: { isChanged, isOld, carryOver, begin },
  saving,
  mayChange,
  onSave,
  preview,
  className,
  children,
}: {
  area: 'banners' | 'preferenceCentre';
  newest: Newest;
  designing: { isChanged: boolean; isOld: boolean; carryOver: () => void; begin: (from: Newest) => void };
  saving: { isPending: boolean; isError: boolean; error: Error | null };
  mayChange: boolean;
  onSave: () => void;
  preview: ReactNode;
  className?: string | undefined;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { updated_at: at, updated_by_name: by, version } = newest;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!saving.isPending) onSave();
  }
  return (
    <>
      <form className={classNames(styles.designer, className)} onSubmit={submit} noValidate>
        <div className={styles.main}>
          <fieldset className={styles.fields} disabled={!mayChange}>
            <legend className="visually-hidden">{t(`${area}.title`)}</legend>
            {children}
          </fieldset>
          <div className={styles.foot}>
            {isOld && (
              <Notice action={<Button onClick={carryOver}>{t(`${area}.carryOver`)}</Button>}>
                {t(`${area}.newer`, { version })}
              </Notice>
            )}
            {saving.isError && !isOld && <ErrorState error={saving.error} />}
            <div className={styles.footRow}>
              <p>
                {at === null
                  ? t(`${area}.asShipped`)
                  : t(`${area}.changed`, { version, at: format.dateTime(at), by: by ?? '–' })}
              </p>
              {mayChange && (
                <>
                  <Button disabled={!isChanged} onClick={() => begin(newest)}>
                    {t(`${area}.discard`)}
                  </Button>
                  <Button type="submit" look="primary" busy={saving.isPending} disabled={!isChanged || isOld}>
                    {t(`${area}.save`)}
                  </Button>
                </>
              )}
            </div>
          </div>
        </div>
        {preview}
      </form>
      <AskBeforeLeaving isChanged={isChanged} />
    </>
  );
}
