// The messages that are not sent yet, each under a name of its own, so that two tabs that write at once lose nothing.
//
// Whoever sends a message claims it for a while first, and a claim of a page that is gone runs out by itself. So what a tab
// left behind is sent by the next one, and what one sends no other sends at the same time. A value reads
// `<first claim> <last claim> <page> <message>`, the claims as times, 0 where there was none.
import type { Store } from './store.ts';

export type Entry = { name: string; first: number; json: string };
export type Queue = ReturnType<typeof openQueue>;

/** In characters; localStorage holds about five million for a whole site. The oldest go first. */
const lengthMax = 500_000;
/** In bytes: what a page may still send when it is closed is 64 KB, with what stands around the messages. */
const batchBytesMax = 60_000;
const messageBytesMax = 32_000;
/** Longer than a request may take. */
const claimMs = 12_000;
/** The server knows messages again for a week: what may have arrived before that must not be sent again. */
const claimedMsMax = 6 * 86_400_000;
const start = 'm.';

export function openQueue(store: Store) {
  const page = Math.random().toString(36).slice(2);
  let count = 0;
  /** Of the queue, as far as this page knows; it looks when it seems to be too much, and at first. */
  let length = Number.POSITIVE_INFINITY;

  function read(name: string) {
    const [, first, last, by, json] = /^(\d+) (\d+) (\S+) (.*)$/s.exec(store.get(name) ?? '') ?? [];
    return json === undefined ? undefined : { name, first: Number(first), last: Number(last), by, json };
  }
  const write = ({ name, first, json }: Entry, last: number) =>
    store.set(name, `${first} ${last} ${page} ${json}`);
  /** How long a claim still holds. */
  const restMs = (last: number, now: number) => Math.max(0, claimMs - Math.abs(now - last));

  /** Whether it is still there, and nobody else has claimed it. */
  const isMine = ({ name }: Entry): boolean => read(name)?.by === page;

  return {
    isMine,
    /** What is larger than the server takes is dropped here, where somebody can see it. */
    add(message: object): void {
      const json = JSON.stringify(message);
      if (bytesOf(json) > messageBytesMax) {
        console.warn('Rapport: larger than 32 KB');
        return;
      }
      count += 1;
      const entry = { name: `${start}${Date.now()}.${1e6 + count}.${page}`, first: 0, json };
      write(entry, 0);
      length += json.length;
      if (length > lengthMax) length = dropOldest(store);
    },
    /** Claims the oldest, as many as fit into one request. */
    take(): Entry[] {
      const now = Date.now();
      const taken: Entry[] = [];
      let bytes = 0;
      for (const name of store.list(start)) {
        const entry = read(name);
        if (entry === undefined || (entry.first > 0 && now - entry.first > claimedMsMax)) {
          store.remove(name);
          continue;
        }
        if (restMs(entry.last, now) > 0) continue;
        bytes += bytesOf(entry.json) + 1;
        if (bytes > batchBytesMax) break;
        entry.first ||= now;
        write(entry, now);
        taken.push(entry);
      }
      return taken;
    },
    /** They did not arrive. What was cleared meanwhile stays away. */
    giveBack(entries: readonly Entry[]): void {
      for (const entry of entries) if (isMine(entry)) write(entry, 0);
    },
    remove(entries: readonly Entry[]): void {
      for (const { name } of entries) store.remove(name);
    },
    clear(): void {
      for (const name of store.list(start)) store.remove(name);
    },
    /** Milliseconds until one can be claimed; undefined where there is none. */
    dueInMs(): number | undefined {
      const now = Date.now();
      const waits = store.list(start).map((name) => restMs(read(name)?.last ?? 0, now));
      return waits.length === 0 ? undefined : Math.min(...waits);
    },
  };
}

/** Keeps from the newest backwards what fits. Answers how long what is left is. */
function dropOldest(store: Store): number {
  let length = 0;
  for (const name of store.list(start).reverse()) {
    const own = store.get(name)?.length ?? 0;
    if (length + own > lengthMax) store.remove(name);
    else length += own;
  }
  return length;
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;
