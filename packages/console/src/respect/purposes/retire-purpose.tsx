// Asks before a purpose is ended: that cannot be undone, and its name is used up.
import { useTranslation } from '../../language/index.ts';
import { ConfirmByName } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import { type Purpose, useRetirePurpose } from './purposes-query.ts';

export function RetirePurpose({
  purpose,
  name,
  open,
  onClose,
}: {
  purpose: Purpose;
  name: string;
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const retire = useRetirePurpose(purpose.slug);
  const confirm = () =>
    retire.mutate(undefined, {
      onSuccess: () => {
        showToast(t('purposes.retire.done', { name }));
        onClose();
      },
    });
  return (
    <ConfirmByName
      open={open}
      onClose={onClose}
      title={t('purposes.retire.title', { name })}
      name={purpose.slug}
      verb={t('purposes.retire.confirm')}
      busy={retire.isPending}
      onConfirm={confirm}
    >
      <p>{t('purposes.retire.words')}</p>
      <p>{t('purposes.retire.kept', { slug: purpose.slug })}</p>
      {retire.isError && <ErrorState error={retire.error} />}
    </ConfirmByName>
  );
}
