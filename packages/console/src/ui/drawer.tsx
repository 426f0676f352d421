// A drawer over the page: the navigation on a phone, the inspector on a narrow screen. Keeps the focus inside.
import { Drawer as MantineDrawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './drawer.module.css';

export function Drawer({
  open,
  onClose,
  label,
  side,
  width,
  sunken,
  children,
}: {
  open: boolean;
  onClose: () => void;
  label: string;
  side: 'left' | 'right';
  /** A CSS width. */
  width: string;
  /** The colour of the navigation instead of that of a page. */
  sunken?: boolean;
  children: ReactNode;
}) {
  const ground = sunken ? styles.sunken : styles.plain;
  return (
    <MantineDrawer.Root
      opened={open}
      onClose={onClose}
      position={side}
      size={width}
      classNames={{ content: ground, body: classNames(styles.body, ground) }}
    >
      <MantineDrawer.Overlay color="var(--veil)" backgroundOpacity={1} />
      <MantineDrawer.Content aria-label={label}>
        <MantineDrawer.Body p={0}>{children}</MantineDrawer.Body>
      </MantineDrawer.Content>
    </MantineDrawer.Root>
  );
}
