// Whether a message may go, now and by which channel: asked when it is claimed, and once more when its last bytes are about to go.
//
// The questions, in their order; the first that says no decides for the channel, and the next channel of the message is asked:
//
//   1. is there still such a person, and does the message still make sense       (`person_gone`, `expired`)
//      does its campaign run                                                     (`campaign_paused`, `campaign_cancelled`)
//   2. does the template speak by this channel, and can the workspace send by it (`no_content`, `no_account`)
//   3. is the person reached by it                                               (`no_address`)
//   4. is there a purpose for it                                                 (`no_purpose`)
//   5. the gate: does the person permit it, is the address not suppressed        (its reason)
//   6. the preference: is it wanted, at this address, of this topic              (its reason)
//   7. caps and quiet hours: not whether but when                                (`quiet_hours`, `cap_reached`, `frequency_chosen`)
//
// Where a channel says "later", the message waits for that channel: whoever is asked not to be woken is not woken by another one. Where all
// say no, the message is refused, and tells the reason of the first, with what each of the others said.
import { decide } from '../../respect/gate/index.ts';
import { decideBoth, findPurposeFor, mayMessage, toRules } from '../../respect/preferences/index.ts';
import type { Purpose } from '../../respect/purposes/index.ts';
import { toDestination } from '../../respect/recipients/index.ts';
import { type Account, type Channel, type ChannelSlug, findWorking, type Point } from '../channels/index.ts';
import { findTimeZone, findWait } from '../rules/index.ts';
import type { Standing, World } from './standing.ts';
import type { Due } from './store.ts';

export type Reason = { code: string; message: string };
/** What is kept of a decision, for whoever asks why. */
export type Why = {
  decision: 'permit' | 'deny' | 'wait';
  by: 'gate' | 'preference' | 'rules' | 'message';
  channel: ChannelSlug;
  purpose: string | null;
  reason: Reason;
  /** Of channels that were asked before this one. */
  tried: { channel: ChannelSlug; reason: Reason }[];
  /** Under which the gate's decision can be found. */
  decision_id?: string;
};

export type Verdict =
  | {
      kind: 'go';
      channel: Channel;
      point: Point;
      purpose: Purpose;
      account: Account;
      language: string | null;
      why: Why;
    }
  | { kind: 'wait'; channel: ChannelSlug; fallbacks: readonly ChannelSlug[]; until: number; why: Why }
  | { kind: 'refuse' | 'expire' | 'cancel'; why: Why };

/** What waits for somebody to let it go on is not looked at before this. */
export const heldUntilMs = Date.parse('9999-01-01T00:00:00Z');

/** Does not wait for anything unless somebody is suppressed. */
export async function judge(message: Due, world: World): Promise<Verdict> {
  const tried: Why['tried'] = [];
  const person = world.people.get(message.profileId);
  const first = message.channel;
  if (message.expiresMs !== null && message.expiresMs <= world.at)
    return end('expire', first, reasons.expired);
  if (person === undefined) return end('refuse', first, reasons.personGone);
  const held = message.campaignId === null ? undefined : world.held.get(message.campaignId);
  if (held === 'cancelled') return end('cancel', first, reasons.campaignCancelled);
  if (held === 'paused') {
    const why = toWhy('wait', 'message', first, null, reasons.campaignPaused);
    return { kind: 'wait', channel: first, fallbacks: message.fallbacks, until: heldUntilMs, why };
  }
  const candidates = [first, ...message.fallbacks];
  for (const [i, slug] of candidates.entries()) {
    const found = await judgeChannel(message, slug, person, world);
    if (found.kind === 'go') return { ...found, why: { ...found.why, tried } };
    if (found.kind === 'wait')
      return { ...found, fallbacks: candidates.slice(i + 1), why: { ...found.why, tried } };
    tried.push({ channel: slug, reason: found.why.reason });
    if (i === candidates.length - 1)
      // The first channel is the one that was meant: what it said is what the message tells.
      return candidates.length === 1
        ? found
        : {
            ...found,
            why: { ...found.why, channel: first, reason: (tried[0] as Why['tried'][number]).reason, tried },
          };
  }
  throw new Error('A message has at least one channel');
}

type ChannelVerdict =
  | Extract<Verdict, { kind: 'go' }>
  | Omit<Extract<Verdict, { kind: 'wait' }>, 'fallbacks'>
  | { kind: 'refuse'; why: Why };

