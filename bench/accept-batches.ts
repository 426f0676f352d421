// How many events a second does Rapport accept durably, 100 per request, against JSON.parse of the same bytes?
//
// The pipeline works on what comes in meanwhile, on the same two cores, as it does in life.
import { median, sized, tell, toNumber } from './answer.ts';
import { openLoad } from './load.ts';
import { startRapport } from './rapport.ts';
import { eventsPerRequest } from './shop-traffic.ts';

const question = {
  asked: 'durable accepted events/s (100 per request, 600 B) ÷ `JSON.parse` of the same bytes on one core',
  unit: '×',
  better: 'more',
  floor: 0.25,
  goal: 0.5,
} as const;

const rounds = 3;
const requestsPerRound = sized(3000, 20);

await using rapport = await startRapport();
await using load = await openLoad({ url: rapport.url, connections: 16, send: 'batches', people: 100_000 });

const warm = await load.run({ requestsMax: sized(500, 20), secondsMax: 60 });
await rapport.settle();
const ratios: number[] = [];
const accepted: number[] = [];
const parsed: number[] = [];
const acknowledgedMs: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  // The yardstick while Rapport rests, then Rapport.
  const parse = await load.measureParse();
  const { events, seconds, latencyMs } = await load.run({ requestsMax: requestsPerRound, secondsMax: 60 });
  parsed.push(parse);
  accepted.push(events / seconds);
  ratios.push(events / seconds / parse);
  acknowledgedMs.push(latencyMs.p99);
  await rapport.settle();
}
await rapport.expectStored(warm.events + rounds * requestsPerRound * eventsPerRequest);

tell(question, {
  figure: median(ratios),
  measured: `${toNumber(median(accepted))} events/s, acknowledged within ${toNumber(median(acknowledgedMs))} ms (p99, 16 connections)`,
  yardstick: `JSON.parse ${toNumber(median(parsed))} events/s`,
});
