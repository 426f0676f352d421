// Progress with a count: how far, of how much.
import styles from './progress.module.css';

/** `share` from 0 to 1; absent when the whole is not known yet. */
export function Progress({
  label,
  share,
  tone = 'plain',
}: {
  label: string;
  share?: number;
  tone?: 'plain' | 'good' | 'bad';
}) {
  const percent = share === undefined ? undefined : Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div
      className={styles.track}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <div
        className={percent === undefined ? styles.unknown : styles[tone]}
        style={{ width: percent === undefined ? undefined : `${percent}%` }}
      />
    </div>
  );
}