async function judgeChannel(
  message: Due,
  slug: ChannelSlug,
  person: Standing,
  world: World,
): Promise<ChannelVerdict> {
  const channel = world.channels.find((one) => one.slug === slug);
  const account = findWorking(world.accounts, slug);
  const refuse = (
    reason: Reason,
    by: Why['by'] = 'message',
    purpose: string | null = null,
  ): ChannelVerdict => ({
    kind: 'refuse',
    why: toWhy('deny', by, slug, purpose, reason),
  });
  if (channel === undefined || account === undefined) return refuse(reasons.noAccount(slug));
  if (!world.speaksBy(message.templateId, message.templateVersion).includes(slug))
    return refuse(reasons.noContent(slug));
  const point = findPoint(message, channel, person);
  if (point === undefined) return refuse(reasons.noAddress(channel));
  const topic = message.topic === null ? null : world.topics.find((one) => one.slug === message.topic);
  if (topic === undefined) return refuse(reasons.topicGone);
  const purpose = findPurpose(message, channel, topic, world);
  if (purpose === undefined) return refuse(reasons.noPurpose(slug));
  const subject = await world.suppressedAt(person, point);
  const recipient =
    account.recipient === null
      ? undefined
      : toDestination(world.recipients, world.residency, account.recipient);
  const gate = decide(subject, { purpose, recipient, at: world.at });
  const wanted =
    channel.preference === null
      ? mayMessage({ topic: null, channel: 'web', at: world.at }, [])
      : mayMessage(
          { topic: topic && toRules(topic), channel: channel.preference, at: world.at },
          world.sayings.own(point),
          world.sayings.elsewhere(point, person.reached),
        );
  const both = decideBoth(gate, wanted);
  if (both.decision === 'deny') return refuse(both.reason, both.by, purpose.slug);
  const wait = findWait(world.rules, {
    ...{ channel: slug, topic: message.topic, frequency: both.frequency, at: world.at },
    timeZone: findTimeZone({ attributes: person.facts, workspace: world.rules.timeZone, at: world.at }),
    before: (world.before.get(person.owner) ?? []).filter(({ id }) => id !== message.id),
  });
  if (wait !== undefined)
    return {
      ...{ kind: 'wait', channel: slug, until: wait.until },
      why: toWhy('wait', 'rules', slug, purpose.slug, wait.reason),
    };
  const why = toWhy('permit', 'gate', slug, purpose.slug, both.reason);
  return { kind: 'go', channel, point, purpose, account, language: message.language ?? both.language, why };
}

/** Of a message that names none the best that the person has: the types in the order of the channel, the newest first. */
function findPoint(message: Due, { reaches }: Channel, { reached }: Standing): Point | undefined {
  if (message.pointType !== null && message.pointValue !== null && reaches.includes(message.pointType))
    return { type: message.pointType, value: message.pointValue };
  return reaches.flatMap((type) => reached.filter((one) => one.type === type))[0];
}

/** For which purpose something of this topic, or of this purpose that nobody can switch off, goes by a channel. */
export function findPurpose(
  { purpose }: Pick<Due, 'purpose'>,
  { preference }: Pick<Channel, 'preference'>,
  topic: World['topics'][number] | null,
  { purposes }: Pick<World, 'purposes'>,
): Purpose | undefined {
  if (topic === null) return purposes.find(({ slug }) => slug === purpose);
  // Nobody reads what goes to a machine: it needs a purpose of its own, and no group.
  if (preference === null) return purposes.find(({ slug }) => slug === topic.purpose);
  return findPurposeFor(topic, preference, purposes);
}

const toWhy = (
  decision: Why['decision'],
  by: Why['by'],
  channel: ChannelSlug,
  purpose: string | null,
  { code, message }: Reason,
): Why => ({ decision, by, channel, purpose, reason: { code, message }, tried: [] });

const end = (kind: 'refuse' | 'expire' | 'cancel', channel: ChannelSlug, reason: Reason): Verdict => ({
  kind,
  why: toWhy('deny', 'message', channel, null, reason),
});

const reasons = {
  expired: { code: 'expired', message: 'It came too late to make sense.' },
  personGone: { code: 'person_gone', message: 'There is no such person any more.' },
  campaignCancelled: { code: 'campaign_cancelled', message: 'Its campaign was cancelled.' },
  campaignPaused: { code: 'campaign_paused', message: 'Its campaign is paused.' },
  topicGone: { code: 'topic_gone', message: 'Its topic is not there any more.' },
  noAccount: (channel: string): Reason => ({
    code: 'no_account',
    message: `Nothing can be sent by ${channel}: the channel has no account that works.`,
  }),
  noContent: (channel: string): Reason => ({
    code: 'no_content',
    message: `The template says nothing for ${channel}.`,
  }),
  noAddress: ({ slug, reaches }: Channel): Reason => ({
    code: 'no_address',
    message: `The person is not reached by ${slug}: they have no identifier of the type ${reaches.join(' or ')}.`,
  }),
  noPurpose: (channel: string): Reason => ({
    code: 'no_purpose',
    message: `No purpose is for what this template says by ${channel}.`,
  }),
};
