// Sends what is in the queue: soon after it came, at once when the page is left, and again when it did not arrive.
import type { Entry, Queue } from './queue.ts';
import type { Settings } from './settings.ts';
import type { Store } from './store.ts';

/** Calls that come together travel together. */
const soonMs = 300;
/** Other tabs see what this one wrote a moment later. */
const settleMs = 50;
const requestMsMax = 10_000;
const retryMsMin = 1000;
const retryMsMax = 60_000;
const waitMsMax = 300_000;
const waitName = 'wait';

export type Sender = { soon(ms?: number): void; leave(): void };

export function openSender({ url, writeKey }: Settings, store: Store, queue: Queue): Sender {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let [dueAt, tries, isRunning] = [0, 0, false];
  /** Claimed, but not on their way yet. */
  let held: Entry[] = [];

  function soon(ms = soonMs): void {
    const at = Date.now() + ms;
    if (timer !== undefined && dueAt <= at) return;
    clearTimeout(timer);
    dueAt = at;
    timer = setTimeout(flush, ms);
  }

  /** How long to wait, as all tabs of the site have to. A clock that was set back must not make it long. */
  function waitMs(): number {
    const ms = Number(store.get(waitName)) - Date.now();
    return ms > 0 && ms <= waitMsMax ? ms : 0;
  }

  async function flush(): Promise<void> {
    timer = undefined;
    if (isRunning) return;
    isRunning = true;
    try {
      for (let goesOn = true; goesOn && waitMs() === 0; ) {
        const batch = await claim();
        goesOn = batch !== undefined && (batch.length === 0 || (await post(batch, tries === 0)));
      }
    } finally {
      isRunning = false;
    }
    const ms = queue.dueInMs();
    if (ms !== undefined) soon(Math.max(ms, waitMs(), soonMs));
  }

  /** One tab at a time, where the browser can see to it. Without that, the last to claim a message has it. */
  function claim(): Promise<Entry[] | undefined> {
    // Over http there are no locks, and where storage is blocked they are refused.
    const { locks } = navigator as { locks?: LockManager };
    if (locks === undefined) return takeAndSettle();
    return locks.request(`rapport ${writeKey}`, takeAndSettle).catch(takeAndSettle);
  }

  /** Undefined: there is nothing to claim. Not held while a request is on its way: the page could not be kept for "back". */
  async function takeAndSettle(): Promise<Entry[] | undefined> {
    held = queue.take();
    if (held.length === 0) return undefined;
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    const batch = held.filter(queue.isMine);
    held = [];
    return batch;
  }

  /**
   * Whether there is sense in sending the next. `outlives`: it goes on when the page ends; how much may do so is counted
   * for the whole page, so what failed is tried without.
   */
  async function post(batch: readonly Entry[], outlives: boolean): Promise<boolean> {
    const [status, retryAfterMs] = await request(url, toBody(batch), outlives);
    if (!isWorthRetrying(status)) {
      queue.remove(batch);
      store.remove(waitName);
      tries = 0;
      return true;
    }
    queue.giveBack(batch);
    const backoffMs = Math.min(retryMsMax, retryMsMin * 2 ** tries) * (0.75 + Math.random() / 2);
    const ms = Math.min(waitMsMax, (status === 429 && retryAfterMs) || backoffMs);
    tries += 1;
    if (queue.dueInMs() !== undefined) store.set(waitName, `${Date.now() + ms}`);
    soon(ms);
    return false;
  }

  function toBody(batch: readonly Entry[]): string {
    const messages = batch.map(({ json }) => json).join();
    const head = JSON.stringify({ writeKey, sentAt: new Date().toISOString() }).slice(0, -1);
    return `${head},"batch":[${messages}]}`;
  }

  /** Where a request ends with its page a beacon does not. It hears no answer, so a later page sends it again: it counts once. */
  function postLast(batch: readonly Entry[]): void {
    if ('keepalive' in Request.prototype) return void post(batch, true);
    navigator.sendBeacon(url, toBody(batch));
  }

  addEventListener('online', function goOn() {
    if (queue.dueInMs() === undefined) return;
    store.remove(waitName);
    tries = 0;
    soon(0);
  });

  return {
    soon,
    leave() {
      if (waitMs() > 0) return;
      const batches = [held.filter(queue.isMine), queue.take()];
      held = [];
      for (const batch of batches) if (batch.length > 0) postLast(batch);
    },
  };
}

/** What the server says no to it says no to again; what it was too busy for, or never saw, it may take. */
const isWorthRetrying = (status: number): boolean =>
  status === 0 || status === 408 || status === 429 || status >= 500;

/** The status, and for how long the server wants to be left alone. Status 0: no network, no server, or none that answers in time. */
async function request(url: string, body: string, keepalive: boolean): Promise<[number, number]> {
  try {
    // As plain text, which needs no question beforehand, and with nobody's cookies.
    const signal = AbortSignal.timeout(requestMsMax);
    const answer = await fetch(url, { method: 'POST', body, credentials: 'omit', keepalive, signal });
    return [answer.status, Number(answer.headers.get('retry-after')) * 1000 || 0];
  } catch {
    return [0, 0];
  }
}
