// What many people did together, the most first: a bar for each, its number beside it.
import { useFormat } from '../../language/format.ts';
import type { Ranked } from './answers.ts';
import styles from './views.module.css';

export function Bars({ ranked }: { ranked: Ranked[] }) {
  const format = useFormat();
  const most = Math.max(...ranked.map(({ amount }) => amount), 1);
  return (
    <ol className={styles.bars}>
      {ranked.map(({ key, amount, joined }) => (
        <li key={key}>
          <span>{Object.values(joined ?? {})[0]?.[0]?.title ?? key}</span>
          <b>{format.number(amount)}</b>
          <span className={styles.bar} style={{ width: `${(100 * amount) / most}%` }} aria-hidden="true" />
        </li>
      ))}
    </ol>
  );
}
