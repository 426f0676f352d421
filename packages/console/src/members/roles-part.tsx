// The roles of the workspace: what each gives, how many have it, and who changed it last.
import { IconPlus } from '@tabler/icons-react';
import { useFormat } from '../language/format.ts';
import { useTranslation } from '../language/index.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/page.tsx';
import { useMemberName } from './member-name.ts';
import styles from './members.module.css';
import { type Member, type Role, useRoleVersions } from './members-query.ts';
import { RoleFacts } from './role-facts.tsx';
import { useRoleName } from './role-words.ts';

export function RolesPart({
  roles,
  members,
  onChange,
  onAdd,
}: {
  roles: Role[];
  members: Member[];
  onChange: ((slug: string) => void) | undefined;
  onAdd: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  const roleName = useRoleName();
  return (
    <div className={styles.roles}>
      {roles.map((role) => (
        <Card key={role.slug} className={styles.role}>
          <div className={styles.roleHead}>
            <div>
              <h3>{roleName(role)}</h3>
              <p className={styles.quiet}>
                {t('members.count', { count: members.filter((one) => one.role === role.slug).length })}
              </p>
            </div>
            {onChange && (
              <Button
                small
                aria-label={t('members.changeRole', { name: roleName(role) })}
                onClick={() => onChange(role.slug)}
              >
                {t('members.change')}
              </Button>
            )}
          </div>
          <RoleFacts role={role} />
          <LastChange role={role} />
        </Card>
      ))}
      {onAdd && (
        <div>
          <Button icon={<IconPlus aria-hidden="true" />} onClick={onAdd}>
            {t('members.addRole')}
          </Button>
        </div>
      )}
    </div>
  );
}

export function LastChange({ role }: { role: Role }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useMemberName();
  const last = useRoleVersions(role).data?.items[0];
  if (role.version === 0) return <p className={styles.history}>{t('members.asShipped')}</p>;
  if (!last) return null;
  return (
    <p className={styles.history}>
      {t('members.lastChange', {
        by: nameOf(last.changed_by),
        at: format.dateTime(last.changed_at),
        reason: last.reason,
      })}
    </p>
  );
}
