// Asks before messages in quarantine are thrown away: that cannot be undone.
import { useTranslation } from '../../language/index.ts';
import { ConfirmByName } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import { type QuarantineChoice, useDrop } from './quarantine-query.ts';

/** `name` is what has to be typed: the id of one message, the count of several. */
export function DropDialog({
  open,
  onClose,
  choice,
  count,
  name,
  onDropped,
}: {
  open: boolean;
  onClose: () => void;
  choice: QuarantineChoice;
  count: number;
  name: string;
  onDropped: () => void;
}) {
  const { t } = useTranslation();
  const drop = useDrop();
  const confirm = () =>
    drop.mutate(choice, {
      onSuccess: ({ dropped }) => {
        showToast(t('quarantine.dropped', { count: dropped }));
        onClose();
        onDropped();
      },
    });
  return (
    <ConfirmByName
      open={open}
      onClose={onClose}
      title={t('quarantine.dropTitle', { count })}
      name={name}
      verb={t('quarantine.dropAll', { count })}
      busy={drop.isPending}
      onConfirm={confirm}
    >
      <p>{t('quarantine.dropWords', { count })}</p>
      {drop.isError && <ErrorState error={drop.error} />}
    </ConfirmByName>
  );
}
