// The number that matters of a vital chart, and how it moved.
import { IconArrowDownRight, IconArrowRight, IconArrowUpRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useFormat } from '../language/format.ts';
import { useTranslation } from '../language/index.ts';
import styles from './home-page.module.css';

export function Headline({ value, children }: { value: ReactNode; children: ReactNode }) {
  return (
    <p className={styles.headline}>
      <span className={styles.figure}>{value}</span>
      {children}
    </p>
  );
}

/** Neither way is good or bad by itself, so neither has a colour. */
export function Change({ now, before }: { now: number; before: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (before === 0) return null;
  const share = (now - before) / before;
  const percent = format.percent(Math.abs(share));
  const isSame = percent === format.percent(0);
  return (
    <span className={styles.change}>
      {isSame ? (
        <IconArrowRight aria-hidden="true" />
      ) : share > 0 ? (
        <IconArrowUpRight aria-hidden="true" />
      ) : (
        <IconArrowDownRight aria-hidden="true" />
      )}
      {isSame ? t('vitals.same') : t(share > 0 ? 'vitals.more' : 'vitals.less', { share: percent })}
    </span>
  );
}
