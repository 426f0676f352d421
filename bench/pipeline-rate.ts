// How many events a second go the whole way, from the request to profile and event store, for a minute on two cores?
//
// Only what is stored in the end counts, over the whole time until it is: a backlog that is left to be worked off
// afterwards costs what it costs.
import { sized, tell, toNumber } from './answer.ts';
import { openLoad } from './load.ts';
import { cpuSeconds } from './processes.ts';
import { heldBack, startRapport } from './rapport.ts';

const question = {
  asked: 'whole pipeline (accepted → profile and event store), events/s sustained for 60 s on two cores',
  unit: 'events/s',
  better: 'more',
  floor: 10_000,
  goal: 40_000,
} as const;

await using rapport = await startRapport({ env: heldBack });
await using load = await openLoad({ url: rapport.url, connections: 8, send: 'batches', people: 100_000 });

const parse = await load.measureParse();
const warm = await load.run({ requestsMax: sized(200, 20), secondsMax: 30 });
await rapport.settle();

const cpuBefore = cpuSeconds(rapport.pid);
const startedAt = performance.now();
const sent = await load.run({ requestsMax: Number.POSITIVE_INFINITY, secondsMax: sized(60, 3) });
await rapport.settle();
const seconds = (performance.now() - startedAt) / 1000;
const cpu = cpuSeconds(rapport.pid) - cpuBefore;
await rapport.expectStored(warm.events + sent.events);

tell(question, {
  figure: sent.events / seconds,
  measured: `${toNumber(sent.events)} events in ${toNumber(seconds)} s, of which ${toNumber(seconds - sent.seconds)} s to settle; ${toNumber(cpu / seconds)} cores busy; ${sent.refused} answers 429`,
  yardstick: `JSON.parse ${toNumber(parse)} events/s`,
});
