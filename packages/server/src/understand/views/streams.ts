// Open views: who looks at whom, and when they have to be told again.
//
// A view that lies open beside a ticket must show what is true now, and above all must stop showing what may no longer be shown.
// Ten thousand of them may be open while nothing happens, so an open view costs nothing until something it shows can have
// changed: news name people (their attributes, permissions, traits, and for views that show them their events) and objects of the
// catalog, and only those who look at them are answered anew. The answer is sent when it differs from the last one, by its tag; nothing else of it is kept.
//
// What changes by time alone has no news. The end of a consent is known beforehand, and its moment is waited for. What else
// depends on time (a promotion that ends, a ranking) is looked at again in turns, so many a second, however many are open.

import { AppError } from '@rapport/protocol';
import type { Answered } from './answer.ts';
import { toETag } from './answer.ts';
import type { ViewAnswer } from './model.ts';

export type Stream = {
  workspaceId: number;
  /** Finds the answer of now. Throws when whoever looks may not go on, or nobody is there any more. */
  find(): Promise<Answered>;
  /** The first answer was found. */
  start(): void;
  /** Whether the reader has taken the answer before. If not, `refresh` is called once they have. */
  isFree(): boolean;
  /** Whether it was taken. */
  send(answer: ViewAnswer, tag: string): boolean;
  /** Without `start` before it: there was no first answer. */
  end(error: unknown): void;
};

export type Followed = { refresh(): void; close(): void };

export type Streams = {
  /** Sends the answer as soon as it is found, unless it is the one that `tag` names. */
  open(stream: Stream, tag?: string): Followed;
  /** Something about these people may be different now. */
  peopleChanged(workspaceId: number, profileIds: Iterable<number>): void;
  /** Events of these people came. What else they changed is told beside it. */
  eventsCame(workspaceId: number, profileIds: Iterable<number>): void;
  /** And about these objects, named `type:id`. */
  objectsChanged(workspaceId: number, objects: Iterable<string>): void;
  /** Purposes, labels, definitions or views were changed. */
  everythingChanged(): void;
  count(): number;
  close(): void;
};

type Open = Stream & {
  keys: readonly string[];
  tag: string | undefined;
  isStarted: boolean;
  /** `waiting` in line, `again`: something changed while it was answered. */
  state: 'idle' | 'waiting' | 'busy' | 'again' | 'ended';
  /** When time alone changes what is permitted. */
  changesAtMs: number;
};

/** Nobody waits longer for their turn because of one whose answer takes long. */
const answerMsMax = 10_000;
/** Answers that are found side by side: enough to be quick, few enough to leave the database to others. */
const atOnceMax = 8;
const turnMs = 1000;
/** So many a second are looked at for what time changes. */
const perTurn = 10;

