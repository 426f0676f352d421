// Takes what comes back from messages, keeps it at once, and does all that follows from it.
import { hash } from 'node:crypto';
import type { Withholding } from '../../connect/collect/index.ts';
import { listDeciding } from '../../connect/identity/index.ts';
import type { Inbox } from '../../connect/inbox/index.ts';
import type { Stopped } from '../../connect/preference-centre/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { type Gathering, openGathering } from '../../platform/gathering/index.ts';
import type { Log } from '../../platform/log/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import { startRetention } from '../../platform/retention/index.ts';
import type { Answer } from '../channels/index.ts';
import { type Followed, togetherMs } from '../links/index.ts';
import { listSentSince, listTold } from '../messages/index.ts';
import type { AddressDeps } from './addresses.ts';
import { sentEvent } from './events.ts';
import { type FollowUpDeps, followUp } from './follow-up.ts';
import { ownAccount } from './model.ts';
import { deleteAnswers, insertAnswers } from './store.ts';
import { openTelling } from './telling.ts';
import { openWorking } from './working.ts';

export type FeedbackDeps = AddressDeps & {
  db: Database;
  clock: Clock;
  log: Log;
  inbox: Pick<Inbox, 'append'>;
  withholding: Withholding;
};

export type AnsweredBy = { workspaceId: number; channel: string; accountId: number };
export type SentMessage = { workspaceId: number; id: number };
export type Feedback = {
  /** By an account. Resolves when it is kept, and all that follows from it is done as far as it can be now. */
  answered(from: AnsweredBy, answers: readonly Answer[]): Promise<void>;
  /** By a link or the point of a message. Resolves when it is kept. */
  followed(followed: Followed): Promise<void>;
  /** By the link of a message that ends something. Resolves when it is kept. */
  stopped(stopped: Stopped): Promise<void>;
  /** These were handed over: told of soon, and nobody waits for it. */
  sent(messages: readonly SentMessage[]): void;
  close(): Promise<void>;
};

const keptDays = 90;
/** The same link or point of one message, again within this time, is the same press. */
const sameMs = 2000;
/** Only behind the next second it is known whether other links were pressed with one. */
const clickMs = togetherMs + 100;

export function openFeedback(deps: FeedbackDeps): Feedback {
  const { db, clock, log } = deps;
  const followUpDeps: FollowUpDeps = { ...deps, telling: openTelling(deps) };
  const working = openWorking(deps, (scope, answers) => followUp(followUpDeps, scope, answers));
  const sending = openGathering<SentMessage>(
    (messages) => tellSent(followUpDeps, messages),
    log,
    'messages that were sent',
  );
  const retention = startRetention(deps, {
    ...{ what: 'answers to messages', days: keptDays },
    forget: (before, limit) => deleteAnswers(db, before, limit),
  });
  const again = sendAgain(deps, sending);

  const keep = (from: AnsweredBy, answers: readonly Answer[], waitMs = 0): Promise<number> => {
    const dueMs = clock.nowMs() + waitMs;
    return insertAnswers(
      db,
      answers.map((one) => ({ ...one, ...from, dueMs })),
      clock.now(),
    );
  };
  async function keepOwn(workspaceId: number, answer: Answer, waitMs = 0): Promise<void> {
    await keep({ workspaceId, channel: 'link', accountId: ownAccount }, [answer], waitMs);
    working.workIn(waitMs);
  }

  return {
    async answered(from, answers) {
      await keep(from, answers);
      await working.work();
    },
    followed: (followed) =>
      keepOwn(followed.workspaceId, toAnswer(followed), followed.kind === 'clicked' ? clickMs : 0),
    stopped: ({ workspaceId, messageId, contact: point, at }) =>
      keepOwn(workspaceId, {
        ...{ kind: 'unsubscribed', message: { id: String(messageId) }, point, at },
        answerId: `unsubscribed ${messageId}`,
      }),
    sent(messages) {
      for (const one of messages) sending.add(one);
    },
    async close() {
      await again;
      await Promise.all([working.close(), sending.close(), retention.close()]);
    },
  };
}

function toAnswer({ messageId, kind, at, url, byAgent }: Followed): Answer {
  const where = url === undefined ? '' : hash('sha256', url, 'base64url').slice(0, 16);
  return {
    ...{ kind, message: { id: String(messageId) }, point: undefined, at },
    ...(byAgent && { machine: true }),
    ...(url !== undefined && { url }),
    answerId: `${kind} ${messageId} ${byAgent} ${Math.floor(at / sameMs)} ${where}`,
  };
}

/** What was sent in the last minutes before a start may not have been told of; told twice, it is one event. */
const toldAgainMs = 600_000;

async function sendAgain({ db, clock, log }: FeedbackDeps, sending: Gathering<SentMessage>): Promise<void> {
  try {
    const messages = await listSentSince(db, new Date(clock.nowMs() - toldAgainMs));
    for (const one of messages) sending.add(one);
  } catch (error) {
    log.warn({ err: error }, 'What was sent lately is not told of again');
  }
}

async function tellSent({ db, telling }: FollowUpDeps, sent: readonly SentMessage[]): Promise<void> {
  for (const [workspaceId, own] of Map.groupBy(sent, (one) => one.workspaceId)) {
    const scope = { db, workspaceId };
    const messages = await listTold(scope, { ids: own.map(({ id }) => id), providerIds: [] });
    const people = await listDeciding(
      scope,
      messages.map(({ profileId }) => profileId),
    );
    const events = messages.flatMap((message) => {
      const named = people.get(message.profileId);
      const { sentMs } = message;
      return named === undefined || sentMs === null ? [] : [sentEvent({ ...message, sentMs }, named)];
    });
    await telling.tell(workspaceId, events);
  }
}
