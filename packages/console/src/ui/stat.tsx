// A number that matters, with its unit, how it moved, and where it leads.
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import styles from './stat.module.css';

/** Side by side, as many as fit. */
export function Stats({ children }: { children: ReactNode }) {
  return <div className={styles.stats}>{children}</div>;
}

/** `note` says what the number means or how it changed; `chart` is a Spark; `to` is the list behind it. */
export function Stat({
  label,
  value,
  unit,
  note,
  chart,
  to,
  alarming,
}: {
  label: string;
  value: ReactNode;
  unit?: string;
  note?: ReactNode;
  chart?: ReactNode;
  to?: LinkProps;
  alarming?: boolean;
}) {
  const content = (
    <>
      <span className={styles.label}>{label}</span>
      <span className={alarming ? styles.valueBad : styles.value}>
        {value}
        {unit && <span className={styles.unit}> {unit}</span>}
      </span>
      {chart}
      {note && <span className={styles.note}>{note}</span>}
    </>
  );
  return to ? (
    <Link {...to} className={styles.statLink}>
      {content}
    </Link>
  ) : (
    <div className={styles.stat}>{content}</div>
  );
}
