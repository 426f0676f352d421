// The traffic of a crash run: a client that knows exactly what it was promised.
//
// People appear all the time, first as devices, then with an account, so that every crash hits new people, merges and
// attributes in the making. A batch that fails is sent again with the same message ids, as tracking clients do, or
// given up, as they do when their page is closed: then it may have been stored or not, but not twice.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../client.ts';
import type { Random } from './seeded.ts';

export type SentMessage = {
  messageId: string;
  type: 'track' | 'identify' | 'page';
  timestamp: string;
  userId?: string;
  anonymousId?: string;
  traits?: { step: number; name: string };
  event?: string;
  properties?: { step: number };
};

export type Traffic = {
  /** Every message that was ever sent, by its id. */
  sent: Map<string, SentMessage>;
  /** Ids of the messages whose batch was answered 200. */
  acknowledged: Set<string>;
  counts: { batches: number; refused: number; retried: number; givenUp: number };
  /** Lets running requests finish and ends. */
  stop(): Promise<void>;
};

const sendersMax = 3;
const batchSizeMax = 30;
const messagesPerPerson = 60;
/** People who are active at the same time. */
const activePeople = 30;
const requestMsMax = 15_000;

/** Sends until it is stopped. */
export function startTraffic(client: Client, random: Random): Traffic {
  const sent = new Map<string, SentMessage>();
  const acknowledged = new Set<string>();
  const counts = { batches: 0, refused: 0, retried: 0, givenUp: 0 };
  const begun = Date.now();
  let stopped = false;

  function makeMessage(): SentMessage {
    const step = sent.size + 1;
    const person = Math.max(0, Math.floor(step / messagesPerPerson) - random.below(activePeople));
    const userId = `user-${person}`;
    const anonymousId = `device-${person}-${random.below(2)}`;
    const common = { messageId: `crash-${step}`, timestamp: new Date(begun + step).toISOString() };
    const kind = random.below(100);
    let message: SentMessage;
    if (kind < 15)
      message = { ...common, type: 'identify', userId, anonymousId, traits: toTraits(userId, step) };
    else if (kind < 40) message = { ...common, type: 'page', anonymousId };
    else message = { ...common, type: 'track', userId, event: 'Product Viewed', properties: { step } };
    sent.set(message.messageId, message);
    return message;
  }

  async function sendBatch(): Promise<void> {
    const batch = Array.from({ length: 1 + random.below(batchSizeMax) }, makeMessage);
    counts.batches += 1;
    while (!(await isAcknowledged(client, batch))) {
      counts.refused += 1;
      if (stopped || random.below(100) < 30) {
        counts.givenUp += 1;
        return;
      }
      counts.retried += 1;
      await sleep(50 + random.below(200));
    }
    for (const { messageId } of batch) acknowledged.add(messageId);
  }

  const senders = Array.from({ length: sendersMax }, async () => {
    while (!stopped) {
      await sendBatch();
      await sleep(10 + random.below(20));
    }
  });

  return {
    sent,
    acknowledged,
    counts,
    async stop() {
      stopped = true;
      await Promise.all(senders);
    },
  };
}

const toTraits = (userId: string, step: number) => ({ step, name: `Name of ${userId} at ${step}` });

async function isAcknowledged(client: Client, batch: SentMessage[]): Promise<boolean> {
  const late = new Promise<undefined>((resolve) =>
    setTimeout(() => resolve(undefined), requestMsMax).unref(),
  );
  const answer = await Promise.race([client.collect('/v1/batch', { batch }), late]).catch(() => undefined);
  return answer?.status === 200;
}
