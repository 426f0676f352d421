// One event whole: where it came from, whose it is, and the message as it was sent and as it was understood.
import { Link } from '@tanstack/react-router';
import { useTranslation } from '../../language/index.ts';
import { MaskReasons, Shown, useMaskOf } from '../../respect/masking/mask-reasons.tsx';
import { JsonViewer } from '../../ui/code.tsx';
import { CopyableId } from '../../ui/copyable.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Inspector } from '../../ui/inspector.tsx';
import { Tag } from '../../ui/mark.tsx';
import { Bone, Loading } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import styles from './event-inspector.module.css';
import { useEventTitle } from './event-words.tsx';
import { type EventDetail, useEvent } from './events-query.ts';

export function EventInspector({
  id,
  purpose,
  onClose,
}: {
  id: string;
  purpose: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const titleOf = useEventTitle();
  const event = useEvent(id, purpose);
  return (
    <Inspector title={event.data ? titleOf(event.data) : t('live.event')} onClose={onClose}>
      {event.isPending ? (
        <Loading>
          <Bone width="60%" />
          <div style={{ height: 16 }} />
          <Bone height={280} />
        </Loading>
      ) : event.isError ? (
        <ErrorState error={event.error} onRetry={() => void event.refetch()} />
      ) : (
        <MaskReasons fields={event.data.masked}>
          <EventFacts event={event.data} purpose={purpose} />
        </MaskReasons>
      )}
    </Inspector>
  );
}

function EventFacts({ event, purpose }: { event: EventDetail; purpose: string }) {
  const { t } = useTranslation();
  const maskOf = useMaskOf();
  return (
    <>
      <div className={styles.facts}>
        <Facts>
          <Fact label={t('live.person')}>
            <Link
              to="/people/$type/$value"
              params={{ type: 'profile_id', value: String(event.profile_id) }}
              search={{ purpose }}
            >
              <Shown
                within
                field={event.user_id ? 'userId' : 'anonymousId'}
                value={event.user_id ?? event.anonymous_id ?? t('people.open')}
              />
            </Link>
          </Fact>
          <Fact label={t('live.type')}>
            <Tag>{event.type}</Tag>
          </Fact>
          <Fact label={t('live.source')}>
            <Link to="/sources/$sourceId" params={{ sourceId: String(event.source.id) }}>
              {event.source.name}
            </Link>
          </Fact>
          <Fact label={t('live.happened')}>
            <RelativeTime at={event.timestamp} exact />
          </Fact>
          <Fact label={t('live.received')}>
            <RelativeTime at={event.received_at} exact />
          </Fact>
          {event.imported && <Fact label={t('live.came')}>{t('live.asHistory')}</Fact>}
          {event.gpc && <Fact label={t('live.signal')}>{t('live.gpc')}</Fact>}
          <Fact label={t('live.messageId')}>
            <CopyableId id={event.message_id} />
          </Fact>
        </Facts>
      </div>
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
    </>
  );
}
