// What people express, in words: the state, how, and through whom. A word this console does not know is shown as it came.
import { useFormat } from '../../language/format.ts';
import { useTranslation } from '../../language/index.ts';

const STATES = [
  'requested',
  'request_deferred',
  'given',
  'renewed',
  'opted_in',
  'refused',
  'withdrawn',
  'objected',
  'opted_out',
  'restricted',
  'expired',
  'invalidated',
  'terminated',
] as const;

/** Those that a member can record; signals and imports bring more. */
export const TOLD_METHODS = ['phone_call', 'email', 'letter', 'form', 'in_person', 'chat'] as const;
const METHODS = [
  ...TOLD_METHODS,
  'button',
  'import',
  'gpc',
  'gpp',
  'tcf',
  'gcm',
  'categories',
  'consent_management',
] as const;
const SPEAKERS = ['subject', 'parent', 'agent', 'operator', 'user_agent', 'system'] as const;

const POSITIVE = new Set(['given', 'renewed', 'opted_in']);
const NEGATIVE = new Set(['refused', 'withdrawn', 'objected', 'opted_out', 'restricted']);

export const isPositive = (state: string): boolean => POSITIVE.has(state);
export const isNegative = (state: string): boolean => NEGATIVE.has(state);

type Said = { state: string; event_time: string; method: string; expressed_by: string };

export function useStatementWords() {
  const { t } = useTranslation();
  const format = useFormat();
  const state = (code: string): string => {
    const known = STATES.find((each) => each === code);
    return known ? t(`consents.state.${known}`) : code;
  };
  const method = (code: string): string => {
    const known = METHODS.find((each) => each === code);
    return known ? t(`consents.method.${known}`) : code;
  };
  const speaker = (code: string): string => {
    const known = SPEAKERS.find((each) => each === code);
    return known ? t(`consents.speaker.${known}`) : code;
  };
  return {
    state,
    method,
    speaker,
    /** How it was said, and through whom. */
    how: (said: Pick<Said, 'method' | 'expressed_by'>): string =>
      t('consents.how', { method: method(said.method), speaker: speaker(said.expressed_by) }),
    /** All of it in one line. */
    said: (said: Said): string =>
      t('consents.said', {
        state: state(said.state),
        at: format.dateTime(said.event_time),
        method: method(said.method),
        speaker: speaker(said.expressed_by),
      }),
  };
}
