// Makes a new key, by which new entries are hashed. That cannot be undone; the entries that are there stay in force.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { ConfirmByName } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import { type SuppressionCounts, useRotateKey } from './suppressions-query.ts';

export function RotateKey({
  open,
  onClose,
  current,
  name,
}: {
  open: boolean;
  onClose: () => void;
  current: SuppressionCounts['key'];
  /** Of the workspace: what has to be typed. */
  name: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const rotate = useRotateKey();
  const close = () => {
    rotate.reset();
    onClose();
  };
  return (
    <ConfirmByName
      open={open}
      onClose={close}
      title={t('suppressions.rotateTitle')}
      name={name}
      verb={t('suppressions.rotate')}
      busy={rotate.isPending}
      onConfirm={() =>
        rotate.mutate(undefined, {
          onSuccess: ({ key_id }) => {
            showToast(t('suppressions.rotated', { id: key_id }));
            close();
          },
        })
      }
    >
      <p>{t('suppressions.rotateWords')}</p>
      {current && (
        <p>{t('suppressions.keySince', { id: current.id, at: format.date(current.created_at) })}</p>
      )}
      {rotate.isError && <ErrorState error={rotate.error} />}
    </ConfirmByName>
  );
}
