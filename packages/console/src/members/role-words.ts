// What a role gives, in words: what it reads and changes, for which purposes, and what it sees in clear.
import { useFormat } from '../language/format.ts';
import { useTranslation } from '../language/index.ts';
import { useCategoryName } from '../respect/categories/category-words.ts';
import { useNameOfPurpose } from '../respect/purposes/name-of-purpose.ts';
import type { Role, RoleInput } from './members-query.ts';
import { canBe, type Deed, may, NOUNS } from './scopes.ts';

const SHIPPED = { owner: 'Owner', editor: 'Editor', reader: 'Reader' } as const;
/** What is seen in clear, by how delicate it may be: 0 to 3. */
export const CLEAR_UP_TO = ['nothing', 'ordinary', 'delicate', 'all'] as const;

/** The name of a role as it is shipped, in the reader's language; else as the workspace named it. */
export function useRoleName(): (role: Pick<Role, 'slug' | 'name'>) => string {
  const { t } = useTranslation();
  return ({ slug, name }) => {
    const known = (['owner', 'editor', 'reader'] as const).find(
      (one) => one === slug && SHIPPED[one] === name,
    );
    return known ? t(`members.shipped.${known}`) : name;
  };
}

export function useRoleWords() {
  const { t } = useTranslation();
  const format = useFormat();
  const purposeOf = useNameOfPurpose();
  const categoryOf = useCategoryName();
  const does = ({ scopes }: RoleInput, deed: Deed): string => {
    if (scopes.includes('*')) return t('members.everything');
    const known = NOUNS.filter((noun) => canBe(noun, deed) && may(scopes, noun, deed));
    return known.length === 0
      ? t('members.nothing')
      : format.asTitle(format.list(known.map((noun) => t(`members.noun.${noun}`))));
  };
  return {
    does,
    purposes: ({ purposes }: RoleInput): string => {
      if (purposes === null) return t('members.allPurposes');
      return purposes.length === 0 ? t('members.noPurpose') : format.list(purposes.map(purposeOf));
    },
    clear: ({ unmasked }: RoleInput): string => {
      const level = CLEAR_UP_TO[unmasked.sensitivity] ?? 'all';
      const beside = unmasked.categories.map(categoryOf);
      if (beside.length === 0 || level === 'all') return t(`members.sensitivity.${level}`);
      return t('members.clearBeside', {
        level: t(`members.sensitivity.${level}`),
        categories: format.list(beside),
      });
    },
  };
}
