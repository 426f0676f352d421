// A menu that opens from a button: actions, or one choice out of several.
import { Menu as MantineMenu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import styles from './menu.module.css';

export type MenuItem =
  | { kind: 'title'; label: string }
  | { kind: 'line' }
  | {
      kind?: 'action';
      label: ReactNode;
      icon?: ReactNode;
      /** Shows a tick; `undefined` for plain actions. */
      chosen?: boolean;
      danger?: boolean;
      disabled?: boolean;
      /** Leaves the menu open, for ticking several. */
      stay?: boolean;
      onPick: () => void;
    };

/** `children` is the button. */
export function Menu({
  items,
  children,
  align = 'start',
  width,
}: {
  items: MenuItem[];
  children: ReactElement;
  align?: 'start' | 'end';
  width?: number;
}) {
  return (
    <MantineMenu position={`bottom-${align}`} offset={4} shadow="md" width={width} withinPortal>
      <MantineMenu.Target>{children}</MantineMenu.Target>
      <MantineMenu.Dropdown className={styles.dropdown}>
        {items.map((item, index) => (
          <Entry key={keyOf(item, index)} item={item} />
        ))}
      </MantineMenu.Dropdown>
    </MantineMenu>
  );
}

function Entry({ item }: { item: MenuItem }) {
  if (item.kind === 'line') return <MantineMenu.Divider className={styles.line} />;
  if (item.kind === 'title')
    return <MantineMenu.Label className={styles.title}>{item.label}</MantineMenu.Label>;
  if (item.chosen !== undefined) {
    return (
      <MantineMenu.CheckboxItem
        className={styles.item}
        disabled={item.disabled}
        closeMenuOnClick={!item.stay}
        checked={item.chosen}
        checkIcon={<IconCheck className={styles.tick} aria-hidden="true" />}
        onChange={item.onPick}
      >
        {item.label}
      </MantineMenu.CheckboxItem>
    );
  }
  return (
    <MantineMenu.Item
      className={item.danger ? styles.danger : styles.item}
      disabled={item.disabled}
      closeMenuOnClick={!item.stay}
      onClick={item.onPick}
      leftSection={item.icon}
    >
      {item.label}
    </MantineMenu.Item>
  );
}

function keyOf(item: MenuItem, index: number): string {
  return 'label' in item && typeof item.label === 'string' ? item.label : String(index);
}
