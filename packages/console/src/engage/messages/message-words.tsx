// States and reasons of messages as words, and what made a message as a sentence.
import { useMakerName } from '../../connect/identity/maker-words.ts';
import { useTranslation } from '../../language/index.ts';
import { useDecisionWords } from '../../respect/purposes/decision-words.ts';
import { DecisionMark, StateMark, type Tone } from '../../ui/mark.tsx';
import type { MessageState, Trigger } from './messages-query.ts';

const TONES: Record<MessageState, Tone> = {
  ...{ queued: 'waiting', deferred: 'waiting', sending: 'busy' },
  ...{ refused: 'off', expired: 'off', cancelled: 'off', unsubscribed: 'off' },
  ...{ failed: 'bad', bounced: 'bad', complained: 'bad' },
  ...{ sent: 'good', delivered: 'good', opened: 'good', clicked: 'good', replied: 'good' },
};

export function MessageStateMark({ state }: { state: MessageState }) {
  const { t } = useTranslation();
  if (state === 'refused') return <DecisionMark decision="deny" label={t('messages.state.refused')} />;
  return <StateMark tone={TONES[state]}>{t(`messages.state.${state}`)}</StateMark>;
}

const REASONS = [
  'quiet_hours',
  'cap_reached',
  'frequency_chosen',
  'expired',
  'person_gone',
  'topic_gone',
  'no_account',
  'no_content',
  'no_address',
  'no_purpose',
  'topic_retired',
  'topic_not_on_channel',
  'channel_off',
  'topic_off',
  'paused_until',
  'topic_not_chosen',
  'template_fault',
  'rejected',
  'rejected_address',
  'retry',
  'no_answer',
  'server_gone',
  'account_set_aside',
  'attempts_exhausted',
  'cancelled_by_hand',
  'retried_by_hand',
] as const;

export function useMessageWords() {
  const { t } = useTranslation();
  const makerName = useMakerName();
  const decisionWords = useDecisionWords();
  return {
    /** Short; a code that is not known here says its own name. */
    reasonOf(code: string): string {
      const known = REASONS.find((one) => one === code);
      if (known !== undefined) return t(`messages.reason.${known}`);
      // What the gate says has its words beside the purposes.
      return decisionWords({ code, message: code.replaceAll('_', ' ') });
    },
    triggerOf({ kind, name }: Trigger): string {
      return t(`messages.trigger.${kind}`, { name: kind === 'api' ? makerName(name) : name });
    },
  };
}
