// What do ten thousand open cards cost while nothing happens, and how soon does one show what was collected?
//
// Every stream is a connection that stays open. Memory is the proportional set size of all processes, before and after they were
// opened; CPU is that of all processes while nobody sends anything. Then events are posted about people whose card is
// open, one after the other, and each is timed until its card was sent the new answer.
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile, sized, tell, toNumber } from './answer.ts';
import { deskPath, fillCards } from './card-base.ts';
import { openConnection, toRequest } from './http-connection.ts';
import { apiHeaders, collectHeaders } from './keys.ts';
import { openLoad } from './load.ts';
import { cpuSeconds, memoryOf, waitUntilIdle } from './processes.ts';
import { startRapport } from './rapport.ts';
import { toUserId } from './shop-traffic.ts';

const streams = sized(10_000, 50);
const people = sized(20_000, 100);
const samples = sized(300, 10);

const soon = {
  asked: 'event posted → SSE update of an open card, p99',
  unit: 'ms',
  better: 'less',
  floor: 400,
  goal: 100,
} as const;
const alone = {
  ...soon,
  asked: 'the same on a server that is idle otherwise',
  floor: 200,
  goal: 100,
} as const;
const memory = {
  asked: `${toNumber(streams)} open streams: memory`,
  unit: 'GiB',
  better: 'less',
  floor: 0.466,
  goal: 0.186,
} as const;
const rest = {
  asked: `${toNumber(streams)} open streams: CPU at rest, of one core`,
  unit: '×',
  better: 'less',
  floor: 0.05,
  goal: 0.01,
} as const;

// All are opened with one key.
const most = String(streams + 100);
await using rapport = await startRapport({
  env: { RAPPORT_VIEW_STREAMS_MAX: most, RAPPORT_CARD_STREAMS_MAX: most },
});
await fillCards(rapport, { people, products: sized(10_000, 100) });
await waitUntilIdle(rapport.pid, 120);
const before = memoryOf(rapport.pid).pssBytes;
const idleBefore = await cpuAtRest();

type Card = { socket: Socket; waiting: { value: number; seen(): void } | undefined };

/** Opens the stream and reads on; `waiting` is told when the value came. */
async function openCard(person: number): Promise<Card> {
  const url = new URL(rapport.url);
  const socket = connect({ host: url.hostname, port: Number(url.port) });
  const card: Card = { socket, waiting: undefined };
  const opened = Promise.withResolvers<void>();
  let rest = '';
  socket.on('data', (chunk: Buffer) => {
    const text = rest + chunk.toString('latin1');
    if (text.includes('event: view')) opened.resolve();
    const { waiting } = card;
    if (waiting !== undefined && text.includes(`"value":"City ${waiting.value}"`)) waiting.seen();
    rest = waiting === undefined ? '' : text.slice(-200);
  });
  socket.on('error', opened.reject);
  socket.write(toRequest('GET', `${deskPath(person)}/stream`, apiHeaders));
  await opened.promise;
  return card;
}

async function cpuAtRest(): Promise<number> {
  const seconds = sized(60, 3);
  const spent = cpuSeconds(rapport.pid);
  await sleep(seconds * 1000);
  return (cpuSeconds(rapport.pid) - spent) / seconds;
}

const cards: Card[] = [];
for (let first = 0; first < streams; first += 50)
  cards.push(
    ...(await Promise.all(
      Array.from({ length: Math.min(50, streams - first) }, (_, i) => openCard(first + i)),
    )),
  );
await waitUntilIdle(rapport.pid, 60).catch(() => {});
const held = memoryOf(rapport.pid).pssBytes - before;
const cpu = await cpuAtRest();

const collecting = await openConnection(rapport.url);
async function timeUpdates(first: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < samples; i += 1) {
    const person = (i * 37) % streams;
    const value = first + i;
    const seen = Promise.withResolvers<void>();
    (cards[person] as Card).waiting = { value, seen: seen.resolve };
    const message = {
      userId: toUserId(person),
      messageId: `card-${value}`,
      traits: { address: { city: `City ${value}` } },
    };
    const startedAt = performance.now();
    await collecting.send(toRequest('POST', '/v1/identify', collectHeaders, JSON.stringify(message)));
    await Promise.race([
      seen.promise,
      sleep(20_000).then(() => Promise.reject(new Error(`Card ${person} was not told`))),
    ]);
    times.push(performance.now() - startedAt);
    (cards[person] as Card).waiting = undefined;
    await sleep(30 + ((i * 13) % 50));
  }
  return times;
}

const quiet = await timeUpdates(0);
await using load = await openLoad({ url: rapport.url, connections: 4, send: 'batches', people });
const flowing = load.run({ requestsMax: Number.POSITIVE_INFINITY, secondsMax: sized(60, 5), perSecond: 10 });
const busy = await timeUpdates(samples);
await flowing;
for (const { socket } of cards) socket.destroy();
collecting.close();

const describe = (times: number[]): string =>
  `p50 ${toNumber(percentile(times, 0.5))}, longest ${toNumber(percentile(times, 1))} ms of ${times.length}`;
tell(soon, {
  figure: percentile(busy, 0.99),
  measured: `${describe(busy)}, while 1,000 events/s flow and ${toNumber(streams)} cards are open`,
  yardstick: '',
});
tell(alone, { figure: percentile(quiet, 0.99), measured: describe(quiet), yardstick: '' });
tell(memory, {
  figure: held / 2 ** 30,
  measured: `${toNumber(held / streams / 1024)} KiB each`,
  yardstick: `${toNumber(before / 2 ** 30)} GiB before`,
});
tell(rest, {
  figure: cpu - idleBefore,
  measured: `${toNumber(cpu * 100)} % with them`,
  yardstick: `${toNumber(idleBefore * 100)} % without them`,
});
