// How many identify and alias messages a second go the whole way, when every fifth of them merges two people?
//
// Only what is stored in the end counts, over the whole time until it is. At the end each
// visitor must be one person with its account: a merge that did not happen would be cheap.
import { sized, tell, toNumber } from './answer.ts';
import { mergesOf, newPeoplePerIdentities } from './identity-traffic.ts';
import { openLoad } from './load.ts';
import { cpuSeconds } from './processes.ts';
import { heldBack, startRapport } from './rapport.ts';
import { eventsPerRequest } from './shop-traffic.ts';

const question = {
  asked:
    'identify and alias messages, 20 % of which merge two people, through the whole pipeline, messages/s',
  unit: 'messages/s',
  better: 'more',
  floor: 6000,
  goal: 15_000,
} as const;

const messages = sized(Number(process.env.BENCH_IDENTITY_MESSAGES ?? 1_000_000), 4000);
const requests = Math.round(messages / eventsPerRequest);
const people = requests * newPeoplePerIdentities;

await using rapport = await startRapport({ env: heldBack });
await using load = await openLoad({ url: rapport.url, connections: 8, send: 'identities', people });

const parse = await load.measureParse();
const cpuBefore = cpuSeconds(rapport.pid);
const startedAt = performance.now();
const sent = await load.run({ requestsMax: requests, secondsMax: 7200 });
await rapport.settle();
const seconds = (performance.now() - startedAt) / 1000;
const cpu = cpuSeconds(rapport.pid) - cpuBefore;
await rapport.expectStored(sent.events);
await rapport.expectPeople(people);

tell(question, {
  figure: sent.events / seconds,
  measured: `${toNumber(sent.events)} messages in ${toNumber(seconds)} s, ${toNumber(mergesOf(requests))} merges; ${toNumber((cpu / sent.events) * 1e6)} µs of processor a message, ${toNumber(cpu / seconds)} cores busy`,
  yardstick: `JSON.parse ${toNumber(parse)} messages/s`,
});
