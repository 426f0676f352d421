// What the types of identifiers are called on screen; a type this console does not know keeps its own name.
import { useTranslation } from '../../language/index.ts';

const KNOWN = {
  user_id: 'userId',
  anonymous_id: 'anonymousId',
  email: 'email',
  phone: 'phone',
  profile_id: 'profileId',
} as const;

export function useIdentifierName(): (type: string) => string {
  const { t } = useTranslation();
  return (type) =>
    Object.hasOwn(KNOWN, type) ? t(`people.identifier.${KNOWN[type as keyof typeof KNOWN]}`) : type;
}
