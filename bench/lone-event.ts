// How long after sending it is a lone event visible in the profile API, on a server that is idle otherwise?
//
// Visible means both: the attribute that an identify call told (it lies in PostgreSQL), and then the person's count of
// events (it comes from the event store).

import { setTimeout as sleep } from 'node:timers/promises';
import { percentile, sized, tell, toNumber } from './answer.ts';
import { openConnection, toRequest } from './http-connection.ts';
import { apiHeaders, collectHeaders } from './keys.ts';
import { openLoad } from './load.ts';
import { waitUntilIdle } from './processes.ts';
import { makeRandom } from './random.ts';
import { startRapport } from './rapport.ts';
import { requestsFor, toUserId } from './shop-traffic.ts';

const question = {
  asked: 'lone event → visible in profile API, p99',
  unit: 'ms',
  better: 'less',
  floor: 150,
  goal: 40,
} as const;

const people = sized(10_000, 100);
const samples = sized(400, 20);
const visibleMsMax = 10_000;

type Person = { attributes: Record<string, { value: unknown }>; event_count?: number };

await using rapport = await startRapport();
await using load = await openLoad({ url: rapport.url, connections: 8, send: 'batches', people });
await load.run({ requestsMax: requestsFor(people), secondsMax: 300 });
await rapport.settle();
await waitUntilIdle(rapport.pid);

const [collecting, reading] = await Promise.all([openConnection(rapport.url), openConnection(rapport.url)]);

async function read(person: number, query = ''): Promise<Person> {
  const path = `/api/profiles/user_id/${toUserId(person)}?purpose=service${query}`;
  const { status, body } = await reading.send(toRequest('GET', path, apiHeaders));
  if (status !== 200) throw new Error(`The profile was answered ${status}: ${body}`);
  return JSON.parse(body.toString()) as Person;
}

async function countEvents(person: number): Promise<number> {
  const { event_count: count } = await read(person, '&include=activity');
  if (count === undefined) throw new Error('The profile does not tell how many events it has');
  return count;
}

/** Asks again and again, as soon as it is answered. */
async function until(isVisible: () => Promise<boolean>): Promise<void> {
  const endAt = performance.now() + visibleMsMax;
  while (!(await isVisible())) {
    if (performance.now() > endAt) throw new Error(`The event is not visible after ${visibleMsMax} ms`);
  }
}

async function tellVisit(person: number, visit: number): Promise<number> {
  const message = { userId: toUserId(person), messageId: `lone-${visit}`, traits: { visit } };
  const request = toRequest('POST', '/v1/identify', collectHeaders, JSON.stringify(message));
  const startedAt = performance.now();
  const { status } = await collecting.send(request);
  if (status !== 200) throw new Error(`Collect answered ${status}`);
  return performance.now() - startedAt;
}

const random = makeRandom(7);
const told: number[] = [];
const visible: number[] = [];
const accepted: number[] = [];
const reads: number[] = [];
for (let visit = 1; visit <= samples; visit += 1) {
  const person = random.below(people);
  const eventsBefore = await countEvents(person);
  const readAt = performance.now();
  await read(person);
  reads.push(performance.now() - readAt);
  // The time between two events is not a multiple of anything that the server does by the clock.
  await sleep(40 + random.below(80));
  const startedAt = performance.now();
  const acknowledged = tellVisit(person, visit);
  await until(async () => (await read(person)).attributes.visit?.value === visit);
  told.push(performance.now() - startedAt);
  await until(async () => (await countEvents(person)) > eventsBefore);
  visible.push(performance.now() - startedAt);
  accepted.push(await acknowledged);
}
collecting.close();
reading.close();

const of = (values: number[], share: number): string => toNumber(percentile(values, share));
tell(question, {
  figure: percentile(visible, 0.99),
  measured: `p50 ${of(visible, 0.5)} ms, p99 ${of(visible, 0.99)} ms, longest ${of(visible, 1)} ms of ${samples} events, ${toNumber(people)} people; the attribute alone p50 ${of(told, 0.5)}, p99 ${of(told, 0.99)} ms`,
  yardstick: `to be accepted ${of(accepted, 0.5)} ms + one read of a profile ${of(reads, 0.5)} ms (p50)`,
});
