// A chip: one value with its kind, and its origin in a card on hover, focus or click.
import { Popover } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import styles from './chip.module.css';

export function Chip({ kind, children, about }: { kind: string; children: ReactNode; about?: ReactNode }) {
  const [open, setOpen] = useState(false);
  const content = (
    <>
      <span className={styles.kind}>{kind}</span>
      <span className={styles.value}>{children}</span>
    </>
  );
  if (!about) return <span className={styles.chip}>{content}</span>;
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" offset={4} shadow="md" withinPortal>
      <Popover.Target>
        <button
          type="button"
          className={styles.chipButton}
          onClick={() => setOpen(true)}
          onMouseEnter={() => setOpen(true)}
          onMouseLeave={() => setOpen(false)}
          onBlur={() => setOpen(false)}
        >
          {content}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.card}>{about}</Popover.Dropdown>
    </Popover>
  );
}
