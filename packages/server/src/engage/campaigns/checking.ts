// Whether a campaign can go out as it is, and what a run of it goes by.
//
// Whom a segment names was worked out for a purpose. To send for that purpose is what it is for; for another it is not: so a segment
// is refused whose purpose is none for which the template is sent by one of the channels. Where these are several (marketing by e-mail,
// by push), each person has to permit that of the segment as well when the message is made, since the claim asks for that of the
// channel alone. Who is left out is told nothing and used for nothing, so a segment to leave out may be of any purpose.
//
// A trait that chooses the channel or the hour may also be of a purpose that is for such choices (`profile` and `activate` are among its
// kinds of processing: personalisation). It is asked of people who permit that; of others as if nothing were known.
import { AppError, isAppError } from '@rapport/protocol';
import { listIds } from '../../connect/lists/index.ts';
import type { Queryable } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { listTopics } from '../../respect/preferences/index.ts';
import { listPurposes, type Purpose } from '../../respect/purposes/index.ts';
import { type Definition, listDefinitions } from '../../understand/definitions/index.ts';
import { type Channel, type ChannelSlug, channelSlugs } from '../channels/index.ts';
import { findPublished, findPurpose } from '../messages/index.ts';
import type { Frozen, FrozenTemplate, Plan } from './model.ts';

export type Lack = { field: string; problem: string };
export type CheckDeps = { channels: readonly Channel[] };

/** What there is to go by. `lacks`: why it cannot go out. */
export async function checkPlan(
  { channels }: CheckDeps,
  scope: Scope<Queryable>,
  plan: Plan,
): Promise<{ frozen: Frozen; lacks: Lack[] }> {
  const lacks: Lack[] = [];
  const lack = (field: string, problem: string): void => void lacks.push({ field, problem });
  const templates = await findTemplates(scope, plan, lack);
  const [definitions, lists, purposes, topics] = [
    await listDefinitions(scope),
    await listIds(scope),
    await listPurposes(scope),
    await listTopics(scope),
  ];
  const find = (kind: Definition['kind'], name: string): Definition | undefined =>
    definitions.find((one) => one.kind === kind && one.name === name && one.version > 0);
  const sending = new Set<string>();
  for (const template of Object.values(templates)) {
    const used = usedChannels(plan, template);
    if (used.length === 0) lack('channel', `the template "${template.slug}" says nothing for these channels`);
    for (const slug of used) {
      const purpose = purposeOf(
        template,
        channels.find((one) => one.slug === slug),
      );
      if (purpose !== undefined) sending.add(purpose.slug);
    }
  }
  if (sending.size === 0 && Object.keys(templates).length > 0)
    lack('template', 'there is no purpose for what it says by these channels');

  const own = plan.audience.segments.map((name, i) => {
    const found = find('segment', name);
    const field = `audience.segments.${i}`;
    if (found === undefined) lack(field, `there is no segment "${name}", or nobody was looked at yet`);
    else if (sending.size > 0 && !sending.has(found.purpose))
      lack(
        field,
        `the segment "${name}" is for "${found.purpose}", and the template is sent for ${[...sending].join(', ')}`,
      );
    return found;
  });
  const excluded = plan.audience.excluding.segments.map((name, i) => {
    const found = find('segment', name);
    if (found === undefined) lack(`audience.excluding.segments.${i}`, `there is no segment "${name}"`);
    return found;
  });
  const excludedLists = plan.audience.excluding.lists.map((name, i) => {
    const id = lists.get(name);
    if (id === undefined) lack(`audience.excluding.lists.${i}`, `there is no list "${name}"`);
    return id;
  });
  const traits: Frozen['traits'] = {};
  for (const { field, name } of listTraitNames(plan)) {
    const found = find('trait', name);
    if (found === undefined) lack(field, `there is no trait "${name}", or nobody was looked at yet`);
    else if (sending.size > 0 && !mayChoose(found, sending, purposes))
      lack(field, `the trait "${name}" is for "${found.purpose}", which is not for choosing what people get`);
    else traits[name] = { id: found.id, name, purpose: found.purpose };
  }
  const conversion = plan.conversion?.purpose;
  if (conversion !== undefined && !purposes.some(({ slug }) => slug === conversion))
    lack('conversion.purpose', `there is no purpose "${conversion}" (see GET /api/purposes)`);
  const ofSegments = [...new Set(own.flatMap((one) => (one === undefined ? [] : [one.purpose])))];
  return {
    lacks,
    frozen: {
      ...{ plan, templates, traits },
      audience: {
        segments: own.flatMap((one) => (one === undefined ? [] : [one.id])),
        excludedSegments: excluded.flatMap((one) => (one === undefined ? [] : [one.id])),
        excludedLists: excludedLists.flatMap((id) => (id === undefined ? [] : [id])),
      },
      purposes: sending.size > 1 ? ofSegments : [],
    },
  };

  function purposeOf(template: FrozenTemplate, channel: Channel | undefined): Purpose | undefined {
    const topic = topics.find(({ slug }) => slug === template.topic) ?? null;
    if (channel === undefined || (template.topic !== null && topic === null)) return undefined;
    return findPurpose(template, channel, topic, { purposes });
  }
}

