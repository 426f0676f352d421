// Chooses a role, and says what it gives.
import { useTranslation } from '../language/index.ts';
import { SelectField } from '../ui/field.tsx';
import styles from './members.module.css';
import type { Role } from './members-query.ts';
import { RoleFacts } from './role-facts.tsx';
import { useRoleName } from './role-words.ts';

export function RoleField({
  value,
  roles,
  onValue,
}: {
  value: string;
  roles: Role[];
  onValue: (slug: string) => void;
}) {
  const { t } = useTranslation();
  const roleName = useRoleName();
  const chosen = roles.find(({ slug }) => slug === value);
  return (
    <>
      <SelectField
        label={t('members.column.role')}
        value={value}
        options={roles.map((role) => ({ value: role.slug, label: roleName(role) }))}
        onChange={(event) => onValue(event.currentTarget.value)}
      />
      {chosen && (
        <div className={styles.gives}>
          <RoleFacts role={chosen} />
        </div>
      )}
    </>
  );
}
