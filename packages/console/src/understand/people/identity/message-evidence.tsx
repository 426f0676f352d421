// The message behind a link or a merge, where it is among the events of this person that the purpose may see.
import { EVENT_ICON, useEventTitle } from '../../../connect/live/event-words.tsx';
import { useTranslation } from '../../../language/index.ts';
import { Bone } from '../../../ui/skeleton.tsx';
import { ErrorState } from '../../../ui/states.tsx';
import { ClockTime } from '../../../ui/time.tsx';
import { Timeline, TimelineEntry, TimelineSession } from '../../../ui/timeline.tsx';
import { EventBody } from '../event-body.tsx';
import type { Identifier } from '../people-query.ts';
import { useEventOfMessage } from './identity-query.ts';
import styles from './identity-tab.module.css';

export function MessageEvidence({
  who,
  messageId,
  purpose,
}: {
  who: Identifier;
  messageId: string;
  purpose: string;
}) {
  const { t } = useTranslation();
  const titleOf = useEventTitle();
  const event = useEventOfMessage(who, messageId, purpose);
  if (event.isPending) return <Bone height={44} />;
  if (event.isError) return <ErrorState error={event.error} onRetry={() => void event.refetch()} />;
  const { data } = event;
  if (data === null) return <p className={styles.quiet}>{t('graph.message.none')}</p>;
  return (
    <Timeline>
      <TimelineSession>
        <TimelineEntry
          icon={EVENT_ICON[data.type]}
          title={titleOf(data)}
          time={<ClockTime at={data.timestamp} />}
        >
          {() => <EventBody event={data} purpose={purpose} />}
        </TimelineEntry>
      </TimelineSession>
    </Timeline>
  );
}
