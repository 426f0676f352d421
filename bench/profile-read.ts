// How long does reading a profile take, at 500 reads a second, while 5,000 events a second come in?
//
// Reads are due by the clock. Each is timed from when it was due, so a server that stands still shows in all the reads
// that it kept waiting. A read is the person as the API gives it by default: identifiers, attributes, permissions.
import { setTimeout as sleep } from 'node:timers/promises';
import { sized, tell, toNumber } from './answer.ts';
import { type LoadResult, openLoad, toTimes } from './load.ts';
import { cpuSeconds, waitUntilIdle } from './processes.ts';
import { startRapport } from './rapport.ts';
import { eventsPerRequest, requestsFor } from './shop-traffic.ts';

const question = {
  asked: 'profile read p99 at 500 reads/s while 5,000 events/s flow, 100,000 people',
  unit: 'ms',
  better: 'less',
  floor: 15,
  goal: 3,
} as const;

const people = sized(100_000, 1000);
const readsPerSecond = 500;
const eventsPerSecond = 5000;
const seconds = sized(60, 4);
const endless = Number.POSITIVE_INFINITY;

await using rapport = await startRapport();
await using load = await openLoad({ url: rapport.url, connections: 8, send: 'batches', people });
await using reader = await openLoad({ url: rapport.url, connections: 64, send: 'reads', people });

let stored = (await load.run({ requestsMax: requestsFor(people), secondsMax: 900 })).events;
await rapport.settle();
await waitUntilIdle(rapport.pid);

const read = (secondsMax: number): Promise<LoadResult> =>
  reader.run({ requestsMax: endless, secondsMax, perSecond: readsPerSecond });
await read(sized(3, 1));
const quiet = await read(sized(20, 2));

const leadSeconds = 2;
const cpuBefore = cpuSeconds(rapport.pid);
const startedAt = performance.now();
const flowing = load.run({
  requestsMax: endless,
  secondsMax: leadSeconds + seconds,
  perSecond: eventsPerSecond / eventsPerRequest,
});
await sleep(leadSeconds * 1000);
const busy = await read(seconds);
const flowed = await flowing;
stored += flowed.events;
const cores = ((cpuSeconds(rapport.pid) - cpuBefore) * 1000) / (performance.now() - startedAt);
await rapport.expectStored(stored);

tell(question, {
  figure: busy.latencyMs.p99,
  measured: `${toTimes(busy)}; sender late by ${toNumber(busy.lateMsP99)} ms (p99, included); ${toNumber(flowed.events / flowed.seconds)} events/s flowed; ${toNumber(cores)} cores busy`,
  yardstick: `the same reads with no events: ${toTimes(quiet)}; sender late by ${toNumber(quiet.lateMsP99)} ms`,
});
