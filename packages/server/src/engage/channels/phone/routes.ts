// The API of calls: what is to be called, taking one, and how it ended.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SuppressionList } from '../../../connect/permissions/index.ts';
import type { Clock } from '../../../platform/clock/index.ts';
import { limitField, pageOf, parseBody, parseQuery, toId } from '../../../platform/http/index.ts';
import type { Scope } from '../../../platform/workspaces/index.ts';
import { type Access, listPrincipalNames, type Principal } from '../../../respect/access/index.ts';
import type { ReadLog } from '../../../respect/reads/index.ts';
import type { Answer, AnsweredBy, TakeAnswers } from '../channel.ts';
import { mayCall } from './may-call.ts';
import { claimMs, outcomeBody, type ToldOutcome, taskStates, toNext } from './model.ts';
import { claimTask, endClaim, findTask, listTasks, refuseTask, type Task } from './store.ts';

export const taskListQuery = z.object({
  state: z.enum(taskStates).optional(),
  mine: z.enum(['true', 'false']).default('false').describe('Only what whoever asks has in hand or had.'),
  limit: limitField,
  cursor: z
    .string()
    .regex(/^\d{1,15}_\d{1,15}$/)
    .optional(),
});

type Deps = {
  access: Access;
  clock: Clock;
  readLog: ReadLog;
  suppressions: SuppressionList;
  /** Where what became of a message goes; told again, it is the same answer. */
  answered: TakeAnswers;
};
type ById = { Params: { id: string } };

const idMax = Number.MAX_SAFE_INTEGER;
const byOf = ({ kind, id }: Principal): string => `${kind}:${id}`;

export function registerPhoneTaskRoutes(app: FastifyInstance, deps: Deps): void {
  const { access, clock } = deps;

  app.get('/api/phone-tasks', async (request) => {
    const { scope, principal } = await access.permit(request, 'phone_tasks:read');
    const { state, mine, limit, cursor } = parseQuery(taskListQuery, request.query);
    const filter = {
      state,
      by: mine === 'true' ? byOf(principal) : undefined,
      after: toAfter(cursor),
      limit: limit + 1,
    };
    const rows = await listTasks(scope, filter, clock.now());
    const names = await listPrincipalNames(
      scope,
      rows.flatMap(({ claimedBy }) => claimedBy ?? []),
    );
    return pageOf(
      rows,
      limit,
      (row) => toShown(row, names, clock.nowMs()),
      ({ dueAt, id }) => `${dueAt.getTime()}_${id}`,
    );
  });

  app.post<ById>('/api/phone-tasks/:id/claim', async (request) => {
    const id = toId(request.params.id, idMax);
    const { scope } = await access.permit(request, 'phone_tasks:write');
    const { purpose } = await getTask(scope, id);
    const { principal } = await access.permit(request, 'phone_tasks:write', purpose);
    return claim(deps, scope, id, principal);
  });

  app.post<ById>('/api/phone-tasks/:id/outcome', async (request) => {
    const { scope, principal } = await access.permit(request, 'phone_tasks:write');
    const told = parseBody(outcomeBody, request.body);
    const id = toId(request.params.id, idMax);
    await getTask(scope, id);
    await end(deps, scope, { id, told, by: byOf(principal) });
    const task = await getTask(scope, id);
    const names = await listPrincipalNames(scope, task.claimedBy === null ? [] : [task.claimedBy]);
    return toShown(task, names, clock.nowMs());
  });
}

async function getTask(scope: Scope, id: number): Promise<Task> {
  const task = await findTask(scope, id);
  if (task === undefined) throw new AppError('phone_task_not_found');
  return task;
}

/** The number is told only now, after the gate was asked once more. Throws `phone_task_refused` or `phone_task_taken`. */
async function claim(deps: Deps, scope: Scope, id: number, principal: Principal) {
  const { clock, readLog, suppressions } = deps;
  const by = byOf(principal);
  const at = clock.now();
  const until = new Date(at.getTime() + claimMs);
  if (!(await claimTask(scope, id, by, { at, until }))) throw ended(await getTask(scope, id));
  const task = await getTask(scope, id);
  const decision = await mayCall(scope, task, suppressions, at.getTime());
  if (decision.decision === 'deny') {
    const { code, message } = decision.reason;
    await refuseTask(scope, id, { code, message }, at);
    await deps.answered(from(scope), [
      toAnswer(task, { kind: 'failed', text: message }, at.getTime(), 'refused'),
    ]);
    throw refused({ code, message });
  }
  const profileIds = [task.profileId];
  readLog.add({
    ...{ principal, at, purpose: task.purpose, exit: 'POST /api/phone-tasks/:id/claim', profileIds },
    fields: ['phone', 'script'],
  });
  const names = await listPrincipalNames(scope, [by]);
  return {
    ...toShown(task, names, at.getTime()),
    ...{ number: task.number, script: task.script, language: task.language, note: task.note },
  };
}

