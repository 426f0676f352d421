// One member: another role, or no access any more.
import { IconUserMinus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from '../language/index.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmByName } from '../ui/dialog.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { InspectorFrame } from '../ui/inspector.tsx';
import { ErrorState } from '../ui/states.tsx';
import { showToast } from '../ui/toast.tsx';
import styles from './members.module.css';
import { type Member, type Role, useRemoveMember, useSetMemberRole } from './members-query.ts';
import { RoleField } from './role-field.tsx';

export function MemberPanel({
  member,
  roles,
  onClose,
}: {
  member: Member;
  roles: Role[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const set = useSetMemberRole();
  const [role, setRole] = useState(member.role);
  const [removing, setRemoving] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate(
      { id: member.id, role },
      {
        onSuccess: () => {
          showToast(t('members.roleGiven', { name: member.name }));
          onClose();
        },
      },
    );
  };
  return (
    <>
      <Drawer open={!removing} onClose={onClose} side="right" width="min(480px, 100%)" label={member.name}>
        <InspectorFrame title={member.name} onClose={onClose}>
          <form className={styles.form} onSubmit={submit}>
            <p className={styles.quiet}>{member.email}</p>
            <RoleField value={role} roles={roles} onValue={setRole} />
            {set.isError && <ErrorState error={set.error} />}
            <div className={styles.apart}>
              <Button
                look="danger"
                icon={<IconUserMinus aria-hidden="true" />}
                onClick={() => setRemoving(true)}
              >
                {t('members.remove')}
              </Button>
              <Button type="submit" look="primary" busy={set.isPending} disabled={role === member.role}>
                {t('members.saveRole')}
              </Button>
            </div>
          </form>
        </InspectorFrame>
      </Drawer>
      <RemoveMember open={removing} member={member} onClose={() => setRemoving(false)} onRemoved={onClose} />
    </>
  );
}

function RemoveMember({
  open,
  member,
  onClose,
  onRemoved,
}: {
  open: boolean;
  member: Member;
  onClose: () => void;
  onRemoved: () => void;
}) {
  const { t } = useTranslation();
  const remove = useRemoveMember();
  return (
    <ConfirmByName
      open={open}
      onClose={onClose}
      title={t('members.removeTitle', { name: member.name })}
      name={member.email}
      verb={t('members.remove')}
      busy={remove.isPending}
      onConfirm={() =>
        remove.mutate(member.id, {
          onSuccess: () => {
            showToast(t('members.removed', { name: member.name }));
            onRemoved();
          },
        })
      }
    >
      <p>{t('members.removeWords')}</p>
      {remove.isError && <ErrorState error={remove.error} />}
    </ConfirmByName>
  );
}
