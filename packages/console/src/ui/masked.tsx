// A value that is not shown in clear: says so, and why, on hover, on focus and to screen readers.
import type { ReactNode } from 'react';
import { useTranslation } from '../language/index.ts';
import styles from './masked.module.css';
import { Tooltip } from './tooltip.tsx';

export function Masked({
  reason,
  within,
  children,
}: {
  reason: string;
  /** It stands in a link or button, which is reached in its place. */
  within?: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Tooltip label={reason}>
      <span className={styles.masked} tabIndex={within ? undefined : 0}>
        {children}
        <span className="visually-hidden"> ({t('ui.masked', { reason })})</span>
      </span>
    </Tooltip>
  );
}