/** Throws `campaign_invalid` with all that is wrong. */
export async function freeze(deps: CheckDeps, scope: Scope<Queryable>, plan: Plan): Promise<Frozen> {
  const { frozen, lacks } = await checkPlan(deps, scope, plan);
  if (lacks.length === 0) return frozen;
  throw toInvalid(lacks);
}

export const toInvalid = (lacks: readonly Lack[]): AppError =>
  new AppError(
    'campaign_invalid',
    `The campaign cannot go out as it is. ${lacks.map(({ field, problem }) => `${field}: ${problem}`).join('; ')}`,
    { fields: lacks },
  );

async function findTemplates(
  scope: Scope<Queryable>,
  { template, experiment: { arms } }: Plan,
  lack: (field: string, problem: string) => void,
): Promise<Frozen['templates']> {
  const found: Frozen['templates'] = {};
  const asked = [
    ...(arms.length === 0 ? [{ field: 'template', name: '', slug: template }] : []),
    ...arms.map((arm, i) => ({
      ...{ field: arm.template === null ? 'template' : `experiment.arms.${i}.template`, name: arm.name },
      slug: arm.template ?? template,
    })),
  ];
  for (const { field, name, slug } of asked) {
    try {
      found[name] = { slug, ...(await findPublished(scope, slug)) };
    } catch (error) {
      if (!isAppError(error)) throw error;
      lack(field, `there is no published template "${slug}"`);
    }
  }
  return found;
}

/** The channels by which a message of the plan may go: the template says which there are. */
export function usedChannels({ channel }: Plan, template: FrozenTemplate): ChannelSlug[] {
  const named: readonly ChannelSlug[] = {
    fixed: () => (channel.by === 'fixed' ? [channel.channel] : []),
    // It may name any.
    trait: () => channelSlugs,
    shares: () => (channel.by === 'shares' ? (Object.keys(channel.traits) as ChannelSlug[]) : []),
  }[channel.by]();
  return [...new Set([...named, ...channel.fallbacks])].filter((slug) => template.channels.includes(slug));
}

function listTraitNames({ channel, hour }: Plan): { field: string; name: string }[] {
  const found: { field: string; name: string }[] = [];
  for (const [place, by] of [
    ['channel', channel],
    ['hour', hour],
  ] as const) {
    if (by === null || by.by === 'fixed') continue;
    if (by.by === 'trait') found.push({ field: `${place}.trait`, name: by.trait });
    else
      for (const [key, name] of Object.entries(by.traits))
        if (name !== undefined) found.push({ field: `${place}.traits.${key}`, name });
  }
  return found;
}

function mayChoose(
  { purpose }: Definition,
  sending: ReadonlySet<string>,
  purposes: readonly Purpose[],
): boolean {
  const kinds = purposes.find(({ slug }) => slug === purpose)?.processing_kinds ?? [];
  return sending.has(purpose) || (kinds.includes('profile') && kinds.includes('activate'));
}
