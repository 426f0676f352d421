// What the chosen purpose may not see: hidden fields are named, with the reason, never silently missing.
import { IconEyeOff } from '@tabler/icons-react';
import { useTranslation } from '../../language/index.ts';
import { useDecisionWords } from '../../respect/purposes/decision-words.ts';
import type { Person } from './people-query.ts';
import styles from './person-parts.module.css';

export function HiddenFields({ denied }: { denied: Person['denied'] }) {
  const { t } = useTranslation();
  const wordsOf = useDecisionWords();
  const byReason = new Map<string, string[]>();
  for (const { field, reason } of denied) {
    const words = wordsOf(reason);
    byReason.set(words, [...(byReason.get(words) ?? []), field]);
  }
  return [...byReason].map(([reason, fields]) => (
    <div key={reason} className={styles.hidden}>
      <IconEyeOff aria-hidden="true" />
      <div className={styles.attributeWords}>
        <h3>{t('people.hidden', { count: fields.length })}</h3>
        <p className={styles.hiddenReason}>{reason}</p>
        <ul className={styles.hiddenFields}>
          {fields.map((field) => (
            <li key={field}>{field}</li>
          ))}
        </ul>
      </div>
    </div>
  ));
}
