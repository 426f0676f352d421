// One message whole: what made it, what was decided and why, what became of it.
import { Link } from '@tanstack/react-router';
import { useMay } from '../../app/session.ts';
import { useTranslation } from '../../language/index.ts';
import { useNameOfPurpose } from '../../respect/purposes/name-of-purpose.ts';
import { useTopicTitle } from '../../respect/topics/topic-titles.ts';
import { Button } from '../../ui/button.tsx';
import { CopyableId } from '../../ui/copyable.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Inspector } from '../../ui/inspector.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { useChannelWords } from '../channels/channel-words.ts';
import { MessageHistory } from './message-history.tsx';
import { MessageWhy } from './message-why.tsx';
import { MessageStateMark } from './message-words.tsx';
import styles from './messages.module.css';
import { type Message, useDecideMessage, useMessage } from './messages-query.ts';

export function MessageInspector({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { data: message, isError, error, refetch } = useMessage(id);
  return (
    <Inspector title={message?.template.title ?? t('messages.one')} onClose={onClose}>
      {isError && !message ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : message ? (
        <div className={styles.story}>
          <MessageFacts message={message} />
          <Decide message={message} />
          <MessageWhy message={message} />
          <MessageHistory history={message.history} />
        </div>
      ) : (
        <SkeletonRows rows={8} height={36} />
      )}
    </Inspector>
  );
}

function MessageFacts({ message }: { message: Message }) {
  const { t } = useTranslation();
  const { channelOf } = useChannelWords();
  const purposeOf = useNameOfPurpose();
  const topicOf = useTopicTitle();
  const { profile_id, display_name, point, topic, purpose, account, attempts, template, why } = message;
  const used = why?.purpose ?? purpose;
  return (
    <Facts>
      <Fact label={t('messages.column.state')}>
        <MessageStateMark state={message.state} />
      </Fact>
      <Fact label={t('messages.column.person')}>
        <Link to="/people/$type/$value" params={{ type: 'profile_id', value: profile_id }}>
          {display_name ?? t('messages.unnamed', { id: profile_id })}
        </Link>
      </Fact>
      <Fact label={t('messages.column.channel')}>
        {channelOf(message.channel)}
        {point && <span className={styles.detail}> {point.value}</span>}
      </Fact>
      <Fact label={t('messages.template')}>
        {t('messages.version', { slug: template.slug, version: template.version })}
      </Fact>
      <Fact label={t('messages.topic')}>{topic === null ? t('messages.noTopic') : topicOf(topic)}</Fact>
      {used !== null && <Fact label={t('messages.purpose')}>{purposeOf(used)}</Fact>}
      {message.arm !== null && <Fact label={t('messages.arm')}>{message.arm}</Fact>}
      {account !== null && <Fact label={t('messages.account')}>{account}</Fact>}
      {attempts > 1 && <Fact label={t('messages.attempts')}>{attempts}</Fact>}
      {message.state === 'deferred' && (
        <Fact label={t('messages.due')}>
          <RelativeTime at={message.due_at} exact />
        </Fact>
      )}
      <Fact label={t('messages.id')}>
        <CopyableId id={message.id} />
      </Fact>
    </Facts>
  );
}

/** What failed can be sent again, and what waits can be called back. */
function Decide({ message: { id, state } }: { message: Message }) {
  const { t } = useTranslation();
  const decide = useDecideMessage();
  const mayChange = useMay('messages:write');
  const what =
    state === 'failed' ? 'retry' : state === 'queued' || state === 'deferred' ? 'cancel' : undefined;
  if (!mayChange || what === undefined) return null;
  return (
    <div>
      <Button busy={decide.isPending} onClick={() => decide.mutate({ id, what })}>
        {t(`messages.${what}`)}
      </Button>
      {decide.isError && <ErrorState error={decide.error} />}
    </div>
  );
}
