// A spark: the shape of the last hour behind a number, without axes. The number beside it carries the meaning.
import styles from './spark.module.css';

/** `values` oldest first; the line starts at zero at the bottom. */
export function Spark({ values, height = 28 }: { values: number[]; height?: number }) {
  if (values.length < 2) return null;
  const top = Math.max(1, ...values);
  const step = 100 / (values.length - 1);
  const points = values.map(
    (value, index) =>
      `${(index * step).toFixed(2)},${(height - 1 - (value / top) * (height - 3)).toFixed(2)}`,
  );
  return (
    <svg
      className={styles.spark}
      viewBox={`0 0 100 ${height}`}
      height={height}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={`M0,${height} L${points.join(' L')} L100,${height} Z`} className={styles.area} />
      <path d={`M${points.join(' L')}`} className={styles.line} />
    </svg>
  );
}
