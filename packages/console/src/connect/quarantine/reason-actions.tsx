// What can be done with all messages that have one reason: send them again, or drop them.
import { IconRefresh, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import { DropDialog } from './drop-dialog.tsx';
import { type QuarantineReason, useReplay } from './quarantine-query.ts';
import { useReasonWords } from './reason-words.ts';
import { useReplayedWords } from './replayed-words.ts';

export function ReasonActions({ reason, onDropped }: { reason: QuarantineReason; onDropped: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const reasonWords = useReasonWords();
  const replayedWords = useReplayedWords();
  const replay = useReplay();
  const [dropping, setDropping] = useState(false);
  const replayAll = () =>
    replay.mutate({ reason: reason.code }, { onSuccess: (outcome) => showToast(replayedWords(outcome)) });
  return (
    <>
      <Button icon={<IconRefresh aria-hidden="true" />} busy={replay.isPending} onClick={replayAll}>
        {t('quarantine.replayAll', { count: reason.count })}
      </Button>
      <Button look="danger" icon={<IconTrash aria-hidden="true" />} onClick={() => setDropping(true)}>
        {t('quarantine.dropAll', { count: reason.count })}
      </Button>
      <Dialog open={replay.isError} onClose={replay.reset} title={reasonWords(reason).title}>
        <ErrorState error={replay.error} onRetry={replayAll} />
      </Dialog>
      <DropDialog
        open={dropping}
        onClose={() => setDropping(false)}
        choice={{ reason: reason.code }}
        count={reason.count}
        name={format.number(reason.count)}
        onDropped={onDropped}
      />
    </>
  );
}
