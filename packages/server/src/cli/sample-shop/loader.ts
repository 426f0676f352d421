// Loads the sample shop into a running Rapport: what people chose through the API of consents, what it sells through that of the catalog,
// and then what happened through the public collect API, so that it was collected for what they had chosen by then.
import { setTimeout as sleep } from 'node:timers/promises';
import { day } from './calendar.ts';
import { listChoices, type NoticeHashes, notices } from './choices.ts';
import { inShopZone, shopSegments, shopTraits, traitsOfTheDay } from './definitions.ts';
import type { Message } from './message.ts';
import type { Progress } from './progress-bar.ts';
import { connectServer, type ServerAddress, type ServerApi } from './server-api.ts';
import { openSampleShop, type SampleShop } from './simulate.ts';
import { shopBrand, shopTopics } from './topics.ts';

/** What a progress bar's `update` takes, and which of them it is. */
export type LoadProgress = Progress & { stage: 'catalog' | 'sending' | 'settling' };

export type LoadOptions = ServerAddress & {
  /** The moment at which the shop's story ends. */
  now: Date;
  /** Told how many messages the server has acknowledged, and at the end that it is waited for. */
  onProgress?: (progress: LoadProgress) => void;
};

export type LoadResult = {
  /** True where the shop was there already; nothing was sent then. */
  wasLoaded: boolean;
  /** What was sent now. */
  messages: number;
  requests: number;
  retries: number;
  /** What the server holds afterwards, as it says itself. */
  events: number;
  people: number;
  peopleKnown: number;
  peopleAnonymous: number;
  /** How often two of them turned out to be one person. 0 where nothing was sent. */
  merges: number;
  seconds: number;
};

const requestsInFlight = 4;
const batchBytesMax = 400_000;
const batchMessagesMax = 2_500;
/** So many objects of the catalog in one request. */
const objectsMax = 1_000;
/** Message ids are remembered for seven days by default; a day less is surely within that. */
const resumableMs = 6 * day;
/** The shop has some hundred messages more in the evening than in the morning: less than this is an unfinished load. */
const completeShare = 0.95;

/**
 * Sends the sample shop to the source of `writeKey`, waits until all of it is visible, and reads the totals back.
 * A second call loads nothing. A load that was broken off is completed: the server drops the messages it knows.
 * Throws when the server refuses (wrong key, disabled source) or cannot be reached.
 */
export async function loadSampleShop({ now, onProgress, ...address }: LoadOptions): Promise<LoadResult> {
  const startedAt = performance.now();
  const broken = new AbortController();
  const server = connectServer(address, broken.signal);
  try {
    const source = await server.getSource();
    const shop = openSampleShop({ now });
    const wasLoaded = source.eventsTotal >= shop.size * completeShare;
    if (!wasLoaded && source.eventsTotal > 0 && now.getTime() - source.createdAt.getTime() > resumableMs) {
      throw new Error(
        `The source "${source.name}" holds ${source.eventsTotal} events that are not the whole sample shop. ` +
          'It is too old to complete them without doubles: start on an empty data directory.',
      );
    }
    if (!wasLoaded) await sendChoices(shop, server);
    if (!wasLoaded) await fillCatalog(shop, server, onProgress);
    const sent = wasLoaded ? nothingSent : await sendAll(shop, server, onProgress);
    await settle(server, onProgress);
    if (!wasLoaded) await defineAll(server);
    const totals = await server.getTotals();
    const people = totals.known + totals.anonymous;
    return {
      wasLoaded,
      messages: sent.messages,
      requests: sent.requests,
      retries: server.retries(),
      events: totals.events,
      people,
      peopleKnown: totals.known,
      peopleAnonymous: totals.anonymous,
      // Every browser and every customer number began as somebody of their own; each merge made two of them one.
      merges: wasLoaded ? 0 : Math.max(0, sent.beginnings - people),
      seconds: (performance.now() - startedAt) / 1000,
    };
  } finally {
    broken.abort();
  }
}

const nothingSent = { messages: 0, requests: 0, beginnings: 0 };

