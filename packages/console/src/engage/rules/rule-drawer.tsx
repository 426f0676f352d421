// The frame of a form for one rule: what is wrong with it, saving and taking away.
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { InspectorFrame } from '../../ui/inspector.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './rules.module.css';
import { type KeptRules, type MessageRules, useChangeRules } from './rules-query.ts';

export function RuleDrawer({
  title,
  rules,
  changes,
  without,
  onClose,
  children,
}: {
  title: string;
  rules: KeptRules;
  /** What saving sets; undefined while something is missing. */
  changes: Partial<MessageRules> | undefined;
  /** What taking it away sets; undefined where there is nothing to take away. */
  without: Partial<MessageRules> | undefined;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const save = useChangeRules(rules);
  const set = (next: Partial<MessageRules>) =>
    save.mutate(next, {
      onSuccess: () => {
        showToast(t('messageRules.saved'));
        onClose();
      },
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changes && !save.isPending) set(changes);
  };
  return (
    <Drawer open onClose={onClose} side="right" width="min(480px, 100%)" label={title}>
      <InspectorFrame title={title} onClose={onClose}>
        <form className={styles.form} onSubmit={submit}>
          {children}
          {save.isError && <ErrorState error={save.error} />}
          <div className={styles.actions}>
            {without && (
              <Button look="quiet" className={styles.apart} onClick={() => set(without)}>
                {t('messageRules.remove')}
              </Button>
            )}
            <Button onClick={onClose}>{t('ui.cancel')}</Button>
            <Button type="submit" look="primary" busy={save.isPending} disabled={!changes}>
              {t('messageRules.save')}
            </Button>
          </div>
        </form>
      </InspectorFrame>
    </Drawer>
  );
}

/** The list with this one instead of the one at `at`; behind all, where that is none. */
export const withRule = <Rule,>(all: readonly Rule[], at: number | undefined, rule: Rule): Rule[] =>
  at === undefined ? [...all, rule] : all.map((one, n) => (n === at ? rule : one));

export const withoutRule = <Rule,>(all: readonly Rule[], at: number): Rule[] =>
  all.filter((_, n) => n !== at);
