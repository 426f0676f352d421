// What the chosen purpose may not see, and what the member does not see in clear: such fields are named, with the reason, never
// silently missing.
import { IconEyeDotted, IconEyeOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../language/index.ts';
import { useDecisionWords } from '../../respect/purposes/decision-words.ts';
import type { Person } from './people-query.ts';
import styles from './person-parts.module.css';

export const HiddenFields = ({ denied }: { denied: Person['denied'] }) => (
  <FieldsByReason fields={denied} icon={<IconEyeOff aria-hidden="true" />} words="people.hidden" />
);

export const MaskedFields = ({ masked }: { masked: Person['masked'] }) => (
  <FieldsByReason fields={masked} icon={<IconEyeDotted aria-hidden="true" />} words="people.masked" />
);

function FieldsByReason({
  fields: all,
  icon,
  words: title,
}: {
  fields: Person['denied'];
  icon: ReactNode;
  words: 'people.hidden' | 'people.masked';
}) {
  const { t } = useTranslation();
  const wordsOf = useDecisionWords();
  const byReason = new Map<string, string[]>();
  for (const { field, reason } of all) {
    const words = wordsOf(reason);
    byReason.set(words, [...(byReason.get(words) ?? []), field]);
  }
  return [...byReason].map(([reason, fields]) => (
    <div key={reason} className={styles.hidden}>
      {icon}
      <div className={styles.attributeWords}>
        <h3>{t(title, { count: fields.length })}</h3>
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
