// A timeline: what happened, newest first, grouped by day and by session, each entry opening in place.
import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import styles from './timeline.module.css';

export function Timeline({ children }: { children: ReactNode }) {
  return <div className={styles.timeline}>{children}</div>;
}

/** All that happened on one day. */
export function TimelineDay({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.day}>
      <h3 className={styles.dayTitle}>{title}</h3>
      {children}
    </section>
  );
}

/** Entries that belong together in time; `title` says when, how long and where. */
export function TimelineSession({ title, children }: { title?: ReactNode; children: ReactNode }) {
  return (
    <div className={title ? styles.session : styles.alone}>
      {title && <p className={styles.sessionTitle}>{title}</p>}
      <ol>{children}</ol>
    </div>
  );
}

/** One entry. `children` is drawn only once it is opened. */
export function TimelineEntry({
  time,
  icon,
  title,
  detail,
  children,
  ...held
}: {
  time: ReactNode;
  icon: ReactNode;
  title: ReactNode;
  detail?: ReactNode;
  children: () => ReactNode;
  /** Whether it is open and who to tell of a change, where that is in the address. */
  open?: boolean;
  onOpen?: (open: boolean) => void;
}) {
  const [own, setOwn] = useState(false);
  const open = held.open ?? own;
  const setOpen = held.onOpen ?? setOwn;
  const id = useId();
  return (
    <li className={styles.entry}>
      <button
        type="button"
        className={styles.button}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
        <span className={styles.words}>
          <span className={styles.title}>{title}</span>
          {detail && <span className={styles.detail}>{detail}</span>}
        </span>
        <span className={styles.time}>{time}</span>
        <IconChevronRight className={styles.chevron} aria-hidden="true" />
      </button>
      <div id={id} className={styles.content} hidden={!open}>
        {open && children()}
      </div>
    </li>
  );
}
