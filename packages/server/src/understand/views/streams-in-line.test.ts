// Open views by themselves: nothing that happens while an answer is found is missed, and nobody is held up by another.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep, setImmediate as soon } from 'node:timers/promises';
import { isAppError } from '@rapport/protocol';
import type { Answered } from './answer.ts';
import type { ViewAnswer } from './model.ts';
import { openStreams, type Stream } from './streams.ts';

const streams = openStreams(() => 0);
after(() => streams.close());

const answerOf = (title: string, profileId: number, followsEvents = false): Answered => ({
  answer: {
    ...{ view: 'desk', version: 1, title, purpose: 'service', subject: null, decision: null },
    ...{ fields: {}, denied: [], masked: [] },
  },
  ...{ profileId, followsEvents, objects: new Set(), changesAtMs: Number.POSITIVE_INFINITY },
});

type Reader = { stream: Stream; shown: string[]; ended: unknown[]; isFree: boolean };

function aReader(find: () => Promise<Answered>): Reader {
  const reader: Reader = {
    ...{ shown: [], ended: [], isFree: true },
    stream: {
      ...{ workspaceId: 1, find, start: () => {} },
      isFree: () => reader.isFree,
      send({ title }: ViewAnswer) {
        if (reader.isFree) reader.shown.push(title);
        return reader.isFree;
      },
      end: (error) => void reader.ended.push(error),
    },
  };
  return reader;
}

async function until(is: () => boolean): Promise<void> {
  for (let i = 0; i < 1000 && !is(); i += 1) await soon();
  assert.ok(is());
}

test('what is told of a person while the first answer is found is not missed', async () => {
  const reading = Promise.withResolvers<void>();
  let now = 'before';
  const reader = aReader(async () => {
    const read = now;
    await reading.promise;
    return answerOf(read, 7);
  });
  const { close } = streams.open(reader.stream);
  now = 'after';
  streams.peopleChanged(1, [7]);
  reading.resolve();
  await until(() => reader.shown.includes('after'));
  assert.deepEqual(reader.shown, ['before', 'after']);
  close();
});

test('whoever a person was merged into is followed from the moment that it was read', async () => {
  let person = 1;
  let now = 'alone';
  let reading = Promise.resolve();
  const reader = aReader(async () => {
    const [read, id] = [now, person];
    await reading;
    return answerOf(read, id);
  });
  const { close } = streams.open(reader.stream);
  await until(() => reader.shown.length === 1);
  const merged = Promise.withResolvers<void>();
  reading = merged.promise;
  [person, now] = [2, 'merged'];
  streams.peopleChanged(1, [1]);
  await soon();
  now = 'merged, withdrawn';
  streams.peopleChanged(1, [2]);
  merged.resolve();
  await until(() => reader.shown.at(-1) === 'merged, withdrawn');
  close();
});

test('events of a person are followed where they show, and cost the others no answer', async () => {
  const found = { desk: 0, timeline: 0 };
  const readers = (['desk', 'timeline'] as const).map((view) =>
    aReader(async () => {
      found[view] += 1;
      return answerOf(`${view} ${found[view]}`, 5, view === 'timeline');
    }),
  );
  const followed = readers.map(({ stream }) => streams.open(stream));
  await until(() => readers.every(({ shown }) => shown.length === 1));
  streams.eventsCame(1, [4, 5]);
  await until(() => readers[1]?.shown.length === 2);
  assert.deepEqual(found, { desk: 1, timeline: 2 });
  streams.peopleChanged(1, [5]);
  await until(() => readers.every(({ shown }) => shown.at(-1)?.endsWith(String(shown.length)) === true));
  assert.deepEqual(found, { desk: 2, timeline: 3 });
  for (const { close } of followed) close();
});

test('whoever has not read the last answer is not answered, and gets the one of then', async () => {
  let [found, now] = [0, 'first'];
  const reader = aReader(async () => {
    found += 1;
    return answerOf(now, 9);
  });
  const { refresh, close } = streams.open(reader.stream);
  await until(() => reader.shown.length === 1);
  reader.isFree = false;
  for (let i = 0; i < 20; i += 1) {
    now = `change ${i}`;
    streams.peopleChanged(1, [9]);
    await soon();
  }
  assert.equal(found, 1);
  reader.isFree = true;
  refresh();
  await until(() => reader.shown.length === 2);
  assert.deepEqual([reader.shown, found], [['first', 'change 19'], 2]);
  close();
});

test('whose first answer cannot be found never starts', async () => {
  const reader = aReader(() => Promise.reject(new Error('gone')));
  let started = false;
  reader.stream.start = () => {
    started = true;
  };
  streams.open(reader.stream);
  await until(() => reader.ended.length === 1);
  assert.ok(!started && streams.count() === 0);
});

test('an answer that takes too long ends its stream, and holds nobody else up', async () => {
  const quick = openStreams(() => 0, 50);
  const stuck = Array.from({ length: 20 }, () => aReader(() => new Promise(() => {})));
  for (const { stream } of stuck) quick.open(stream);
  const other = aReader(async () => answerOf('here', 3));
  const { close } = quick.open(other.stream);
  const end = performance.now() + 5000;
  while (quick.count() > 1 && performance.now() < end) await sleep(5);
  assert.deepEqual(other.shown, ['here']);
  for (const { ended } of stuck)
    assert.ok(isAppError(ended[0]) && ended[0].code === 'view_timed_out' && ended.length === 1);
  assert.equal(quick.count(), 1);
  close();
  quick.close();
});