export function openStreams(nowMs: () => number, findMsMax = answerMsMax): Streams {
  const all = new Set<Open>();
  const watched = openWatched();
  const line = openLine(answer);
  /** What was told of, for each answer that is being found, since it was begun. */
  const hearing = new Set<Set<string>>();

  function refresh(stream: Open): void {
    // Whoever has not read the last answer gets the one of then.
    if (stream.isStarted && !stream.isFree()) return;
    if (stream.state === 'busy') stream.state = 'again';
    if (stream.state !== 'idle') return;
    stream.state = 'waiting';
    line.push(stream);
  }

  async function answer(stream: Open): Promise<void> {
    stream.state = 'busy';
    const heard = new Set<string>();
    hearing.add(heard);
    try {
      const found = await inTime(stream.find(), findMsMax);
      if (isEnded(stream)) return;
      const keys = listKeys(stream, found);
      watched.follow(stream, keys);
      stream.changesAtMs = found.changesAtMs;
      show(stream, found.answer);
      // What it shows was not followed yet when it was told of.
      if (keys.some((key) => heard.has(key))) stream.state = 'again';
    } catch (error) {
      if (isEnded(stream)) return;
      end(stream);
      stream.end(error);
      return;
    } finally {
      hearing.delete(heard);
    }
    const isStale = (stream.state as Open['state']) === 'again';
    stream.state = 'idle';
    if (isStale) refresh(stream);
  }

  function show(stream: Open, answer: ViewAnswer): void {
    if (!stream.isStarted) stream.start();
    stream.isStarted = true;
    const tag = toETag(answer);
    if (tag !== stream.tag && stream.send(answer, tag)) stream.tag = tag;
  }

  const isEnded = ({ state }: Open): boolean => state === 'ended';

  function end(stream: Open): void {
    stream.state = 'ended';
    all.delete(stream);
    watched.follow(stream, []);
  }

  const changed = (keys: Iterable<string>): void => {
    for (const key of keys) {
      for (const heard of hearing) heard.add(key);
      watched.of(key).forEach(refresh);
    }
  };

  const turns = openTurns(all);
  function takeTurn(): void {
    const now = nowMs();
    for (const stream of all) if (stream.changesAtMs <= now) refresh(stream);
    turns.next(perTurn).forEach(refresh);
  }
  const timer = setInterval(takeTurn, turnMs);
  timer.unref();

  return {
    open(stream, tag) {
      const open: Open = { ...stream, tag, keys: [], state: 'idle', isStarted: false, changesAtMs: Infinity };
      all.add(open);
      refresh(open);
      return { refresh: () => refresh(open), close: () => end(open) };
    },
    peopleChanged(workspaceId, profileIds) {
      if (all.size > 0) changed(Array.from(profileIds, (id) => keyOfPerson(workspaceId, id)));
    },
    eventsCame(workspaceId, profileIds) {
      if (all.size > 0) changed(Array.from(profileIds, (id) => keyOfEvents(workspaceId, id)));
    },
    objectsChanged(workspaceId, objects) {
      if (all.size > 0) changed(Array.from(objects, (one) => keyOfObject(workspaceId, one)));
    },
    everythingChanged: () => all.forEach(refresh),
    count: () => all.size,
    close: () => clearInterval(timer),
  };
}

/** What comes later is nobody's any more. */
async function inTime<Result>(result: Promise<Result>, msMax: number): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new AppError('view_timed_out')), msMax);
  try {
    return await Promise.race([result, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** One after the other, and again from the beginning. */
function openTurns(all: ReadonlySet<Open>) {
  let turns: Iterator<Open> = all.values();
  return {
    next(count: number): Open[] {
      const taken: Open[] = [];
      for (let i = 0; i < Math.min(count, all.size); i += 1) {
        const next = turns.next();
        if (next.done === true) turns = all.values();
        else taken.push(next.value);
      }
      return taken;
    },
  };
}

/** Those who wait to be answered, so many at once. */
function openLine(answer: (stream: Open) => Promise<void>) {
  const waiting: Open[] = [];
  let running = 0;

  function pump(): void {
    while (running < atOnceMax) {
      const next = waiting.shift();
      if (next === undefined) return;
      if (next.state === 'ended') continue;
      running += 1;
      void answer(next).finally(() => {
        running -= 1;
        pump();
      });
    }
  }
  return {
    push(stream: Open): void {
      waiting.push(stream);
      pump();
    },
  };
}

/** Who watches what, by the keys of people and objects. */
function openWatched() {
  const byKey = new Map<string, Set<Open>>();
  return {
    of: (key: string): Open[] => [...(byKey.get(key) ?? [])],
    follow(stream: Open, keys: readonly string[]): void {
      for (const key of stream.keys) {
        const own = byKey.get(key);
        own?.delete(stream);
        if (own?.size === 0) byKey.delete(key);
      }
      for (const key of keys) {
        const own = byKey.get(key) ?? new Set();
        byKey.set(key, own.add(stream));
      }
      stream.keys = keys;
    },
  };
}

/** The person may be another one than before, after a merge. */
const listKeys = ({ workspaceId }: Open, { profileId, followsEvents, objects }: Answered): string[] => [
  ...(profileId === null ? [] : [keyOfPerson(workspaceId, profileId)]),
  ...(profileId === null || !followsEvents ? [] : [keyOfEvents(workspaceId, profileId)]),
  ...Array.from(objects, (one) => keyOfObject(workspaceId, one)),
];

const keyOfPerson = (workspaceId: number, id: number): string => `${workspaceId}|${id}`;
const keyOfEvents = (workspaceId: number, id: number): string => `${workspaceId}|${id}|events`;
const keyOfObject = (workspaceId: number, object: string): string => `${workspaceId}|${object}`;
