// An opened entry of the story: when, from where, and the message as understood and as it was sent.
import { type EventDetail, useEvent } from '../../connect/live/events-query.ts';
import { useSourceName } from '../../connect/sources/source-names.ts';
import { useTranslation } from '../../language/index.ts';
import { MaskReasons, useMaskOf } from '../../respect/masking/mask-reasons.tsx';
import { JsonViewer } from '../../ui/code.tsx';
import { CopyableId } from '../../ui/copyable.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Bone } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import type { PersonEvent } from './people-query.ts';
import styles from './story.module.css';

export function EventBody({ event, purpose }: { event: PersonEvent; purpose: string }) {
  const { t } = useTranslation();
  const sourceOf = useSourceName();
  const whole = useEvent(String(event.id), purpose);
  return (
    <div className={styles.body}>
      <Facts across>
        <Fact label={t('live.happened')}>
          <RelativeTime at={event.timestamp} exact />
        </Fact>
        <Fact label={t('live.source')}>{sourceOf(event.source) ?? '–'}</Fact>
        <Fact label={t('live.messageId')}>
          <CopyableId id={event.message_id} shorten />
        </Fact>
      </Facts>
      {whole.isPending ? (
        <Bone height={160} />
      ) : whole.isError ? (
        <ErrorState error={whole.error} onRetry={() => void whole.refetch()} />
      ) : (
        <MaskReasons fields={whole.data.masked}>
          <Messages event={whole.data} />
        </MaskReasons>
      )}
    </div>
  );
}

function Messages({ event }: { event: EventDetail }) {
  const { t } = useTranslation();
  const maskOf = useMaskOf();
  return (
    <Tabs
      label={t('live.message')}
      tabs={[
        {
          id: 'normalised',
          label: t('live.normalised'),
          content: <JsonViewer value={event.normalised} label={t('live.normalised')} maskOf={maskOf} />,
        },
        {
          id: 'raw',
          label: t('live.raw'),
          content: <JsonViewer value={event.raw} label={t('live.raw')} maskOf={maskOf} />,
        },
      ]}
    />
  );
}
