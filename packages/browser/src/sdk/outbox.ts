// What goes out, and with which consent and ids: the one place where a message gets them.
import type { Choice, Choices, NoticeRead } from './choice.ts';
import type { Ids } from './identity.ts';
import { type Message, toMessage } from './message.ts';
import { openQueue } from './queue.ts';
import { openSender } from './sender.ts';
import type { Settings } from './settings.ts';
import type { Store } from './store.ts';

export type Outbox = ReturnType<typeof openOutbox>;

/** By this call a server that speaks the tracking protocol learns what was chosen. It holds nothing else. */
const choiceEvent = 'Segment Consent Preference Updated';

export function openOutbox(settings: Settings, store: Store, choice: Choice) {
  const queue = openQueue(store);
  const sender = openSender(settings, store, queue);
  const signal = settings.gpc && { gpc: true };

  function send(message: Message, ids: Ids, categoryPreferences: Choices, notice?: NoticeRead): void {
    queue.add({
      ...message,
      ...ids,
      context: { ...message.context, ...signal, consent: { categoryPreferences, notice } },
    });
    sender.soon();
  }

  // What an earlier page left behind.
  if (queue.dueInMs() !== undefined) sender.soon();
  addEventListener('pagehide', sender.leave);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') sender.leave();
  });

  return {
    send: (message: Message, ids: Ids) => send(message, ids, choice.preferences()),
    tellChoice: (chosen: Choices, ids: Ids, notice?: NoticeRead) =>
      send(toMessage({ type: 'track', event: choiceEvent }, {}), ids, chosen, notice),
    clear: queue.clear,
    sendNow: () => sender.soon(0),
  };
}
