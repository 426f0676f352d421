// Event streams over real connections: how they end, and that whoever reads slowly costs nothing.
import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@rapport/protocol';
import Fastify, { type FastifyInstance } from 'fastify';
import { type EventStream, openEventStreams } from './index.ts';

const everyMs = 50;
const apps: FastifyInstance[] = [];
after(() => Promise.all(apps.map((app) => app.close())));

type Turn = { asked: string[] };
type Served = {
  port: number;
  turns: Turn[];
  streams: Map<string, EventStream>;
  closed: string[];
  freed: string[];
};

/** Streams by name; `permit` is asked for each with its own. */
async function serve(permit: (name: string) => Promise<unknown>): Promise<Served> {
  const app = Fastify();
  apps.push(app);
  const served: Served = { port: 0, turns: [], streams: new Map(), closed: [], freed: [] };
  const eventStreams = openEventStreams<Turn>(app, {
    everyMs,
    openTurn() {
      const turn = { asked: [] };
      served.turns.push(turn);
      return turn;
    },
  });
  app.get<{ Params: { name: string } }>('/:name', (request, reply) => {
    const { name } = request.params;
    const stream = eventStreams.open(reply, {
      permitAgain(turn) {
        turn.asked.push(name);
        return permit(name);
      },
      onClose: () => served.closed.push(name),
      onFree: () => served.freed.push(name),
    });
    served.streams.set(name, stream);
    return reply;
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  served.port = (app.server.address() as { port: number }).port;
  return served;
}

async function open(served: Served, name: string): Promise<{ socket: Socket; text: () => string }> {
  const socket = connect({ host: '127.0.0.1', port: served.port });
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  socket.on('error', () => {});
  socket.write(`GET /${name} HTTP/1.1\r\nhost: test\r\n\r\n`);
  await until(() => text.includes(': watching'));
  return { socket, text: () => text };
}

async function until(is: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!is() && performance.now() < end) await sleep(2);
  assert.ok(is());
}

test('each is asked about as itself, and ends with the reason as its last event', async () => {
  let revoked = '';
  const served = await serve(async (name) => {
    if (name === revoked) throw new AppError('forbidden', 'Not any more.');
  });
  const [anna, bob] = [await open(served, 'anna'), await open(served, 'bob')];
  await until(() => anna.text().includes(': ping') && bob.text().includes(': ping'));
  served.streams.get('anna')?.send({ event: 'view', id: '1', data: { town: 'Łódź' } });
  await until(() => anna.text().includes('event: view\nid: 1\ndata: {"town":"Łódź"}\n\n'));
  revoked = 'anna';
  await until(() => served.closed.includes('anna') && anna.text().endsWith('0\r\n\r\n'));
  assert.match(
    anna.text(),
    /event: end\ndata: \{"code":"forbidden","message":"Not any more\."\}\n\n\r\n0\r\n\r\n$/,
  );
  assert.equal(
    served.streams.get('anna')?.send({ data: 'late' }),
    false,
    'nothing comes after the last event',
  );
  const pings = () => bob.text().split(': ping').length;
  const before = pings();
  await until(() => pings() > before + 2);
  assert.ok(!bob.text().includes('event: end'));
  bob.socket.destroy();
  await until(() => served.closed.includes('bob'));
});

test('those who are asked about at once share a turn, and nobody waits longer than the time between pings', async () => {
  const served = await serve(async () => {});
  const names = Array.from({ length: 20 }, (_, i) => `reader-${i}`);
  const readers = await Promise.all(names.map((name) => open(served, name)));
  const turnsOf = (name: string) => served.turns.flatMap(({ asked }, i) => (asked.includes(name) ? [i] : []));
  await until(() => names.every((name) => turnsOf(name).length > 2));
  const askedOften = served.turns.find(({ asked }) => new Set(asked).size < asked.length);
  assert.equal(askedOften, undefined, 'nobody twice in one turn');
  for (const name of names) {
    const at = turnsOf(name);
    assert.ok(
      at.every((turn, i) => i === 0 || turn - (at[i - 1] as number) <= 10),
      `${name} in turns ${at.join()}`,
    );
  }
  for (const { socket } of readers) socket.destroy();
});

test('what cannot be asked about ends', async () => {
  const served = await serve(() => new Promise(() => {}));
  const { text } = await open(served, 'anna');
  await until(() => text().endsWith('0\r\n\r\n'));
  assert.match(text(), /event: end\ndata: \{"code":"storage_unavailable"/);
  assert.equal(text().split(': ping').length, 2, 'one question, and no second one');
});

test('for whoever does not read one event waits at most; they are told of the next once they have read', async () => {
  const served = await serve(async () => {});
  const { socket, text } = await open(served, 'slow');
  const stream = served.streams.get('slow') as EventStream;
  socket.pause();
  const large = { text: 'x'.repeat(2_000_000) };
  let taken = 0;
  // What the operating system holds for both ends is finite.
  while (stream.send({ data: { ...large, taken } })) {
    taken += 1;
    assert.ok(taken < 50);
    await sleep(5);
  }
  for (let i = 0; i < 100; i += 1) assert.equal(stream.send({ data: large }), false);
  assert.ok(!stream.isFree());
  assert.deepEqual(served.freed, []);
  socket.resume();
  await until(() => served.freed.length === 1);
  assert.ok(stream.isFree() && stream.send({ data: 'the newest' }));
  await until(() => text().includes('"the newest"'));
  assert.equal(text().match(/data: \{/g)?.length, taken, 'what was not taken is not sent later');
  socket.destroy();
});

test('whoever takes nothing for three pings is let go', async () => {
  const served = await serve(async () => {});
  const { socket } = await open(served, 'gone');
  const stream = served.streams.get('gone') as EventStream;
  socket.pause();
  while (stream.send({ data: 'x'.repeat(2_000_000) })) await sleep(2);
  await until(() => served.closed.includes('gone'));
  assert.equal(stream.send({ data: 'late' }), false);
});
