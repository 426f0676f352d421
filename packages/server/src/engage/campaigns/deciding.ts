// What one person of a campaign gets, by which channel and when: by what was frozen and what is known of them. Pure.
import { type ChannelSlug, channelSlugs } from '../channels/index.ts';
import type { NewMessage } from '../messages/index.ts';
import { findTimeZone, type MessageRules, priorityOf } from '../rules/index.ts';
import { assignArm, heldOut } from './assignment.ts';
import { usedChannels } from './checking.ts';
import type { Frozen, FrozenTemplate, Plan } from './model.ts';
import { findHour, highest, ownZone, readHour, readShares, toDueAt } from './schedule.ts';

export type Person = {
  /** Who they are now. */
  id: number;
  /** Of the attributes those that tell where somebody is. */
  facts: Record<string, unknown>;
  /** By the name of the trait, of those that may be asked of them. */
  traits: Readonly<Record<string, unknown>>;
};
export type Asked = {
  campaign: { id: number; slug: string };
  frozen: Frozen;
  rules: MessageRules;
  plannedAt: number;
  at: number;
};

export type Decided =
  | {
      kind: 'message';
      arm: string | null;
      template: FrozenTemplate;
      message: Omit<NewMessage, 'key' | 'trigger'>;
      values: Values;
    }
  | { kind: 'held_out'; dueAt: number }
  | { kind: 'refused'; arm: string | null; dueAt: number; reason: 'no_channel' };
/**
 * By which traits it was chosen, and what. Not their values: whoever may read the log of messages need not be permitted to read those.
 */
type Values = Record<string, unknown>;

/** `only`: channels that may be used at all; undefined: any. */
export function decidePerson(asked: Asked, person: Person, only?: readonly ChannelSlug[]): Decided {
  const { campaign, frozen, rules } = asked;
  const { plan } = frozen;
  const arm = assignArm(plan.experiment, campaign.id, person.id);
  const values: Values = {};
  const dueAt = findDueAt(asked, person, values);
  if (arm === heldOut) return { kind: 'held_out', dueAt };
  const template = frozen.templates[arm ?? ''] as FrozenTemplate;
  const [channel, ...fallbacks] = findChannels(frozen, template, person, values).filter(
    (slug) => only?.includes(slug) ?? true,
  );
  if (channel === undefined) return { kind: 'refused', arm, dueAt, reason: 'no_channel' };
  const lives = plan.expires_after === null ? undefined : Temporal.Duration.from(plan.expires_after);
  return {
    ...{ kind: 'message', arm, template, values },
    message: {
      ...{
        profileId: person.id,
        channel,
        fallbacks,
        template: { id: template.id, version: template.version },
      },
      ...{ campaignId: campaign.id, dueAt, priority: plan.priority ?? priorityOf(rules, template.topic) },
      ...(arm === null ? {} : { arm }),
      ...(lives === undefined ? {} : { expiresAt: dueAt + lives.total('milliseconds') }),
    },
  };
}

function findDueAt(
  { frozen: { plan }, rules, plannedAt, at }: Asked,
  person: Person,
  values: Values,
): number {
  const { when, hour } = plan;
  if (when.kind === 'event') return at;
  if (when.zone !== ownZone && hour === null) return at;
  const zone = findTimeZone({ attributes: person.facts, workspace: rules.timeZone, at });
  const planned = toDueAt(when, plannedAt, zone, at);
  if (hour === null) return planned;
  const found =
    hour.by === 'trait'
      ? readHour(person.traits[hour.trait], hour.reads)
      : readShares(takeAll(person, hour.traits));
  values.hour = { traits: traitsOf(hour), chosen: found?.time ?? null };
  if (found !== undefined) return findHour(found, zone, planned);
  return hour.otherwise === null ? planned : findHour({ weekday: null, time: hour.otherwise }, zone, planned);
}

function findChannels(
  { plan }: Frozen,
  template: FrozenTemplate,
  person: Person,
  values: Values,
): ChannelSlug[] {
  const { channel } = plan;
  const first = channel.by === 'fixed' ? channel.channel : findBest(channel, person);
  if (channel.by !== 'fixed') values.channel = { traits: traitsOf(channel), chosen: first ?? null };
  const wanted = [...(first === undefined ? [] : [first]), ...channel.fallbacks];
  const used = usedChannels(plan, template);
  return [...new Set(wanted)].filter((slug) => used.includes(slug));
}

const findBest = (
  channel: Exclude<Plan['channel'], { by: 'fixed' }>,
  person: Person,
): ChannelSlug | undefined =>
  channel.by === 'trait'
    ? toChannel(person.traits[channel.trait])
    : (highest(takeAll(person, channel.traits)) as ChannelSlug | undefined);

type ByTraits =
  | { by: 'trait'; trait: string }
  | { by: 'shares'; traits: Readonly<Record<string, string | undefined>> };
const traitsOf = (by: ByTraits): string[] =>
  by.by === 'trait' ? [by.trait] : Object.values(by.traits).filter((name) => name !== undefined);

const takeAll = (
  person: Person,
  traits: Readonly<Record<string, string | undefined>>,
): Record<string, unknown> =>
  Object.fromEntries(Object.entries(traits).map(([key, trait]) => [key, trait && person.traits[trait]]));

/** As people write them. */
const otherNames: Readonly<Record<string, ChannelSlug>> = {
  ...{ 'e-mail': 'email', mail: 'email', text: 'sms', text_message: 'sms' },
  ...{ push: 'web_push', inapp: 'in_app', inbox: 'in_app', call: 'phone', telephone: 'phone' },
};

export function toChannel(value: unknown): ChannelSlug | undefined {
  if (typeof value !== 'string') return undefined;
  const word = value.trim().toLowerCase();
  const slug = word.replace(/[\s-]+/g, '_');
  const own = channelSlugs.find((one) => one === slug || one === word);
  return (
    own ??
    (Object.hasOwn(otherNames, word) ? otherNames[word] : undefined) ??
    (Object.hasOwn(otherNames, slug) ? otherNames[slug] : undefined)
  );
}
