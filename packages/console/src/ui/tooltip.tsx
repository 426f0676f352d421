// A short explanation on hover and on keyboard focus. Never the only place where something needed is said.
import { Tooltip as MantineTooltip } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { Keys } from './keys.tsx';
import styles from './tooltip.module.css';

export function Tooltip({
  label,
  shortcut,
  children,
}: {
  label: ReactNode;
  shortcut?: string;
  children: ReactElement;
}) {
  return (
    <MantineTooltip
      label={
        <>
          {label}
          {shortcut && <Keys keys={shortcut} />}
        </>
      }
      events={{ hover: true, focus: true, touch: false }}
      openDelay={300}
      multiline
      maw={320}
      withinPortal
      classNames={{ tooltip: styles.tooltip }}
    >
      {children}
    </MantineTooltip>
  );
}
