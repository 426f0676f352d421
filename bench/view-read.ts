// How long does it take to read what the service desk sees of somebody, at 500 reads a second, while 2,000 events a second come in?
//
// Each person has a name, an order of one of many products, and what the traffic tells of them. A read is the view that ships: the
// person, orders joined with products, tickets, promotions, permissions.
import { setTimeout as sleep } from 'node:timers/promises';
import { sized, tell, toNumber } from './answer.ts';
import { fillCards } from './card-base.ts';
import { type LoadResult, openLoad, toTimes } from './load.ts';
import { cpuSeconds, waitUntilIdle } from './processes.ts';
import { heldBack, startRapport } from './rapport.ts';
import { eventsPerRequest } from './shop-traffic.ts';

const people = Math.ceil(sized(Number(process.env.BENCH_VIEW_PEOPLE ?? 1_000_000), 1000));
const products = sized(100_000, 1000);
const question = {
  asked: `view read p99 at 500/s while 2,000 events/s flow, ${toNumber(people)} people, ${toNumber(products)} products`,
  unit: 'ms',
  better: 'less',
  floor: 20,
  goal: 4,
} as const;

const readsPerSecond = 500;
const eventsPerSecond = 2000;
const seconds = sized(60, 4);
const endless = Number.POSITIVE_INFINITY;

await using rapport = await startRapport({ env: heldBack });
await fillCards(rapport, { people, products });
await waitUntilIdle(rapport.pid, 300);

await using load = await openLoad({ url: rapport.url, connections: 8, send: 'batches', people });
await using reader = await openLoad({ url: rapport.url, connections: 64, send: 'views', people });
await using profiles = await openLoad({ url: rapport.url, connections: 64, send: 'reads', people });

const read = (secondsMax: number): Promise<LoadResult> =>
  reader.run({ requestsMax: endless, secondsMax, perSecond: readsPerSecond });
await read(sized(3, 1));
const quiet = await read(sized(20, 2));

const leadSeconds = 2;
const flow = (secondsMax: number): Promise<LoadResult> =>
  load.run({ requestsMax: endless, secondsMax, perSecond: eventsPerSecond / eventsPerRequest });
const cpuBefore = cpuSeconds(rapport.pid);
const startedAt = performance.now();
const flowing = flow(leadSeconds + seconds);
await sleep(leadSeconds * 1000);
const busy = await read(seconds);
const flowed = await flowing;
const cores = ((cpuSeconds(rapport.pid) - cpuBefore) * 1000) / (performance.now() - startedAt);
await rapport.settle();
const flowingAgain = flow(leadSeconds + sized(20, 2));
await sleep(leadSeconds * 1000);
const plain = await profiles.run({
  requestsMax: endless,
  secondsMax: sized(20, 2),
  perSecond: readsPerSecond,
});
await flowingAgain;

tell(question, {
  figure: busy.latencyMs.p99,
  measured: `${toTimes(busy)}; ${toNumber(flowed.events / flowed.seconds)} events/s flowed; ${toNumber(cores)} cores busy; with no events: ${toTimes(quiet)}`,
  yardstick: `reads of the profile instead, under the same flow: ${toTimes(plain)}`,
});
