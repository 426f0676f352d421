// One message in quarantine: why, from where, the text as it came, and what to do with it.
import { IconRefresh, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { parseJson } from '../../api/client.ts';
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';
import { MaskReasons, useMaskOf } from '../../respect/masking/mask-reasons.tsx';
import { Button } from '../../ui/button.tsx';
import { JsonViewer } from '../../ui/code.tsx';
import { CopyableId } from '../../ui/copyable.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Inspector } from '../../ui/inspector.tsx';
import { Prose } from '../../ui/prose.tsx';
import { Bone, Loading } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { showToast } from '../../ui/toast.tsx';
import { DropDialog } from './drop-dialog.tsx';
import styles from './quarantine-inspector.module.css';
import { type QuarantineDetail, useQuarantineItem, useReplay } from './quarantine-query.ts';
import { useReasonWords } from './reason-words.ts';
import { useReplayedWords } from './replayed-words.ts';

export function QuarantineInspector({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const item = useQuarantineItem(id);
  const reasonWords = useReasonWords();
  return (
    <Inspector
      title={item.data ? reasonWords(item.data.reason).title : t('quarantine.message')}
      onClose={onClose}
    >
      {item.isPending ? (
        <Loading>
          <Bone width="60%" />
          <div style={{ height: 16 }} />
          <Bone height={240} />
        </Loading>
      ) : item.isError ? (
        <ErrorState error={item.error} onRetry={() => void item.refetch()} />
      ) : (
        <MaskReasons fields={item.data.masked}>
          <Details item={item.data} onClose={onClose} />
        </MaskReasons>
      )}
    </Inspector>
  );
}

function Details({ item, onClose }: { item: QuarantineDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const reasonWords = useReasonWords();
  const maskOf = useMaskOf();
  const replayedWords = useReplayedWords();
  const replay = useReplay();
  const [dropping, setDropping] = useState(false);
  const replayThis = () =>
    replay.mutate(
      { ids: [item.id] },
      {
        onSuccess: (outcome) => {
          showToast(replayedWords(outcome));
          onClose();
        },
      },
    );
  return (
    <div className={styles.details}>
      <p className={styles.todo}>
        <Prose text={reasonWords(item.reason).todo} />
      </p>
      <Facts>
        <Fact label={t('quarantine.column.source')}>
          <Link to="/sources/$sourceId" params={{ sourceId: String(item.source.id) }}>
            {item.source.name}
          </Link>
        </Fact>
        <Fact label={t('quarantine.column.received')}>
          <RelativeTime at={item.received_at} exact />
        </Fact>
        <Fact label={t('quarantine.column.size')}>{format.bytes(item.size_bytes)}</Fact>
        {item.message_id && (
          <Fact label={t('live.messageId')}>
            <CopyableId id={item.message_id} />
          </Fact>
        )}
      </Facts>
      <div className={styles.actions}>
        <Button
          look="primary"
          icon={<IconRefresh aria-hidden="true" />}
          busy={replay.isPending}
          onClick={replayThis}
        >
          {t('quarantine.replay')}
        </Button>
        <Button look="danger" icon={<IconTrash aria-hidden="true" />} onClick={() => setDropping(true)}>
          {t('quarantine.drop')}
        </Button>
      </div>
      {replay.isError && <ErrorState error={replay.error} />}
      <JsonViewer value={parseJson(item.body)} label={t('quarantine.body')} maskOf={maskOf} />
      <DropDialog
        open={dropping}
        onClose={() => setDropping(false)}
        choice={{ ids: [item.id] }}
        count={1}
        name={item.message_id ?? String(item.id)}
        onDropped={onClose}
      />
    </div>
  );
}