/** Several requests are on their way at once, each with the next batch in order of time. */
async function sendAll(
  shop: SampleShop,
  server: ServerApi,
  onProgress: LoadOptions['onProgress'],
): Promise<typeof nothingSent> {
  const beginnings = new Set<string>();
  const sent = { messages: 0, requests: 0 };
  const batches = packBatches(shop.messages(), beginnings);
  const report = () =>
    onProgress?.({
      stage: 'sending',
      label: 'Loading the sample shop',
      done: sent.messages,
      total: shop.size,
    });
  async function sendInTurn(): Promise<void> {
    for (const { body, count } of batches) {
      await server.import(body);
      sent.messages += count;
      sent.requests += 1;
      report();
    }
  }
  report();
  await Promise.all(Array.from({ length: requestsInFlight }, sendInTurn));
  return { ...sent, beginnings: beginnings.size };
}

/**
 * What customers expressed, in order of time. Whoever publishes the notice sends it, and nobody again: a load that is broken
 * off here has told a part.
 */
async function sendChoices(shop: SampleShop, server: ServerApi): Promise<void> {
  const hashes: Record<string, string> = {};
  let isNew = false;
  for (const [name, notice] of Object.entries(notices)) {
    const published = await server.publishNotice(notice);
    hashes[name] = published.hash;
    isNew = published.isNew;
  }
  if (!isNew) return;
  const choices = listChoices(shop.messages(), hashes as NoticeHashes);
  async function sendInTurn(): Promise<void> {
    for (const choice of choices) await server.express(choice);
  }
  await Promise.all(Array.from({ length: requestsInFlight }, sendInTurn));
}

/** Products, stores, stock and offers. Events that name a product tell less of it than the shop itself does. */
async function fillCatalog(
  shop: SampleShop,
  server: ServerApi,
  onProgress: LoadOptions['onProgress'],
): Promise<void> {
  const all = shop.objects();
  const total = all.reduce((sum, { objects }) => sum + objects.length, 0);
  let done = 0;
  const report = () =>
    onProgress?.({ stage: 'catalog', label: 'Filling the catalog', unit: 'objects', done, total });
  report();
  for (const { type, objects } of all) {
    for (let from = 0; from < objects.length; from += objectsMax) {
      const some = objects.slice(from, from + objectsMax);
      await server.putObjects(type, some);
      done += some.length;
      report();
    }
  }
}

/** Says what the shop writes about, adds the views, sets what it wants to know, and waits until it is known of everybody. */
async function defineAll(server: ServerApi): Promise<void> {
  await server.define('brands', shopBrand);
  for (const topic of shopTopics) await server.define('topics', topic);
  await server.addViews();
  for (const name of traitsOfTheDay) await server.changeTrait(name, inShopZone);
  for (const trait of shopTraits) await server.define('traits', trait);
  for (const segment of shopSegments) await server.define('segments', segment);
  await server.settle();
}

/** Waits until everything is visible, and tells meanwhile how much of what was waiting at first is done. */
async function settle(server: ServerApi, onProgress: LoadOptions['onProgress']): Promise<void> {
  const settled = server.settle();
  // A failure is thrown by the last line; it must not count as unhandled before that.
  settled.catch(() => {});
  const total = await server.countWaiting();
  for (let waiting = total; waiting > 0; waiting = await server.countWaiting()) {
    onProgress?.({ stage: 'settling', label: 'Finding out who is who', done: total - waiting, total });
    await Promise.race([settled, sleep(1000)]);
  }
  await settled;
}

/** Request bodies of at most 400 kB and 2,500 messages. Notes in `beginnings` every id that could be a person. */
export function* packBatches(
  messages: Iterable<Message>,
  beginnings = new Set<string>(),
): Generator<{ body: string; count: number }> {
  let parts: string[] = [];
  let bytes = 0;
  const pack = () => ({ body: `{"batch":[${parts.join(',')}]}`, count: parts.length });
  for (const message of messages) {
    if (message.userId !== undefined) beginnings.add(`user ${message.userId}`);
    if (message.anonymousId !== undefined) beginnings.add(`anonymous ${message.anonymousId}`);
    const part = JSON.stringify(message);
    const size = Buffer.byteLength(part) + 1;
    if (parts.length > 0 && (bytes + size > batchBytesMax || parts.length >= batchMessagesMax)) {
      yield pack();
      parts = [];
      bytes = 0;
    }
    parts.push(part);
    bytes += size;
  }
  if (parts.length > 0) yield pack();
}
