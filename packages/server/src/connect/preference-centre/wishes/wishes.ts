// What somebody wants to hear about: the topics that reach this contact point, and what is said of them in the centre.
import type { Scope } from '../../../platform/workspaces/index.ts';
import {
  type ContactPoint,
  everyTopic,
  type Frequency,
  frequencies,
  listTopics,
  type MessageChannel,
  type PreferencesTold,
  type Topic,
} from '../../../respect/preferences/index.ts';
import type { NamedInForms, NormalForm } from '../../../respect/suppression/index.ts';
import { changePreferences, listOffered, readPreferences } from '../../preference-changes/index.ts';
import { recordedBy } from '../choices/choose.ts';

export type Wish = {
  topic: Topic;
  channel: MessageChannel;
  isOn: boolean;
  /** Null where nothing is sent, or nothing was said. */
  frequency: Frequency | null;
};
export type Wishes = { wishes: Wish[]; pausedUntil: string | null };

type Change = PreferencesTold['changes'][number];
type Deps = Omit<Parameters<typeof changePreferences>[0], 'by'> & { normalForm: NormalForm };

/** By what a contact point of this type is reached. */
const channelsByType: Record<string, readonly MessageChannel[]> = {
  email: ['email'],
  phone: ['sms', 'phone'],
};
const channelsOf = ({ type }: ContactPoint): readonly MessageChannel[] =>
  channelsByType[type] ?? ['push', 'in_app', 'web'];

/** By which of them somebody who signs up for a topic gets it: one, for nobody signs up for calls by asking for texts. */
export const channelFor = (
  contact: ContactPoint,
  { channels }: Pick<Topic, 'channels'>,
): MessageChannel | undefined => channelsOf(contact).find((one) => channels.includes(one));

/** Of whom is reached by this identifier; nothing, where nobody is or there are no topics. */
export async function listWishes(scope: Scope, point: NamedInForms | undefined, at: number): Promise<Wishes> {
  if (point === undefined) return { wishes: [], pausedUntil: null };
  const { preferences, topics } = await readPreferences(scope, point);
  const channels = channelsOf(point);
  const pauses = preferences
    .filter(({ topic, channel }) => topic === everyTopic && channels.includes(channel))
    .map(({ pause }) => pause?.value ?? at);
  const until = Math.max(at, ...pauses);
  return {
    wishes: listOffered(topics, preferences, at)
      .filter(({ channel }) => channels.includes(channel))
      .map(({ topic, channel, decision, reason, frequency }) => {
        // A pause is said once, for all: behind it stands what was chosen.
        const isOn = decision === 'permit' || reason.code === 'paused_until';
        return { topic, channel, isOn, frequency };
      }),
    pausedUntil: until > at ? new Date(until).toISOString() : null,
  };
}

/** What the form says; undefined where it says nothing that there is. */
export function readWish(
  field: (name: string) => string | undefined,
  { wishes }: Wishes,
  contact: ContactPoint,
  nowMs: number,
): Change[] | undefined {
  const act = field('wish') ?? '';
  const days = { one_month: 30, three_months: 90 }[act];
  if (days !== undefined || act === 'resume')
    return channelsOf(contact).map((channel) => ({
      ...{ channel, topic: everyTopic, resume: true },
      ...(days !== undefined && { paused_until: new Date(nowMs + days * 86_400_000).toISOString() }),
    }));
  const wish = wishes.find(
    ({ topic, channel }) => topic.slug === field('topic') && channel === field('channel'),
  );
  if (wish === undefined) return undefined;
  const { channel, topic } = wish;
  if (act === 'in' || act === 'out') return [{ channel, topic: topic.slug, state: act }];
  const frequency = frequencies.find((one) => one === field('frequency'));
  return act === 'often' && frequency !== undefined ? [{ channel, topic: topic.slug, frequency }] : undefined;
}

/** When it returns, the next message is asked by it. */
export async function sayWishes(
  { normalForm, ...deps }: Deps,
  scope: Scope,
  contact: ContactPoint,
  changes: Change[],
  source: 'preference_centre' | 'one_click' | 'double_opt_in' = 'preference_centre',
): Promise<void> {
  const point = await normalForm(scope, contact);
  if (point !== undefined)
    await changePreferences({ ...deps, by: recordedBy }, scope, point, { source, changes });
}

/**
 * By one click, by all channels that reach this contact point. Of a topic that is not offered any more too: it may come back,
 * and the no must still be there. One that was deleted ends nothing: nobody ever spoke of it.
 */
export async function stopTopic(
  deps: Deps,
  scope: Scope,
  contact: ContactPoint,
  slug: string,
): Promise<void> {
  if (!(await listTopics(scope)).some((topic) => topic.slug === slug)) return;
  const changes = channelsOf(contact).map((channel) => ({ channel, topic: slug, state: 'out' as const }));
  await sayWishes(deps, scope, contact, changes, 'one_click');
}
