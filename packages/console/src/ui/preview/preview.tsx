// What somebody designs, beside the fields of it: as a phone and as a desktop show it, on light and on dark.
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../language/index.ts';
import { classNames } from '../class-names.ts';
import { Choice } from '../field.tsx';
import styles from './preview.module.css';

const WIDTHS = ['phone', 'desktop'] as const;
const SHADES = ['light', 'dark'] as const;
export type View = { width: (typeof WIDTHS)[number]; shade: (typeof SHADES)[number] };

/** `children`: the frame in this view, or what is in its place. */
export function Preview({ help, children }: { help?: ReactNode; children: (view: View) => ReactNode }) {
  const { t } = useTranslation();
  const [width, setWidth] = useState<View['width']>('phone');
  const [shade, setShade] = useState<View['shade']>('light');
  return (
    <section className={styles.preview} aria-label={t('preview.title')}>
      <h2>{t('preview.title')}</h2>
      <div className={styles.views}>
        <Choice
          label={t('preview.width')}
          value={width}
          options={WIDTHS.map((value) => ({ value, label: t(`preview.${value}`) }))}
          onValue={setWidth}
        />
        <Choice
          label={t('preview.shade')}
          value={shade}
          options={SHADES.map((value) => ({ value, label: t(`preview.${value}`) }))}
          onValue={setShade}
        />
      </div>
      {children({ width, shade })}
      {help && <p className={styles.help}>{help}</p>}
    </section>
  );
}

/** A page of that width; on a desktop at half its size. `isStale`: what is shown is not the newest. */
export function PreviewFrame({
  view: { width },
  isStale = false,
  children,
}: {
  view: View;
  isStale?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={classNames(styles.frame, isStale && styles.stale)} data-width={width}>
      {children}
    </div>
  );
}