const ended = ({ state, reason }: Task): AppError =>
  state === 'refused' && reason !== null
    ? refused(reason)
    : new AppError(
        'phone_task_taken',
        state === 'done' ? 'This call was made already.' : 'Somebody else has this call in hand.',
      );

const refused = (reason: { code: string; message: string }): AppError =>
  new AppError('phone_task_refused', `They must not be called. ${reason.message}`, { reason });

/**
 * Throws `phone_task_taken` where `by` does not have it in hand, and `invalid_request`. What follows is told first: where this fails behind it,
 * whoever called tells it again, and it is the same answer.
 */
async function end(
  { clock, answered }: Deps,
  scope: Scope,
  { id, told, by }: { id: number; told: ToldOutcome; by: string },
): Promise<void> {
  const at = clock.now();
  const task = await getTask(scope, id);
  const next = toNext(told, task.attempts, at.getTime());
  if (next === undefined) throw wrong('call_back_at', 'must be a moment in the next 90 days');
  if (task.state !== 'claimed' || task.claimedBy !== by) throw notInHand();
  const { state, attempts, dueAtMs, answer } = next;
  const note = told.note === '' ? null : told.note;
  if (answer !== undefined)
    await answered(from(scope), [
      toAnswer(task, { ...answer, ...(note === null ? {} : { text: note }) }, at.getTime(), told.outcome),
    ]);
  const dueAt = dueAtMs === undefined ? null : new Date(dueAtMs);
  const ended = {
    state,
    attempts,
    outcome: told.outcome,
    note,
    dueAt,
    endedAt: state === 'done' ? at : null,
  };
  if (!(await endClaim(scope, id, by, ended))) throw notInHand();
}

const notInHand = (): AppError =>
  new AppError('phone_task_taken', 'You do not have this call in hand. Claim it first.');

/** The queue has no account: it is part of Rapport. */
const from = ({ workspaceId }: Scope): AnsweredBy => ({ workspaceId, channel: 'phone', accountId: 0 });

const toAnswer = (
  { id, number }: Task,
  said: Pick<Answer, 'kind' | 'hard' | 'text'>,
  at: number,
  what: string,
): Answer => ({
  ...{ ...said, at, answerId: `phone ${id} ${what}`, message: { id: String(id) } },
  point: { type: 'phone', value: number },
});

function toAfter(cursor: string | undefined): [Date, number] | undefined {
  if (cursor === undefined) return undefined;
  const [ms = 0, id = 0] = cursor.split('_').map(Number);
  return [new Date(ms), id];
}

/** Without what is told of the person: that comes with the claim. */
function toShown(task: Task, names: ReadonlyMap<string, string>, nowMs: number) {
  const isOver = task.state === 'claimed' && (task.claimedUntil?.getTime() ?? 0) <= nowMs;
  const claimedBy = isOver ? null : task.claimedBy;
  return {
    ...{ id: String(task.id), profile_id: String(task.profileId), title: task.title },
    state: isOver ? 'open' : task.state,
    ...{
      purpose: task.purpose,
      topic: task.topic,
      trigger: { kind: task.trigger.kind, name: task.trigger.name },
    },
    ...{ due_at: task.dueAt, attempts: task.attempts, claimed_by: claimedBy },
    claimed_by_name: claimedBy === null ? null : (names.get(claimedBy) ?? null),
    claimed_until: isOver ? null : task.claimedUntil,
    ...{ outcome: task.outcome, reason: task.reason, ended_at: task.endedAt },
  };
}

const wrong = (field: string, problem: string): AppError =>
  new AppError('invalid_request', `The body is not valid. ${field}: ${problem}`, {
    fields: [{ field, problem }],
  });
