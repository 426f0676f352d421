// A word or number that can be asked: a quiet button, and what stands behind it in a card under it.
import { Popover } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import chip from './chip.module.css';
import styles from './explained.module.css';

export function Explained({
  label,
  about,
  children,
}: {
  /** What is asked, for screen readers: "Where does the city come from?" */
  label: string;
  about: ReactNode;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" offset={4} shadow="md" withinPortal>
      <Popover.Target>
        <button
          type="button"
          className={styles.asked}
          aria-expanded={open}
          title={label}
          onClick={() => setOpen(!open)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && open) {
              event.stopPropagation();
              setOpen(false);
            }
          }}
        >
          {children}
          <span className="visually-hidden"> {label}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={chip.card}>{about}</Popover.Dropdown>
    </Popover>
  );
}
