// Why a message was sent, waits or was refused, as a story: what made it, what was asked on the way, what was decided.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from '../../language/index.ts';
import { JsonViewer } from '../../ui/code.tsx';
import { DecisionMark, StateMark } from '../../ui/mark.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { useChannelWords } from '../channels/channel-words.ts';
import { useMessageWords } from './message-words.tsx';
import styles from './messages.module.css';
import type { Message, Trigger, Why } from './messages-query.ts';

export function MessageWhy({ message: { trigger, why, arm } }: { message: Message }) {
  const { t } = useTranslation();
  const { triggerOf } = useMessageWords();
  const { event, segment, path = [], values } = trigger;
  return (
    <section aria-label={t('messages.why')}>
      <h3 className={styles.head}>{t('messages.why')}</h3>
      <ol className={styles.steps}>
        <li>{triggerOf(trigger)}</li>
        {event && <EventStep event={event} />}
        {segment !== undefined && (
          <li>
            {t('messages.inSegment')}{' '}
            <Link to="/segments/$name" params={{ name: segment }}>
              {segment}
            </Link>
          </li>
        )}
        {path.length > 0 && <li>{t('messages.path', { path: path.join(' → ') })}</li>}
        {values && Object.keys(values).length > 0 && (
          <li>
            {t('messages.values')}
            <JsonViewer value={values} label={t('messages.values')} />
          </li>
        )}
        {arm !== null && <li>{t('messages.inArm', { arm })}</li>}
        {why?.tried
          .filter((one) => one.channel !== why.channel)
          .map(({ channel, reason }) => (
            <Asked key={channel} channel={channel} mark={<No />}>
              {reason.message}
            </Asked>
          ))}
        {why ? <Decided why={why} /> : <li>{t('messages.undecided')}</li>}
      </ol>
    </section>
  );
}

function EventStep({ event }: { event: NonNullable<Trigger['event']> }) {
  const { t } = useTranslation();
  return (
    <li>
      {t('messages.becauseOf', { event: event.name })} <RelativeTime at={event.timestamp} />
    </li>
  );
}

function Decided({ why }: { why: Why }) {
  const { t } = useTranslation();
  const { decision, by, channel, reason, decision_id } = why;
  const mark =
    decision === 'wait' ? (
      <StateMark tone="waiting">{t('messages.waits')}</StateMark>
    ) : (
      <DecisionMark decision={decision} label={t(`ui.decision.${decision}`)} />
    );
  return (
    <Asked
      channel={channel}
      mark={mark}
      aside={decision_id !== undefined && <SeeDecision id={decision_id} />}
    >
      {reason.message} <span className={styles.detail}>{t(`messages.by.${by}`)}</span>
    </Asked>
  );
}

function SeeDecision({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <Link className={styles.aside} to="/gate" search={{ decision: id }}>
      {t('messages.seeDecision')}
    </Link>
  );
}

function No() {
  const { t } = useTranslation();
  return <DecisionMark decision="deny" label={t('ui.decision.deny')} />;
}

function Asked({
  channel,
  mark,
  aside,
  children,
}: {
  channel: string;
  mark: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const { channelOf } = useChannelWords();
  return (
    <li>
      <span className={styles.asked}>
        {channelOf(channel)} {mark}
      </span>
      <span className={styles.because}>{children}</span>
      {aside}
    </li>
  );
}
