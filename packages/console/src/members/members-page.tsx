// Members: who operates Rapport, and what their roles let them do.
import { IconUserPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useMay } from '../app/session.ts';
import { useTranslation } from '../language/index.ts';
import { Button } from '../ui/button.tsx';
import { Page, Section } from '../ui/page.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { ErrorState } from '../ui/states.tsx';
import { AddMember } from './add-member.tsx';
import { MemberPanel } from './member-panel.tsx';
import { useMembers, useRoles } from './members-query.ts';
import { MembersTable } from './members-table.tsx';
import { RoleForm } from './role-form.tsx';
import { RolesPart } from './roles-part.tsx';

/** `role`: the slug of the role that is changed; `new`: a `member` or a `role`. */
export type MembersSearch = { inspect?: string; role?: string; new?: string };

export function MembersPage() {
  const { t } = useTranslation();
  const mayChange = useMay('members:write');
  const search = useSearch({ from: '/inside/members' });
  const navigate = useNavigate({ from: '/members' });
  const show = useCallback(
    (next: MembersSearch) => void navigate({ search: next, replace: true, resetScroll: false }),
    [navigate],
  );
  const close = useCallback(() => show({}), [show]);
  const members = useMembers();
  const roles = useRoles();
  const failed = [members, roles].find((one) => one.isError);
  const open = members.data?.items.find(({ id }) => id === search.inspect);
  const role = roles.data?.items.find(({ slug }) => slug === search.role);
  return (
    <Page
      wide
      title={t('members.title')}
      about={t('members.about')}
      actions={
        mayChange &&
        !failed && (
          <Button
            look="primary"
            icon={<IconUserPlus aria-hidden="true" />}
            onClick={() => show({ new: 'member' })}
          >
            {t('members.add')}
          </Button>
        )
      }
    >
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      ) : !members.data || !roles.data ? (
        <SkeletonRows rows={6} height={44} />
      ) : (
        <>
          <MembersTable
            members={members.data.items}
            roles={roles.data.items}
            openKey={search.inspect}
            onOpen={mayChange ? ({ id }) => show({ inspect: id }) : undefined}
          />
          <Section title={t('members.roles')}>
            <RolesPart
              roles={roles.data.items}
              members={members.data.items}
              onChange={mayChange ? (slug) => show({ role: slug }) : undefined}
              onAdd={mayChange ? () => show({ new: 'role' }) : undefined}
            />
          </Section>
          {mayChange && open && (
            <MemberPanel key={open.id} member={open} roles={roles.data.items} onClose={close} />
          )}
          {mayChange && search.new === 'member' && <AddMember roles={roles.data.items} onClose={close} />}
          {mayChange && (role || search.new === 'role') && (
            <RoleForm key={role?.slug} role={role} known={roles.data.items} onClose={close} />
          )}
        </>
      )}
    </Page>
  );
}
