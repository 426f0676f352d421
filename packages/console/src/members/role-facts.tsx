// What a role gives, as facts.
import { useMay } from '../app/session.ts';
import { useFormat } from '../language/format.ts';
import { useTranslation } from '../language/index.ts';
import { Fact, Facts } from '../ui/facts.tsx';
import { useViews } from '../understand/views/views-query.ts';
import type { RoleInput } from './members-query.ts';
import { useRoleWords } from './role-words.ts';
import { may } from './scopes.ts';

export function RoleFacts({ role }: { role: RoleInput }) {
  const { t } = useTranslation();
  const words = useRoleWords();
  return (
    <Facts>
      {role.scopes.includes('*') ? (
        <Fact label={t('members.mayDo')}>{t('members.everything')}</Fact>
      ) : (
        <>
          <Fact label={t('members.reads')}>{words.does(role, 'read')}</Fact>
          <Fact label={t('members.changes')}>{words.does(role, 'write')}</Fact>
        </>
      )}
      <Fact label={t('members.purposes')}>{words.purposes(role)}</Fact>
      <ShownViews role={role} />
      <Fact label={t('members.clear')}>{words.clear(role)}</Fact>
    </Facts>
  );
}

/** Those whose purpose the role may name: no other can be opened by it, nor shown by a card that it makes. */
function ShownViews({ role: { scopes, purposes } }: { role: RoleInput }) {
  const { t } = useTranslation();
  const format = useFormat();
  const views = useViews(useMay('views:read')).data?.items;
  if (views === undefined || views.length === 0) return null;
  const own = may(scopes, 'views', 'read')
    ? views.filter(({ purpose }) => purposes === null || purposes.includes(purpose))
    : [];
  return (
    <Fact label={t('members.showsViews')}>
      {own.length === 0 ? t('members.nothing') : format.list(own.map(({ title }) => title))}
    </Fact>
  );
}
