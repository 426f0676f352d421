// One part of a view: a titled surface with the age of what it shows; lit up for a moment after it changed.
import type { ReactNode } from 'react';
import { useTranslation } from '../../language/index.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './answer.module.css';
import type { Origin } from './answers.ts';
import { Provenance } from './provenance.tsx';

export function Part({
  title,
  count,
  at = null,
  origin = null,
  changed,
  whole,
  children,
}: {
  title: string;
  /** How many it shows. */
  count?: number;
  at?: string | null;
  origin?: Origin | null;
  changed?: boolean;
  /** Of a page of the business it takes the whole width. */
  whole?: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <section
      className={classNames(styles.part, changed && styles.changed, whole && styles.whole)}
      aria-label={title}
    >
      <div className={styles.partHead}>
        <h2 className={styles.partTitle}>
          {title}
          {count !== undefined && count > 0 && <span className={styles.count}>{count}</span>}
        </h2>
        {changed && <span className={styles.news}>{t('views.justNow')}</span>}
        <Provenance of={title} at={at} origin={origin} />
      </div>
      {children}
    </section>
  );
}

/** Nothing is there, said quietly: for an agent that is an answer, too. */
export const None = ({ children }: { children: ReactNode }) => <p className={styles.none}>{children}</p>;
