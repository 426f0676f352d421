// What answers mean for an address: nobody is there, or whoever is there wants no more, or wants it again.
//
// A hard bounce and a complaint make an entry on the list that the gate obeys. Whoever says stop is heard by the same road as in
// the preference centre. All of it may be done twice: the second time changes nothing.
import { isAppError } from '@rapport/protocol';
import { changePreferences } from '../../connect/preference-changes/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import {
  everyTopic,
  listPreferenceEvents,
  listTopics,
  type MessageChannel,
  toCurrent,
} from '../../respect/preferences/index.ts';
import {
  type NamedInForms,
  type NormalForm,
  type SuppressionScope,
  type Suppressions,
  suppressedChannels,
} from '../../respect/suppression/index.ts';
import type { ToldMessage } from '../messages/index.ts';
import { findKeyword, type KeptAnswer, type Keyword } from './model.ts';

export type AddressDeps = {
  clock: Clock;
  suppressions: Suppressions;
  normalForm: NormalForm;
  /** What preferences call a channel; null: they say nothing of it. */
  preferenceOf(channel: string): MessageChannel | null;
};

const by = 'engage';

/** The word for the machine that this answer is; undefined: it is for a person, or is no reply. */
export const keywordOf = (
  { preferenceOf }: Pick<AddressDeps, 'preferenceOf'>,
  { kind, channel, told }: KeptAnswer,
): Keyword | undefined =>
  kind === 'replied' && preferenceOf(channel) === 'sms' ? findKeyword(told.text ?? '') : undefined;

export async function heedAddress(
  deps: AddressDeps,
  scope: Scope,
  answer: KeptAnswer,
  message: ToldMessage | undefined,
): Promise<void> {
  const channel = deps.preferenceOf(answer.channel);
  const told = answer.point ?? pointOf(message);
  const point = told && (await deps.normalForm(scope, told));
  if (channel === null || point === undefined) return;
  const { kind } = answer;
  if (kind === 'bounced' && answer.told.hard === true) return suppress(deps, scope, point, 'bounce', channel);
  if (kind === 'complained') return suppress(deps, scope, point, 'complaint', channel);
  const keyword = keywordOf(deps, answer);
  // Whoever pressed a link of ours was heard when they did: that is no channel, and was left above.
  if (kind === 'unsubscribed') {
    // By text there is one word for all: it stops whatever comes from us by text.
    const topic = channel === 'sms' ? everyTopic : (message?.topic ?? everyTopic);
    return say(deps, scope, point, { channel, topic, state: 'out', answer });
  }
  if (keyword === 'stop')
    return say(deps, scope, point, { channel, topic: everyTopic, state: 'out', answer });
  if (keyword === 'start' && (await isSwitchedOff(scope, point, channel)))
    return say(deps, scope, point, { channel, topic: everyTopic, state: 'in', answer });
}

export const pointOf = (message: ToldMessage | undefined): { type: string; value: string } | undefined =>
  message === undefined || message.pointType === null || message.pointValue === null
    ? undefined
    : { type: message.pointType, value: message.pointValue };

async function suppress(
  { suppressions }: AddressDeps,
  scope: Scope,
  identifier: NamedInForms,
  what: SuppressionScope,
  channel: MessageChannel,
): Promise<void> {
  if (!(suppressedChannels as readonly string[]).includes(channel)) return;
  const reason = what === 'bounce' ? 'nobody is reached there' : 'complained of a message';
  const item = { identifier, scope: what, channel, reason, legalRef: null, reviewAt: null };
  await suppressions.record(scope, [item], by);
}

type Said = { channel: MessageChannel; topic: string; state: 'in' | 'out'; answer: KeptAnswer };

async function say(
  deps: AddressDeps,
  scope: Scope,
  point: NamedInForms,
  { answer, ...change }: Said,
): Promise<void> {
  // Of a topic that is not there any more nobody is ever written to again.
  const isThere = (await listTopics(scope)).some(({ slug }) => slug === change.topic);
  if (change.topic !== everyTopic && !isThere) return;
  const told = { request_id: `answer-${answer.id}`, source: `reply_by_${change.channel}`, changes: [change] };
  await changePreferences({ ...deps, by }, scope, point, told).catch((error: unknown) => {
    // Of whom nothing may be kept, nothing but a no is.
    if (!isAppError(error) || error.code !== 'preference_invalid') throw error;
  });
}

/** Whether whoever is there switched off the whole channel: only then does coming back mean anything. */
async function isSwitchedOff(
  scope: Scope,
  { hashed, type, value }: NamedInForms,
  channel: MessageChannel,
): Promise<boolean> {
  const forms = [{ type, value }, ...(hashed === undefined ? [] : [hashed])];
  const current = toCurrent(await listPreferenceEvents(scope, forms));
  return current.some(
    (one) => one.channel === channel && one.topic === everyTopic && one.state?.value === 'out',
  );
}
