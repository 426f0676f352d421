// Skeletons: grey in the shape of what is coming. After a second they say what is being loaded.
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from '../language/index.ts';
import styles from './skeleton.module.css';

/** One grey bar; width and height in CSS units. */
export function Bone({ width = '100%', height = 12 }: { width?: number | string; height?: number | string }) {
  return <span className={styles.bone} style={{ width, height }} />;
}

/** Lines of a list or a table while it loads. */
export function SkeletonRows({ rows = 8, height = 40 }: { rows?: number; height?: number }) {
  return (
    <Loading>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move.
        <div key={index} className={styles.row} style={{ height }}>
          <Bone width={`${[22, 16, 28, 19][index % 4]}%`} />
          <Bone width={`${[30, 38, 24, 34][index % 4]}%`} />
          <Bone width="10%" />
        </div>
      ))}
    </Loading>
  );
}

/** Wraps any skeleton: tells screen readers at once, and everybody after a second, that something is on its way. */
export function Loading({ children, what }: { children: ReactNode; what?: string }) {
  const { t } = useTranslation();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 1000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.loading} aria-busy="true">
      <p className={slow ? styles.words : 'visually-hidden'} role="status">
        {what ?? t('ui.loading')}
      </p>
      <div aria-hidden="true">{children}</div>
    </div>
  );
}
