// What does an event cost in processor time, all processes together, against the work that nobody can avoid?
//
// Unavoidable: parsing the JSON, one COPY of the rows into PostgreSQL, one insert of the rows into the event store.
// Both sides are counted until their processes are idle again, so merges and vacuum are in.
import { sized, tell, toNumber } from './answer.ts';
import { openLoad } from './load.ts';
import { cpuSeconds, waitUntilIdle } from './processes.ts';
import { heldBack, startRapport } from './rapport.ts';
import { eventsPerRequest } from './shop-traffic.ts';
import { measureStores } from './stores.ts';

const question = {
  asked: 'whole pipeline CPU ÷ (JSON.parse + COPY + chDB insert of the same rows)',
  unit: '×',
  better: 'less',
  floor: 4,
  goal: 1.5,
} as const;

const people = 100_000;
const warmRequests = sized(200, 20);
const requests = sized(5000, 40);

async function measureRapport(): Promise<number> {
  await using rapport = await startRapport({ env: heldBack });
  await using load = await openLoad({ url: rapport.url, connections: 8, send: 'batches', people });
  await load.run({ requestsMax: warmRequests, secondsMax: 60 });
  await rapport.settle();
  await waitUntilIdle(rapport.pid);
  const before = cpuSeconds(rapport.pid);
  await load.run({ requestsMax: requests, secondsMax: 600 });
  await rapport.settle();
  await waitUntilIdle(rapport.pid);
  const used = cpuSeconds(rapport.pid) - before;
  await rapport.expectStored((warmRequests + requests) * eventsPerRequest);
  return (used / (requests * eventsPerRequest)) * 1e6;
}

// The same requests from the same place on, but fewer: their rows are kept in memory.
const stores = await measureStores({ people, firstRequest: warmRequests, requests: sized(2000, 40) });
const unavoidable = stores.parse + stores.copy + stores.insert;
const whole = await measureRapport();

tell(question, {
  figure: whole / unavoidable,
  measured: `${toNumber(whole)} µs per event`,
  yardstick: `${toNumber(unavoidable)} µs = parse ${toNumber(stores.parse)} + COPY ${toNumber(stores.copy)} + insert ${toNumber(stores.insert)}`,
});
