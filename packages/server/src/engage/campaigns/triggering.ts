// What follows from events for which campaigns wait: a message, or the reason why there is none.
import { parsePath } from '@rapport/protocol';
import { showEvents } from '../../connect/events/index.ts';
import type { Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { listTopics } from '../../respect/preferences/index.ts';
import { listPurposes, type Purpose } from '../../respect/purposes/index.ts';
import { passes } from '../../understand/compile/index.ts';
import type { ChannelSlug } from '../channels/index.ts';
import { findPurpose, makeMessages, type NewMessage } from '../messages/index.ts';
import type { MessageRules } from '../rules/index.ts';
import { usedChannels } from './checking.ts';
import { decidePerson } from './deciding.ts';
import type { HeardEvent } from './event-lines.ts';
import { whyNot } from './making.ts';
import type { When } from './model.ts';
import { type Known, readPeople } from './people.ts';
import type { RunningDeps } from './running.ts';
import {
  insertPeople,
  listKnownEvents,
  lockListeningRun,
  type OpenRun,
  type Reached,
  setSlots,
} from './runs-store.ts';
import { openThrottle } from './throttle.ts';

type Own = Scope<Transaction>;
type Seen = Record<string, unknown>;
/** What a message by a channel may know of an event; a channel whose purpose may not is missing. */
type Permitted = {
  event: HeardEvent;
  byChannel: Map<ChannelSlug, Seen>;
  /** For one of these purposes it was collected, whatever is permitted now. */
  wasCollected: boolean;
};

/** In one transaction; the same events once more change nothing. */
export const startByEvents = (
  deps: RunningDeps,
  workspaceId: number,
  events: readonly HeardEvent[],
): Promise<void> =>
  deps.db.transaction(async function startAll(tx) {
    const scope: Own = { db: tx, workspaceId };
    const rules = await deps.getRules(scope);
    for (const { id, event_name: name } of await listWaiting(scope, events)) {
      const run = await lockListeningRun(scope, id);
      if (run === undefined) continue;
      const own = events.filter((one) => one.event === name && one.receivedMs >= run.listens_from.getTime());
      const known = await listKnownEvents(scope, run.id, own.map(toPlace));
      const fresh = own.filter((one) => !known.has(`${one.profile_id} ${one.message_id}`));
      if (fresh.length > 0) await startRun(deps, scope, run, rules, fresh);
    }
  });

const toPlace = (one: HeardEvent) => ({ profileId: Number(one.profile_id), eventId: one.message_id });

const listWaiting = (
  { db, workspaceId }: Own,
  events: readonly HeardEvent[],
): Promise<{ id: number; event_name: string }[]> =>
  db.query(
    `select id, event_name from campaigns where workspace_id = $1 and kind = 'event' and state = 'running' and event_name = any($2)
     order by id`,
    [workspaceId, [...new Set(events.map(({ event }) => event))]],
    'list_waiting_campaigns',
  );

async function startRun(
  deps: RunningDeps,
  scope: Own,
  run: OpenRun,
  rules: MessageRules,
  events: readonly HeardEvent[],
): Promise<void> {
  const at = deps.clock.now();
  const { frozen } = run;
  const { when, throttle } = frozen.plan;
  if (when.kind !== 'event') return;
  const permitted = await listPermitted(deps, scope, run, events, at);
  const meant = permitted.filter(({ byChannel, event }) => isMeant(when, byChannel, event));
  const people = await readPeople(
    scope,
    frozen,
    [...new Set(meant.map(({ event }) => Number(event.profile_id)))],
    at,
  );
  const knownOf = new Map(people.map((one) => [one.id, one]));
  const slot = openThrottle(run.slots, { startMs: run.started_at.getTime(), perHour: throttle });
  const messages: NewMessage[] = [];
  const reached = meant.map((one): Reached => {
    const known = knownOf.get(Number(one.event.profile_id)) as Known;
    const found = decideEvent({ run, rules, at, when }, one, known);
    if (found.message === undefined) return found.reached;
    const dueAt = slot(found.message.dueAt);
    messages.push({ ...found.message, dueAt });
    return { ...found.reached, reachMs: dueAt };
  });
  await makeMessages(scope, messages, at);
  await insertPeople(scope, run.id, reached);
  if (throttle !== null) await setSlots(scope, run.id, run.slots);
}

type Deciding = { run: OpenRun; rules: MessageRules; at: Date; when: Extract<When, { kind: 'event' }> };

function decideEvent(
  { run, rules, at, when }: Deciding,
  { event, byChannel, wasCollected }: Permitted,
  known: Known,
): { reached: Reached; message?: NewMessage } {
  const { message_id: eventId } = event;
  const same = { profileId: known.id, eventId, arm: null, reachMs: null };
  const out = whyNot(known, new Set());
  if (out !== undefined) return { reached: { ...same, ...out } };
  const reason = wasCollected ? 'not_permitted' : 'not_collected_for';
  if (byChannel.size === 0) return { reached: { ...same, state: 'refused', reason } };
  // A clock that is ahead makes nobody wait.
  const happened = Math.min(Date.parse(event.timestamp), event.receivedMs);
  const delayMs = Temporal.Duration.from(when.delay).total('milliseconds');
  const dueAt = Math.max(at.getTime(), happened + delayMs);
  const asked = {
    campaign: { id: run.campaign_id, slug: run.campaign },
    ...{ frozen: run.frozen, rules, plannedAt: dueAt, at: dueAt },
  };
  const decided = decidePerson(asked, known.person, [...byChannel.keys()]);
  if (decided.kind === 'held_out')
    return { reached: { ...same, state: 'held_out', reason: null, reachMs: dueAt } };
  if (decided.kind === 'refused')
    return {
      reached: { ...same, state: 'refused', reason: decided.reason, arm: decided.arm, reachMs: dueAt },
    };
  const { message, arm, values } = decided;
  const started = { name: event.name, message_id: eventId, timestamp: event.timestamp };
  const channels = [message.channel, ...(message.fallbacks ?? [])];
  return {
    reached: { ...same, state: 'made', reason: null, arm, reachMs: dueAt },
    message: {
      ...message,
      key: `campaign/${run.campaign_id}/${eventId}/${known.person.id}`,
      trigger: {
        ...{ kind: 'campaign', name: run.campaign, event: started },
        ...(known.segments.length === 0 ? {} : { segment: known.segments.join(', ') }),
        ...{ path: [`run ${run.number}`], values },
      },
      variables: { event: { ...started, properties: seenByAll(byChannel, channels) } },
    },
  };
}

/** What the purposes of all these channels may see: by which of them it goes is not known yet. */
function seenByAll(byChannel: Permitted['byChannel'], channels: readonly ChannelSlug[]): Seen {
  const all = channels.map((slug) => byChannel.get(slug) ?? {});
  return Object.fromEntries(
    Object.entries(all[0] ?? {}).filter(([name]) => all.every((one) => Object.hasOwn(one, name))),
  );
}

/**
 * By the events themselves, where nobody may see them: then it is told that nothing may be sent, and not of what. A test of what the
 * purpose may not see is not true.
 */
function isMeant(
  { where }: Extract<When, { kind: 'event' }>,
  byChannel: Permitted['byChannel'],
  { properties }: HeardEvent,
): boolean {
  if (where.length === 0) return true;
  const seen = byChannel.size === 0 ? [properties] : [...byChannel.values()];
  return seen.some((own) => where.every((one) => passes(valueAt(own, one.property), one)));
}

function valueAt(properties: Seen, path: string): unknown {
  let value: unknown = properties;
  for (const name of parsePath(path)) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isObject || !Object.hasOwn(value as object, name)) return undefined;
    value = (value as Seen)[name];
  }
  return value;
}

