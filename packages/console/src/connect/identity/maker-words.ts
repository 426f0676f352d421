// Who did something, from `member:ID` or `api_key:ID` as the API tells it.
import { useSession } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';

export function useMakerName(): (by: string) => string {
  const { t } = useTranslation();
  const { member } = useSession();
  return (by) => {
    const [kind, id = ''] = by.split(/:(.*)/s);
    if (kind === 'member') return id === member?.id ? t('identity.by.you') : t('identity.by.member', { id });
    return kind === 'api_key' ? t('identity.by.key', { id }) : by;
  };
}
