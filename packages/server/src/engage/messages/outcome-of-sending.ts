// What became of handing a message over: written down, many together where nobody waits for it.
import { setTimeout as sleep } from 'node:timers/promises';
import { openGathering } from '../../platform/gathering/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { CredentialsInvalid, Misconfigured, NotHandedOver, Rejected, RetryLater } from '../channels/index.ts';
import type { Claimed } from './claiming.ts';
import type { SendingDeps } from './sending.ts';
import { unchanged } from './steps.ts';
import { recordProviderIds, type Step, writeSteps } from './store.ts';

type Went = { isOut: boolean; isIdempotent: boolean; code?: string };

export type Outcomes = {
  /** The other side has it. */
  sent(scope: Scope, one: Claimed, providerId: string | null): void;
  failed(scope: Scope, one: Claimed, fault: unknown, went: Went): Promise<void>;
  /** As if they had not been claimed. */
  giveBack(scope: Scope, claimed: readonly Claimed[]): Promise<void>;
  close(): Promise<void>;
};

export const attemptsMax = 8;
/** What kept them from being put together is hardly over at once. */
const giveBackMs = 2000;
const firstRetryMs = 30_000;
const retryMsMax = 6 * 3_600_000;

/** Twice as long each time, and a little more or less, so that what failed together does not come back together. */
const retryAfterMs = (attempts: number): number =>
  Math.min(retryMsMax, firstRetryMs * 2 ** (attempts - 1)) * (0.85 + Math.random() * 0.3);

export function openOutcomes(deps: SendingDeps): Outcomes {
  const { clock, log } = deps;
  const provided = openGathering<{ scope: Scope; id: number; providerId: string }>(
    async (rows) => {
      const byWorkspace = Map.groupBy(rows, ({ scope }) => scope.workspaceId);
      for (const group of byWorkspace.values())
        await recordProviderIds((group[0] as (typeof rows)[number]).scope, group);
    },
    log,
    'ids of providers',
  );

  /** What happened stays known here while the database does not answer. */
  async function write(scope: Scope, steps: readonly Step[]): Promise<void> {
    for (;;) {
      try {
        return await writeSteps(scope, steps, { at: clock.now(), claimedBy: null, claimedUntil: null });
      } catch (error) {
        log.warn({ err: error }, 'What became of messages could not be written and is tried again');
        await sleep(500);
      }
    }
  }

  async function setAside(scope: Scope, { verdict: { account } }: Claimed, fault: Error): Promise<void> {
    if (account.id === null) return;
    const code = fault instanceof CredentialsInvalid ? 'credentials_invalid' : 'misconfigured';
    const trouble = { code, message: fault.message.slice(0, 500), since: clock.now().toISOString() };
    await deps.accounts.markTrouble(scope, account.id, trouble);
  }

  return {
    sent(scope, one, providerId) {
      if (providerId !== null) provided.add({ scope, id: one.message.id, providerId });
      deps.onSent([{ ...one, workspaceId: scope.workspaceId, sentAt: clock.now() }]);
    },
    async failed(scope, one, fault, went) {
      if (fault instanceof NotHandedOver) return;
      const step = toStep(one, fault, went, clock.nowMs());
      if (fault instanceof CredentialsInvalid || fault instanceof Misconfigured)
        await setAside(scope, one, fault);
      if (step.state === 'sent')
        deps.onSent([{ ...one, workspaceId: scope.workspaceId, sentAt: clock.now() }]);
      await write(scope, [step]);
    },
    giveBack: (scope, claimed) =>
      write(
        scope,
        claimed.map((one) => ({
          ...attempted(one),
          state: 'queued',
          attempts: one.message.attempts,
          detail: null,
          dueMs: clock.nowMs() + giveBackMs,
        })),
      ),
    close: provided.close,
  };
}

/** After one more attempt, by the channel and to the address that were chosen for it. */
const attempted = ({ message, verdict }: Claimed) => ({
  ...{ ...unchanged(message), channel: verdict.channel.slug, why: null },
  ...{ pointType: verdict.point.type, pointValue: verdict.point.value, attempts: message.attempts + 1 },
});

/** What follows from a fault, by its class. */
function toStep(one: Claimed, fault: unknown, { isOut, isIdempotent, code }: Went, atMs: number): Step {
  const same = attempted(one);
  const detail = (fault instanceof Error ? fault.message : 'Something unexpected happened').slice(0, 500);
  if (fault instanceof Rejected)
    return fault.bounce
      ? { ...same, state: 'bounced', reason: 'rejected_address', detail }
      : { ...same, state: 'failed', reason: code ?? 'rejected', detail };
  const isHeard =
    fault instanceof RetryLater || fault instanceof CredentialsInvalid || fault instanceof Misconfigured;
  if (isOut && !isHeard && !isIdempotent) return { ...same, state: 'sent', reason: 'no_answer', detail };
  const isAccounts = fault instanceof CredentialsInvalid || fault instanceof Misconfigured;
  // By the next account, at once; the attempt was not the message's.
  if (isAccounts && one.verdict.account.id !== null)
    return { ...same, state: 'queued', reason: 'account_set_aside', detail, attempts: one.message.attempts };
  if (same.attempts >= attemptsMax) return { ...same, state: 'failed', reason: 'attempts_exhausted', detail };
  const afterMs = (fault instanceof RetryLater ? fault.afterMs : undefined) ?? retryAfterMs(same.attempts);
  return { ...same, state: 'deferred', reason: 'retry', dueMs: atMs + afterMs, detail };
}
