// The frame of every page: title line, one sentence, actions, then what a person came for.
import { type ReactNode, useEffect } from 'react';
import { classNames } from './class-names.ts';
import styles from './page.module.css';

type PageProps = {
  title: string;
  /** Shown instead of the plain title where it needs marks around it; `title` still names the browser tab. */
  heading?: ReactNode;
  /** A state mark, beside the title. */
  state?: ReactNode;
  /** A copyable id, beside the title. */
  id?: ReactNode;
  /** What this page or object is, in one sentence. */
  about?: ReactNode;
  actions?: ReactNode;
  /** `wide` uses the whole width: for lists. Without it the measure stays readable. */
  wide?: boolean;
  children: ReactNode;
};

export function Page({ title, heading, state, id, about, actions, wide, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Rapport`;
  }, [title]);
  return (
    <div className={classNames(styles.page, wide && styles.wide)}>
      <header className={styles.header}>
        <div className={styles.words}>
          <div className={styles.titleLine}>
            <h1 className={styles.title} title={title.length > 80 ? title : undefined}>
              {heading ?? title}
            </h1>
            {state}
            {id}
          </div>
          {about && <p className={styles.about}>{about}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** A titled part of a page. `aside` stands at the right of the title. */
export function Section({
  title,
  aside,
  children,
  className,
}: {
  title: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section className={classNames(styles.section, className)}>
      <div className={styles.sectionHead}>
        <h2 className={styles.sectionTitle}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** A bordered surface for things that belong together. */
export function Card({
  children,
  className,
  flush,
}: {
  children: ReactNode;
  className?: string;
  flush?: boolean;
}) {
  return <div className={classNames(styles.card, flush && styles.flush, className)}>{children}</div>;
}
