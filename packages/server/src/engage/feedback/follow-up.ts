// All that follows from answers, for those of one workspace that are due.
//
// In this order, so that it may end anywhere and be done again: addresses are heeded and events told, each as often as it likes,
// since a second time changes nothing; then, in one transaction, the answers are ended and the messages moved.
import { findProfileId, listDeciding } from '../../connect/identity/index.ts';
import type { Log } from '../../platform/log/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { type Fetched, isMachine, togetherMs } from '../links/index.ts';
import { findLastTo, listTold, recordOutcomes, type ToldMessage } from '../messages/index.ts';
import { type AddressDeps, heedAddress, keywordOf } from './addresses.ts';
import { answerEvent, type TrackedEvent, ticketEvent, toDeciding } from './events.ts';
import type { KeptAnswer } from './model.ts';
import { endAnswers, listFetched, putOff } from './store.ts';
import type { Telling } from './telling.ts';

export type FollowUpDeps = AddressDeps & { db: Database; log: Log; telling: Telling };

type Known = { answer: KeptAnswer; message: ToldMessage | undefined; isMachine: boolean };

/** An answer may be faster than what we are told a message is called: it is looked for so long. */
const lookedForMs = 600_000;
const againMs = 5000;
/** What cannot be done for so long is given up: the answer itself is kept. */
const triedMs = 86_400_000;
/** So long ago a message may have been, that somebody answers without naming it. */
const rememberedMs = 30 * 86_400_000;

export async function followUp(
  deps: FollowUpDeps,
  scope: Scope,
  answers: readonly KeptAnswer[],
): Promise<void> {
  const now = deps.clock.nowMs();
  const known = await find(deps, scope, answers);
  const heeded = await heedAll(deps, scope, known);
  const isEarly = ({ answer, message }: Known): boolean =>
    message === undefined &&
    (answer.messageId !== null || answer.providerId !== null) &&
    now - answer.receivedMs < lookedForMs;
  const [early, ready] = [heeded.filter(isEarly), heeded.filter((one) => !isEarly(one))];
  await deps.telling.tell(scope.workspaceId, await toEvents(deps, scope, ready));
  await end(deps, scope, ready);
  const later = new Date(now + againMs);
  if (early.length > 0)
    await putOff(
      deps.db,
      early.map(({ answer }) => answer.id),
      later,
    );
}

async function find(deps: FollowUpDeps, scope: Scope, answers: readonly KeptAnswer[]): Promise<Known[]> {
  const messages = await listTold(scope, {
    ids: answers.flatMap(({ messageId }) => messageId ?? []),
    providerIds: answers.flatMap(({ providerId }) => providerId ?? []),
  });
  const byId = new Map(messages.map((one) => [one.id, one]));
  const byProvider = new Map(messages.map((one) => [`${one.channel} ${one.providerId}`, one]));
  const found = await Promise.all(
    answers.map(async (answer): Promise<[KeptAnswer, ToldMessage | undefined]> => {
      const { messageId, providerId, channel, point } = answer;
      if (messageId !== null) return [answer, byId.get(messageId)];
      if (providerId !== null) return [answer, byProvider.get(`${channel} ${providerId}`)];
      return [answer, point && (await findByPoint(deps, scope, answer))];
    }),
  );
  const machines = await findMachines(scope, found);
  return found.map(([answer, message]) => ({ answer, message, isMachine: machines.has(answer.id) }));
}

async function findByPoint(
  { normalForm, clock }: FollowUpDeps,
  scope: Scope,
  { point: told, channel }: KeptAnswer,
): Promise<ToldMessage | undefined> {
  const point = told && (await normalForm(scope, told));
  const profileId = point && (await findProfileId(scope, { ...point, original: null }));
  if (point === undefined || profileId === undefined) return undefined;
  return findLastTo(scope, { profileId, channel, point }, new Date(clock.nowMs() - rememberedMs));
}

