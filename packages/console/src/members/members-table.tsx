// Members as a table: who, with which role, and who gave it to them.
import { useMemo } from 'react';
import { useSession } from '../app/session.ts';
import { useTranslation } from '../language/index.ts';
import { Tag } from '../ui/mark.tsx';
import { type Column, Table } from '../ui/table/index.ts';
import { RelativeTime } from '../ui/time.tsx';
import { useMemberName } from './member-name.ts';
import styles from './members.module.css';
import type { Member, Role } from './members-query.ts';
import { useRoleName } from './role-words.ts';

export function MembersTable({
  members,
  roles,
  openKey,
  onOpen,
}: {
  members: Member[];
  roles: Role[];
  openKey: string | undefined;
  onOpen: ((member: Member) => void) | undefined;
}) {
  const { t } = useTranslation();
  return (
    <Table
      name="members"
      label={t('members.title')}
      rows={members}
      columns={useMemberColumns(roles)}
      rowKey={({ id }) => id}
      openKey={openKey}
      onOpen={onOpen}
    />
  );
}

function useMemberColumns(roles: Role[]): Column<Member>[] {
  const { t } = useTranslation();
  const { member: self } = useSession();
  const roleName = useRoleName();
  const nameOf = useMemberName();
  const roleOf = (slug: string) => {
    const role = roles.find((one) => one.slug === slug);
    return role ? roleName(role) : slug;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: names of roles and members change when t, roles or the members do.
  return useMemo<Column<Member>[]>(
    () => [
      {
        id: 'member',
        header: t('members.column.member'),
        sortBy: ({ name }) => name,
        cell: ({ id, name, email }) => (
          <span className={styles.twofold}>
            <span className={styles.name}>
              {name} {id === self?.id && <Tag>{t('members.you')}</Tag>}
            </span>
            <span className={styles.email}>{email}</span>
          </span>
        ),
      },
      {
        id: 'role',
        header: t('members.column.role'),
        width: '132px',
        sortBy: ({ role }) => roleOf(role),
        cell: ({ role }) => roleOf(role),
      },
      {
        id: 'given',
        header: t('members.column.given'),
        width: '22%',
        from: 'md',
        cell: ({ role_given_by: by }) =>
          by === null ? <span className={styles.quiet}>{t('members.fromStart')}</span> : nameOf(by),
      },
      {
        id: 'since',
        header: t('members.column.since'),
        width: '150px',
        align: 'end',
        from: 'sm',
        sortBy: ({ created_at: at }) => at,
        cell: ({ created_at: at }) => <RelativeTime at={at} />,
      },
    ],
    [t, roles, self],
  );
}
