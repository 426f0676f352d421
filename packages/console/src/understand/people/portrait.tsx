// A round mark with a person's initials; a plain figure for someone who is not known by name.
import { IconUser } from '@tabler/icons-react';
import { initials } from './person-words.ts';
import styles from './portrait.module.css';

export function Portrait({ name, large }: { name: string | undefined; large?: boolean }) {
  return (
    <span className={large ? styles.large : styles.small} aria-hidden="true">
      {name ? initials(name) : <IconUser />}
    </span>
  );
}
