// What becomes of the calls of a page, before a choice, with permission, and after a refusal.
//
// Before a choice they wait in memory and nowhere else. Permission sends them on, with the ids that are made then; a refusal
// drops them. What was chosen is read anew at every call, so that what one tab is told holds in all of them.
import { type Asking, type Choices, choiceName, type NoticeRead } from './choice.ts';
import { type Ids, openIdentity } from './identity.ts';
import type { Kept } from './load.ts';
import { type Call, describePage, type Message, toMessage } from './message.ts';
import { openOutbox } from './outbox.ts';
import type { Settings } from './settings.ts';

const waitingMax = 100;

export function openRecorder(settings: Settings, { store, choice }: Kept) {
  const identity = openIdentity(store);
  const outbox = openOutbox(settings, store, choice);
  /** As JSON, so that what the page changes in its objects afterwards does not change them. */
  let waiting: string[] = [];
  /** Who is logged in, as the page says: in memory even after a refusal, so that a later consent counts for them. */
  let userId: string | undefined;

  function record(call: Call): void {
    const state = choice.state();
    if (state === 'refused') return;
    const message = toMessage(call, describePage(settings));
    if (state === 'given') outbox.send(message, identity.get());
    else waiting.push(JSON.stringify({ ...message, userId }));
    if (waiting.length > waitingMax) waiting.shift();
  }

  /** Each under the user id that was known when it was called. */
  function sendWaiting({ anonymousId }: Ids): void {
    for (const json of waiting) {
      const message: Message & { userId?: string } = JSON.parse(json);
      outbox.send(message, { anonymousId, userId: message.userId });
    }
    waiting = [];
  }

  /** What was collected and not sent yet goes too. That it was taken back must still be told, under the ids it was given on. */
  function withdraw(chosen: Choices, notice?: NoticeRead): void {
    const ids = identity.find();
    userId = ids?.userId;
    outbox.clear();
    identity.remove();
    if (ids !== undefined) outbox.tellChoice(chosen, ids, notice);
  }

  function consent(chosen: Choices, asking: Asking = {}): void {
    if (!(chosen instanceof Object)) throw new Error('consent() takes categories');
    const before = choice.state();
    const said = choice.choose(chosen, asking);
    if (choice.state() !== 'given') {
      waiting = [];
      if (before === 'given') withdraw(said ?? {}, asking.notice);
      return;
    }
    const own = identity.get();
    const ids = before === 'given' ? own : identity.set({ ...own, userId });
    if (said !== undefined) outbox.tellChoice(said, ids, asking.notice);
    sendWaiting(ids);
  }

  /** Whoever comes next is somebody else, who was asked nothing yet. What is queued is sent as it is. */
  function reset(): void {
    [waiting, userId] = [[], undefined];
    identity.remove();
    choice.forgetGiven();
    outbox.sendNow();
  }

  /** Another person than the one before begins anew. */
  function know(id: string): void {
    const known = choice.state() === 'given' ? identity.find()?.userId : userId;
    if (known !== undefined && known !== id) reset();
    userId = id;
    if (choice.state() === 'given') identity.set({ ...identity.get(), userId });
  }

  /** What waits here is of whoever chose there, unless both are known and differ, or somebody has logged out. */
  function followOtherTab(): void {
    const ids = identity.find();
    const isOther = ids === undefined || (userId ?? ids.userId) !== (ids.userId ?? userId);
    if (choice.state() === 'refused') waiting = [];
    else if (isOther) [waiting, userId] = [[], undefined];
    else if (waiting.length > 0) sendWaiting(identity.set({ ...ids, userId: ids.userId ?? userId }));
  }
  store.whenSetElsewhere(choiceName, followOtherTab);

  const lost = choice.heedSignal();
  if (lost !== undefined && choice.state() !== 'given') withdraw(lost);
  return { record, consent, reset, know, choices: choice.made };
}
