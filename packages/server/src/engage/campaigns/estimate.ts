// What would become of a campaign if it went out now: the audience asked by the very judge that a claim asks, person by person.
//
// Of a large audience so many are asked, chosen as by lot, and the rest is reckoned from them. `margin`: by how many people each number
// may be off, with 95 % confidence, where it is most uncertain (half of them); smaller numbers are surer.
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Due, judge, readWorld, type Verdict, type WorldDeps } from '../messages/index.ts';
import type { MessageRules } from '../rules/index.ts';
import { countAudience, sampleAudience } from './audience.ts';
import { type Asked, decidePerson } from './deciding.ts';
import { whyNot } from './making.ts';
import type { Frozen } from './model.ts';
import { readPeople } from './people.ts';

export type EstimateDeps = WorldDeps;
export const groups = [
  'sendable',
  'later',
  'held_out',
  'no_consent',
  'not_wanted',
  'suppressed',
  'no_address',
  'no_content',
  'other',
] as const;
export type Group = (typeof groups)[number];
export type Estimate = {
  people: number;
  asked: number;
  margin: number;
  /** Reckoned for all. */
  groups: Record<Group, number>;
  /** Codes of reasons and how many people each holds back, the most first. */
  reasons: { group: Group; reason: string; people: number }[];
  /** Of those who get it: by which channel. */
  channels: { channel: string; people: number }[];
};

export const askedMax = 20_000;
const togetherMax = 1000;

export async function estimate(
  deps: EstimateDeps,
  scope: Scope,
  campaign: Asked['campaign'],
  frozen: Frozen,
  rules: MessageRules,
  at: Date,
): Promise<Estimate> {
  const ids = await sampleAudience(scope, frozen, askedMax);
  const people = ids.length < askedMax ? ids.length : await countAudience(scope, frozen);
  const counts = new Map<string, number>();
  const channels = new Map<string, number>();
  const add = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);
  for (let first = 0; first < ids.length; first += togetherMax) {
    const some = ids.slice(first, first + togetherMax);
    const asked = { campaign, frozen, rules, plannedAt: at.getTime(), at: at.getTime() };
    for (const one of await askSome(deps, scope, asked, some, at)) {
      add(counts, `${one.group} ${one.reason}`);
      if (one.channel !== null) add(channels, one.channel);
    }
  }
  const whole = (count: number): number => (ids.length === 0 ? 0 : Math.round((count * people) / ids.length));
  const reasons = [...counts]
    .map(([key, count]) => {
      const [group, reason] = key.split(' ') as [Group, string];
      return { group, reason, people: whole(count) };
    })
    .sort((x, y) => y.people - x.people);
  return {
    ...{ people, asked: ids.length, margin: marginOf(ids.length, people) },
    groups: Object.fromEntries(
      groups.map((group) => [
        group,
        reasons.filter((one) => one.group === group).reduce((sum, one) => sum + one.people, 0),
      ]),
    ) as Record<Group, number>,
    reasons: reasons.filter(({ group }) => group !== 'sendable'),
    channels: [...channels].map(([channel, count]) => ({ channel, people: whole(count) })),
  };
}

/** In people, of a share of one half, drawn without putting back. */
const marginOf = (asked: number, people: number): number =>
  asked >= people
    ? 0
    : Math.ceil(1.96 * Math.sqrt(((people - asked) / (people - 1)) * (0.25 / asked)) * people);

type One = { group: Group; reason: string; channel: string | null };

async function askSome(
  deps: EstimateDeps,
  scope: Scope,
  asked: Asked,
  ids: readonly number[],
  at: Date,
): Promise<One[]> {
  const known = await readPeople(scope, asked.frozen, ids, at);
  const found: One[] = [];
  const due: Due[] = [];
  const reached = new Set<number>();
  for (const one of known) {
    const out = whyNot(one, reached);
    reached.add(one.person.id);
    if (out !== undefined) {
      found.push({
        group: out.reason === 'not_permitted' ? 'no_consent' : 'other',
        reason: out.reason as string,
        channel: null,
      });
      continue;
    }
    const decided = decidePerson(asked, one.person);
    if (decided.kind === 'held_out') found.push({ group: 'held_out', reason: 'held_out', channel: null });
    else if (decided.kind === 'refused')
      found.push({ group: 'no_content', reason: decided.reason, channel: null });
    else due.push(toDue(asked, decided));
  }
  const world = await readWorld(deps, scope, due, at);
  for (const message of due) found.push(toOne(await judge(message, world)));
  return found;
}

/** A message that there is not: it has no id, and nobody is told of it. */
function toDue(
  { campaign }: Asked,
  decided: Extract<ReturnType<typeof decidePerson>, { kind: 'message' }>,
): Due {
  const { message, template } = decided;
  return {
    ...{ id: 0, profileId: message.profileId, channel: message.channel },
    ...{ fallbacks: [...(message.fallbacks ?? [])], pointType: null, pointValue: null },
    ...{ templateId: template.id, templateVersion: template.version, language: null },
    ...{ topic: template.topic, purpose: template.purpose, variables: {}, campaignId: null },
    ...{ trigger: { kind: 'campaign', name: campaign.slug }, attempts: 0, expiresMs: null },
  };
}

function toOne(verdict: Verdict): One {
  if (verdict.kind === 'go') return { group: 'sendable', reason: 'sendable', channel: verdict.channel.slug };
  const { by, reason } = verdict.why;
  if (verdict.kind === 'wait') return { group: 'later', reason: reason.code, channel: verdict.channel };
  return { group: groupOf(by, reason.code), reason: reason.code, channel: null };
}

function groupOf(by: string, code: string): Group {
  if (code.includes('suppress')) return 'suppressed';
  if (by === 'gate') return 'no_consent';
  if (by === 'preference') return 'not_wanted';
  return code === 'no_address' || code === 'no_content' ? code : 'other';
}
