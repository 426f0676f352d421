// Buttons: verbs that say what will happen. One `primary` per page at most; `danger` only for what cannot be undone.
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';

type Look = 'primary' | 'plain' | 'quiet' | 'danger';
type Shared = { look?: Look; icon?: ReactNode; small?: boolean; busy?: boolean };

export function Button({
  look = 'plain',
  icon,
  small,
  busy,
  children,
  className,
  disabled,
  ...rest
}: Shared & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={classNames(styles.button, styles[look], small && styles.small, className)}
    >
      {icon}
      {children !== undefined && <span className={styles.label}>{children}</span>}
    </button>
  );
}

/** Looks like a button, goes somewhere. */
export function ButtonLink({
  look = 'plain',
  icon,
  small,
  children,
  ...link
}: Shared & { children: ReactNode } & LinkProps) {
  return (
    <Link {...link} className={classNames(styles.button, styles[look], small && styles.small)}>
      {icon}
      <span className={styles.label}>{children}</span>
    </Link>
  );
}

/** Looks like a button, brings a file of this server. */
export function DownloadLink({
  href,
  name,
  look = 'plain',
  icon,
  onClick,
  children,
}: {
  href: string;
  /** Of the file. */
  name: string;
  look?: Look;
  icon?: ReactNode;
  onClick?: () => void;
  children: ReactNode;
}) {
  return (
    <a href={href} download={name} className={classNames(styles.button, styles[look])} onClick={onClick}>
      {icon}
      <span className={styles.label}>{children}</span>
    </a>
  );
}

/** A button that shows an icon alone: `label` names it for everybody (tooltip and screen reader). */
export function IconButton({
  label,
  children,
  className,
  shortcut,
  ...rest
}: { label: string; shortcut?: string } & ComponentProps<'button'>) {
  return (
    <Tooltip label={label} shortcut={shortcut}>
      <button type="button" aria-label={label} {...rest} className={classNames(styles.icon, className)}>
        {children}
      </button>
    </Tooltip>
  );
}