/** Ids of the answers that no person gave. */
async function findMachines(
  scope: Scope,
  found: readonly (readonly [KeptAnswer, ToldMessage | undefined])[],
): Promise<Set<number>> {
  const fetched = found.filter(([{ kind }]) => kind === 'opened' || kind === 'clicked');
  const clicks = fetched.flatMap(([{ kind, at }, message]) =>
    kind === 'clicked' && message ? [{ at, id: message.id }] : [],
  );
  const times = clicks.map(({ at }) => at);
  const around =
    clicks.length === 0
      ? []
      : await listFetched(
          scope,
          [...new Set(clicks.map(({ id }) => id))],
          new Date(Math.min(...times) - togetherMs),
          new Date(Math.max(...times) + togetherMs),
        );
  const others = Map.groupBy(around, ({ messageId }) => messageId);
  return new Set(
    fetched.flatMap(([{ id, kind, at, told }, message]) => {
      // Whoever told it knows that it was a person.
      if (told.machine === false) return [];
      const one: Fetched = {
        kind: kind as Fetched['kind'],
        at,
        byAgent: told.machine === true,
        url: told.url,
      };
      const beside = (others.get(message?.id ?? 0) ?? []).map(
        (other): Fetched => ({
          ...{ kind: other.kind, at: other.at, byAgent: other.told.machine === true, url: other.told.url },
        }),
      );
      return isMachine(one, beside, message?.sentMs ?? undefined) ? [id] : [];
    }),
  );
}

/** Those that were heeded. What could not be is tried again, for a day. */
async function heedAll(deps: FollowUpDeps, scope: Scope, known: readonly Known[]): Promise<Known[]> {
  const heeded: Known[] = [];
  for (const one of known) {
    try {
      await heedAddress(deps, scope, one.answer, one.message);
      heeded.push(one);
    } catch (error) {
      deps.log.warn(
        { err: error, answer: one.answer.id },
        'What an answer means for an address could not be kept',
      );
      if (deps.clock.nowMs() - one.answer.receivedMs > triedMs) heeded.push(one);
    }
  }
  return heeded;
}

async function toEvents(deps: FollowUpDeps, scope: Scope, ready: readonly Known[]): Promise<TrackedEvent[]> {
  const people = await listDeciding(
    scope,
    ready.flatMap(({ message }) => message?.profileId ?? []),
  );
  const events = await Promise.all(
    ready.map(async (one): Promise<TrackedEvent[]> => {
      const named =
        one.message === undefined
          ? await nameByPoint(deps, scope, one.answer)
          : people.get(one.message.profileId);
      // Nobody is known any more to whom it went.
      if (named === undefined) return [];
      const isForPeople = one.answer.kind === 'replied' && keywordOf(deps, one.answer) === undefined;
      return [answerEvent(one, named), ...(isForPeople ? [ticketEvent(one, named)] : [])];
    }),
  );
  return events.flat();
}

/** Whoever writes to us becomes known by it; nobody becomes known by a bounce. */
async function nameByPoint({ normalForm }: FollowUpDeps, scope: Scope, { kind, point: told }: KeptAnswer) {
  const point = told && (await normalForm(scope, told));
  if (point === undefined) return undefined;
  const profileId = await findProfileId(scope, { ...point, original: null });
  if (profileId !== undefined) return (await listDeciding(scope, [profileId])).get(profileId);
  return kind === 'replied' ? toDeciding(point) : undefined;
}

async function end({ db }: FollowUpDeps, { workspaceId }: Scope, ready: readonly Known[]): Promise<void> {
  if (ready.length === 0) return;
  await db.transaction(async (tx) => {
    const ended = await endAnswers(
      tx,
      ready.map(({ answer, message, isMachine: machine }) => ({
        ...{ id: answer.id, messageId: message?.id ?? null },
        told: { ...answer.told, ...(machine && { machine }) },
      })),
    );
    const outcomes = ready.flatMap(({ answer, message, isMachine: machine }) =>
      message === undefined || !ended.has(answer.id)
        ? []
        : [{ messageId: message.id, kind: answer.kind, at: answer.at, machine, text: answer.told.text }],
    );
    await recordOutcomes({ db: tx, workspaceId }, outcomes);
  });
}
