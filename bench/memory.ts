// How much memory do all processes of Rapport hold after ten million events?
//
// Memory is the proportional set size (PSS): every page once, also those that processes share or that are of files.
import { scale, tell, toNumber } from './answer.ts';
import { type Load, openLoad } from './load.ts';
import { type Memory, memoryOf, waitUntilIdle } from './processes.ts';
import { heldBack, startRapport } from './rapport.ts';
import { eventsPerRequest } from './shop-traffic.ts';

const question = {
  asked: 'memory of all processes after 10 million events',
  unit: 'GiB',
  better: 'less',
  floor: 2,
  goal: 1.2,
} as const;

const gib = 2 ** 30;
const secondsMax = 7200;
const eventsWanted = Number(process.env.BENCH_MEMORY_EVENTS ?? 10_000_000) * scale;
const marks = [eventsWanted / 10, eventsWanted].map((events) => Math.round(events / eventsPerRequest));

await using rapport = await startRapport({ env: heldBack });
await using load = await openLoad({ url: rapport.url, connections: 8, send: 'batches', people: 100_000 });
await waitUntilIdle(rapport.pid);
const fresh = memoryOf(rapport.pid);

/** Sends up to so many requests in all; the most that the processes held meanwhile, and what they hold when idle. */
async function fill(requestsMax: number, sending: Load): Promise<{ peak: number; idle: Memory }> {
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, memoryOf(rapport.pid).pssBytes);
  };
  const timer = setInterval(look, 2000);
  await sending.run({ requestsMax, secondsMax }).finally(() => clearInterval(timer));
  look();
  await rapport.settle();
  await waitUntilIdle(rapport.pid);
  return { peak, idle: memoryOf(rapport.pid) };
}

const describe = (events: number, { peak, idle }: { peak: number; idle: Memory }): string =>
  `${toNumber(idle.pssBytes / gib)} GiB after ${toNumber(events)} events (${toNumber(idle.anonymousBytes / gib)} GiB not of files, peak while loading ${toNumber(peak / gib)} GiB)`;

let requests = 0;
const said: string[] = [];
let last = 0;
for (const mark of marks) {
  const filled = await fill(mark - requests, load);
  requests = mark;
  last = filled.idle.pssBytes;
  said.push(describe(requests * eventsPerRequest, filled));
  process.stdout.write(`${said.at(-1)}\n`);
}
await rapport.expectStored(requests * eventsPerRequest);

tell(question, {
  figure: last / gib,
  measured: said.join('; '),
  yardstick: `just started: ${toNumber(fresh.pssBytes / gib)} GiB`,
});
