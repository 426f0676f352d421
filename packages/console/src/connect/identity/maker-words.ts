// Who did something, from `member:ID` or `api_key:ID` as the API tells it, and the name where it tells one.
import { useSession } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';

export function useMakerName(): (by: string, name?: string | null) => string {
  const { t } = useTranslation();
  const { member } = useSession();
  return (by, name) => {
    const [kind, id = ''] = by.split(/:(.*)/s);
    if (kind === 'member' && id === member?.id) return t('ui.by.you');
    if (name) return name;
    if (kind === 'member') return t('ui.by.member', { id });
    return kind === 'api_key' ? t('ui.by.key', { id }) : by;
  };
}
