// What a role gives, as facts.
import { useTranslation } from '../language/index.ts';
import { Fact, Facts } from '../ui/facts.tsx';
import type { RoleInput } from './members-query.ts';
import { useRoleWords } from './role-words.ts';

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
      <Fact label={t('members.clear')}>{words.clear(role)}</Fact>
    </Facts>
  );
}
