// The loop that sends: claims what is due, has it put together, hands it over, and writes down what became of it.
//
// Each channel has a window: so many messages are in hand at once as its account works on at once, and a few more, so that it never
// waits for the database. A rate is kept by claiming no more than it allows. What a fault means stands in its class (`channels/faults.ts`):
//
//   RetryLater                           deferred, each time longer, then failed
//   Rejected                             failed, or bounced where nobody is at the address
//   CredentialsInvalid, Misconfigured    the account is set aside, and the message goes back to be sent by the next one
//   Unanswered                           sent, and the history says that nothing was heard
//   NotHandedOver                        decided already
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../platform/clock/index.ts';
import type { Log } from '../../platform/log/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import type { Account, Accounts, Channel, Senders } from '../channels/index.ts';
import { findWorking, getProvider } from '../channels/index.ts';
import type { MessageLinkMaker } from '../links/index.ts';
import type { Composer } from '../templates/index.ts';
import { type Claimed, claim } from './claiming.ts';
import { type Delivering, openDelivering } from './delivering.ts';
import type { Journal } from './journal.ts';
import { recover } from './recovering.ts';
import type { WorldDeps } from './standing.ts';
import { findNextDue } from './store.ts';

export type SentMessage = Claimed & { workspaceId: number; sentAt: Date };

export type SendingDeps = WorldDeps & {
  db: Database;
  clock: Clock;
  log: Log;
  serverId: string;
  journal: Journal;
  accounts: Accounts;
  senders: Senders;
  composer: Composer;
  links: MessageLinkMaker;
  listWorkspaceIds(): Promise<number[]>;
  /** Told of each message that went, or of which it is not known. */
  onSent(messages: readonly SentMessage[]): void;
};

export type Sending = {
  /** Messages were made, or may go sooner than it was thought. */
  wake(): void;
  /** Nothing that is due now waits, and nothing is in hand. */
  isSettled(): Promise<boolean>;
  /** Lets what is in hand end, for at most some seconds. */
  close(): Promise<void>;
};

const pollMs = 1000;
const failureMsMax = 30_000;
/** So many in one transaction at most. */
const claimedMax = 500;

export async function openSending(deps: SendingDeps): Promise<Sending> {
  const { clock, log } = deps;
  const closing = new AbortController();
  const { signal } = closing;
  let woken = new AbortController();
  const wake = (): void => woken.abort();
  const delivering: Delivering = openDelivering(deps, wake);
  await recover(deps);

  /** Whether there may be more. */
  async function sendDue(scope: Scope, channel: Channel, accounts: readonly Account[]): Promise<boolean> {
    const account = findWorking(accounts, channel.slug);
    const room = Math.min(claimedMax, roomFor(channel, account, delivering, scope.workspaceId));
    if (room <= 0) return false;
    const { claimed, looked } = await claim(deps, scope, channel.slug, clock.now(), room);
    delivering.deliver(scope, claimed);
    return looked === room;
  }

  async function pass(): Promise<boolean> {
    let isMore = false;
    for (const workspaceId of await deps.listWorkspaceIds()) {
      const scope = { db: deps.db, workspaceId };
      const accounts = await deps.accounts.list(scope);
      for (const channel of deps.channels) {
        if (signal.aborted) return false;
        isMore = (await sendDue(scope, channel, accounts)) || isMore;
      }
    }
    return isMore;
  }

  async function pauseUntilDue(): Promise<void> {
    const due = await findNextDue(deps);
    const ms = due === undefined ? pollMs : Math.min(pollMs, Math.max(5, due - clock.nowMs()));
    await sleep(ms, undefined, { signal: AbortSignal.any([signal, woken.signal]), ref: false }).catch(
      () => {},
    );
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      woken = new AbortController();
      try {
        const isMore = await pass();
        failures = 0;
        if (!isMore) await pauseUntilDue();
      } catch (error) {
        failures += 1;
        log.warn({ err: error, failures }, 'Sending messages was interrupted and goes on');
        await sleep(Math.min(failureMsMax, 100 * 2 ** failures), undefined, { signal, ref: false }).catch(
          () => {},
        );
      }
    }
  }

  const running = run();
  return {
    wake,
    async isSettled() {
      const due = await findNextDue(deps);
      return delivering.count() === 0 && (due === undefined || due > clock.nowMs());
    },
    async close() {
      closing.abort();
      await running;
      await delivering.close();
    },
  };
}

/** How many more of a channel may be in hand. What no account sends is claimed all the same: it is told why it does not go. */
function roomFor(
  channel: Channel,
  account: Account | undefined,
  delivering: Delivering,
  workspaceId: number,
): number {
  if (account === undefined) return claimedMax;
  const { concurrency } = getProvider([channel], channel.slug, account.provider);
  const inWindow = concurrency * 3 - delivering.count(workspaceId, channel.slug);
  return account.perSecond === null
    ? inWindow
    : Math.min(inWindow, delivering.allowance(workspaceId, account));
}
