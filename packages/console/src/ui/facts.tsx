// Facts: label and value, one under the other. For what is known about one thing.
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './facts.module.css';

/** `across` puts the facts side by side (a strip under a title); otherwise they stand in two columns. */
export function Facts({ children, across }: { children: ReactNode; across?: boolean }) {
  return <dl className={classNames(styles.facts, across && styles.across)}>{children}</dl>;
}

export function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}