/** Each event with what the purpose of each channel may see of it: whether it is permitted now, and was when it was collected. */
async function listPermitted(
  { channels }: RunningDeps,
  scope: Own,
  { frozen }: OpenRun,
  events: readonly HeardEvent[],
  at: Date,
): Promise<Permitted[]> {
  const [topics, purposes] = [await listTopics(scope), await listPurposes(scope)];
  const byPurpose = new Map<Purpose, ChannelSlug[]>();
  for (const template of Object.values(frozen.templates))
    for (const slug of usedChannels(frozen.plan, template)) {
      const channel = channels.find((one) => one.slug === slug);
      const topic = topics.find((one) => one.slug === template.topic) ?? null;
      if (channel === undefined || (template.topic !== null && topic === null)) continue;
      const purpose = findPurpose(template, channel, topic, { purposes });
      if (purpose !== undefined) byPurpose.set(purpose, [...(byPurpose.get(purpose) ?? []), slug]);
    }
  const found = new Map(events.map((event) => [event, new Map<ChannelSlug, Seen>()]));
  for (const [purpose, slugs] of byPurpose) {
    const viewing = { purpose, mask: undefined, at: at.getTime() };
    const shown = await showEvents(scope, events, ({ properties }) => ({ properties }), viewing);
    for (const { row, message } of shown)
      for (const slug of slugs) found.get(row)?.set(slug, message.properties as Seen);
  }
  const bits = [...byPurpose.keys()].map(({ bit }) => 1n << BigInt(bit));
  return [...found].map(([event, byChannel]) => {
    const snapshot = BigInt(event.permissions);
    return { event, byChannel, wasCollected: bits.some((bit) => (snapshot & bit) !== 0n) };
  });
}
