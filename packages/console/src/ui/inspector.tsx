// The inspector: a panel beside a list that shows the chosen row whole. On a narrow screen it covers the list.
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from '../language/index.ts';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import { Drawer } from './drawer.tsx';
import styles from './inspector.module.css';

const WIDE = '(min-width: 1180px)';

/** A list with the inspector at its right. `inspector` absent: the list has the whole width. */
export function WithInspector({ children, inspector }: { children: ReactNode; inspector?: ReactNode }) {
  return (
    <div className={styles.split}>
      <div className={styles.main}>{children}</div>
      {inspector}
    </div>
  );
}

export function Inspector({
  title,
  onClose,
  slim,
  children,
}: {
  title: string;
  onClose: () => void;
  /** For little to say beside much to see. */
  slim?: boolean;
  children: ReactNode;
}) {
  const wide = useInspectorBeside();
  useEffect(() => {
    if (!wide) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClose();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [wide, onClose]);
  const content = (
    <InspectorFrame title={title} onClose={onClose}>
      {children}
    </InspectorFrame>
  );
  if (wide) {
    return (
      <aside className={classNames(styles.panel, slim && styles.slim)} aria-label={title}>
        {content}
      </aside>
    );
  }
  return (
    <Drawer open onClose={onClose} side="right" width="min(560px, 100%)" label={title}>
      {content}
    </Drawer>
  );
}

/** Title, close button and scrolling content: the inside of every panel at the right. */
export function InspectorFrame({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <>
      <div className={styles.head}>
        {/* The focus starts at the title, so that a screen reader says what opened. */}
        <h2 className={styles.title} tabIndex={-1} data-autofocus>
          {title}
        </h2>
        <IconButton label={t('ui.close')} shortcut="Esc" onClick={onClose}>
          <IconX />
        </IconButton>
      </div>
      <div className={styles.body}>{children}</div>
    </>
  );
}

/** True where the inspector stands beside its list, not over it. */
export const useInspectorBeside = (): boolean => useMediaQuery(WIDE);

export function useMediaQuery(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
  );
}
