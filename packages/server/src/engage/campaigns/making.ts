// The next people of a run get their messages: some thousands in one transaction, which writes what came of each. So it may be killed
// anywhere: what was not committed is done again, and what was is not seen any more. The key of a message names the run and the person,
// so that even a second server that did the same would make none twice.
import { binaryArray, type Transaction } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { makeMessages, type NewMessage } from '../messages/index.ts';
import type { MessageRules } from '../rules/index.ts';
import { decidePerson } from './deciding.ts';
import { type Known, readPeople } from './people.ts';
import { type OpenRun, type Reached, setSlots, settlePeople } from './runs-store.ts';
import { openThrottle } from './throttle.ts';

type Own = Scope<Transaction>;

/** Returns how many people it looked at: fewer than `limit` were the last. The run is locked. */
export async function makeSome(
  scope: Own,
  run: OpenRun,
  rules: MessageRules,
  { limit, at }: { limit: number; at: Date },
): Promise<number> {
  const ids = await takeWaiting(scope, run.id, limit);
  if (ids.length === 0) return 0;
  const known = await readPeople(scope, run.frozen, ids, at);
  const before = await listOwnersReached(
    scope,
    run.id,
    known.filter(({ isMerged, id, person }) => isMerged || id !== person.id),
  );
  const messages: NewMessage[] = [];
  const reached: Reached[] = [];
  const slot = openThrottle(run.slots, {
    startMs: run.started_at.getTime(),
    perHour: run.frozen.plan.throttle,
  });
  const asked = {
    campaign: { id: run.campaign_id, slug: run.campaign },
    ...{ frozen: run.frozen, rules, plannedAt: run.planned_at.getTime(), at: at.getTime() },
  };
  for (const one of known) {
    const out = whyNot(one, before);
    const same = { profileId: one.id, eventId: '', arm: null, reachMs: null };
    if (out !== undefined) {
      reached.push({ ...same, ...out });
      continue;
    }
    before.add(one.person.id);
    const decided = decidePerson(asked, one.person);
    if (decided.kind === 'message') {
      const dueAt = slot(decided.message.dueAt);
      const { expiresAt } = decided.message;
      messages.push({
        ...decided.message,
        dueAt,
        ...(expiresAt === undefined ? {} : { expiresAt: expiresAt + dueAt - decided.message.dueAt }),
        key: `campaign/${run.campaign_id}/${run.id}/${one.person.id}`,
        trigger: {
          ...{ kind: 'campaign', name: run.campaign, segment: one.segments.join(', ') },
          ...{ path: [`run ${run.number}`], values: decided.values },
        },
      });
      reached.push({ ...same, state: 'made', reason: null, arm: decided.arm, reachMs: dueAt });
    } else if (decided.kind === 'held_out')
      reached.push({ ...same, state: 'held_out', reason: null, reachMs: decided.dueAt });
    else
      reached.push({
        ...{ ...same, state: 'refused', reason: decided.reason, arm: decided.arm },
        reachMs: decided.dueAt,
      });
  }
  await makeMessages(scope, messages, at);
  await settlePeople(scope, run.id, reached);
  if (run.frozen.plan.throttle !== null) await setSlots(scope, run.id, run.slots);
  return ids.length;
}

/** Why somebody gets nothing of the run; `reached`: people whom it has reached. */
export function whyNot(
  { isGone, isMember, person, refused }: Known,
  reached: ReadonlySet<number>,
): Pick<Reached, 'state' | 'reason'> | undefined {
  if (isGone) return { state: 'gone', reason: 'person_gone' };
  if (reached.has(person.id)) return { state: 'merged', reason: 'same_person' };
  if (!isMember) return { state: 'left', reason: 'left_audience' };
  return refused === null ? undefined : { state: 'refused', reason: refused };
}

async function takeWaiting({ db }: Own, runId: number, limit: number): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    `select profile_id as id from campaign_people where run_id = $1 and state = 'waiting' order by profile_id limit $2`,
    [runId, limit],
    'take_waiting_campaign_people',
  );
  return rows.map(({ id }) => id);
}

/** Of people who have had several ids, those whom the run has reached by another one. */
async function listOwnersReached(
  { db, workspaceId }: Own,
  runId: number,
  known: readonly Known[],
): Promise<Set<number>> {
  const owners = [...new Set(known.map(({ person }) => person.id))];
  if (owners.length === 0) return new Set();
  const rows = await db.query<{ owner: number }>(
    `select distinct o.owner from (
       select n.owner, n.owner as id from unnest($3::int8[]) n(owner)
       union all
       select r.into_id, r.from_id from profile_redirects r where r.workspace_id = $1 and r.into_id = any($3::int8[])
     ) o join campaign_people p on p.run_id = $2 and p.profile_id = o.id and p.state in ('made', 'held_out')`,
    [workspaceId, runId, binaryArray('int8', owners)],
    'list_owners_reached',
  );
  return new Set(rows.map(({ owner }) => owner));
}
