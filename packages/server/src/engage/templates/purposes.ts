// For which purpose a template is read and sent by a channel.
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { findPurposeFor, listTopics, type Topic } from '../../respect/preferences/index.ts';
import { listPurposes, type Purpose } from '../../respect/purposes/index.ts';
import type { Channel } from '../channels/index.ts';
import type { About } from './model.ts';

export type Known = { topics: readonly Topic[]; purposes: readonly Purpose[] };

export const readKnown = async (scope: Scope<Queryable>): Promise<Known> => {
  const [topics, purposes] = await Promise.all([listTopics(scope), listPurposes(scope)]);
  return { topics, purposes };
};

/** Nobody can switch it off: it is permitted whatever they say. */
export const cannotBeSwitchedOff = ({ consent_model: model }: Purpose): boolean => model === 'none';

/** Undefined: by this channel it is not sent, as where the topic has none for it. */
export function purposeFor(
  { topic: slug, purpose }: About,
  { preference }: Pick<Channel, 'preference'>,
  { topics, purposes }: Known,
): Purpose | undefined {
  if (purpose !== null) return purposes.find((one) => one.slug === purpose && cannotBeSwitchedOff(one));
  const topic = topics.find((one) => one.slug === slug);
  if (topic === undefined || topic.retired) return undefined;
  if (preference === null) return purposes.find((one) => one.slug === topic.purpose && one.channel === null);
  return topic.channels.includes(preference) ? findPurposeFor(topic, preference, purposes) : undefined;
}
