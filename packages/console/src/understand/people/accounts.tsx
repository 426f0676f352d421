// The accounts this person belongs to, with the role in each.
import { useTranslation } from '../../language/index.ts';
import { Tag } from '../../ui/mark.tsx';
import { Section } from '../../ui/page.tsx';
import type { Person } from './people-query.ts';
import styles from './person-parts.module.css';

export function Accounts({ accounts }: { accounts: Person['accounts'] }) {
  const { t } = useTranslation();
  if (accounts.length === 0) return null;
  return (
    <Section title={t('people.accounts')}>
      <ul>
        {accounts.map((account) => (
          <li key={account.id} className={styles.row}>
            <div className={styles.rowTitle}>
              <span>{account.name ?? account.group_id}</span>
              {account.role && <Tag>{account.role}</Tag>}
            </div>
            {account.name && <div className={styles.origin}>{account.group_id}</div>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
