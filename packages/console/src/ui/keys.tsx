// Keyboard keys as they are printed on keys: `⌘ K`, `g h`, `Esc`.
import styles from './keys.module.css';

const MAC = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** `keys` separated by spaces; `mod` is ⌘ on a Mac and Ctrl elsewhere. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {keys.split(' ').map((key) => (
        <kbd key={key} className={styles.key}>
          {key === 'mod' ? (MAC ? '⌘' : 'Ctrl') : key}
        </kbd>
      ))}
    </span>
  );
}
