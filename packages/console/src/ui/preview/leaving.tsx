// Asks whoever goes away from what they have not saved.
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';

export function AskBeforeLeaving({ isChanged }: { isChanged: boolean }) {
  const { t } = useTranslation();
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isChanged && current.pathname !== next.pathname,
    enableBeforeUnload: isChanged,
    withResolver: true,
  });
  return (
    <Dialog
      open={status === 'blocked'}
      onClose={() => reset?.()}
      title={t('preferenceCentre.leave.title')}
      actions={
        <>
          <Button onClick={() => reset?.()}>{t('preferenceCentre.leave.stay')}</Button>
          <Button onClick={() => proceed?.()}>{t('preferenceCentre.leave.discard')}</Button>
        </>
      }
    >
      <p>{t('preferenceCentre.leave.words')}</p>
    </Dialog>
  );
}
