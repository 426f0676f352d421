// How long after sending it is a lone event visible in the profile API, on a server that is idle otherwise?
//
// Visible means both: the attribute that the identify call told (PostgreSQL) and the count of events (event store).

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

type Person = { attributes: Record<string, { value: unknown }>; event_count: number };

await using rapport = await startRapport();
await using load = await openLoad({ url: rapport.url, connections: 8, send: 'batches', people });
await load.run({ requestsMax: requestsFor(people), secondsMax: 300 });
await rapport.settle();
await waitUntilIdle(rapport.pid);

const [collecting, reading] = await Promise.all([openConnection(rapport.url), openConnection(rapport.url)]);

async function read(person: number): Promise<{ found: Person; ms: number }> {
  const startedAt = performance.now();
  const path = `/api/profiles/user_id/${toUserId(person)}?purpose=service`;
  const { status, body } = await reading.send(toRequest('GET', path, apiHeaders));
  if (status !== 200) throw new Error(`The profile was answered ${status}: ${body}`);
  return { found: JSON.parse(body.toString()) as Person, ms: performance.now() - startedAt };
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
const visible: number[] = [];
const accepted: number[] = [];
const reads: number[] = [];
for (let visit = 1; visit <= samples; visit += 1) {
  const person = random.below(people);
  const before = await read(person);
  reads.push(before.ms);
  // The time between two events is not a multiple of anything that the server does by the clock.
  await sleep(40 + random.below(80));
  const startedAt = performance.now();
  const acknowledged = tellVisit(person, visit);
  for (;;) {
    const { found } = await read(person);
    const elapsed = performance.now() - startedAt;
    const counted = found.event_count === before.found.event_count + 1;
    if (counted && found.attributes.visit?.value === visit) {
      visible.push(elapsed);
      break;
    }
    if (elapsed > visibleMsMax) throw new Error(`The event is not visible after ${visibleMsMax} ms`);
  }
  accepted.push(await acknowledged);
}
collecting.close();
reading.close();

const of = (values: number[], share: number): string => toNumber(percentile(values, share));
tell(question, {
  figure: percentile(visible, 0.99),
  measured: `p50 ${of(visible, 0.5)} ms, p99 ${of(visible, 0.99)} ms, longest ${of(visible, 1)} ms of ${samples} events, ${toNumber(people)} people`,
  yardstick: `to be accepted ${of(accepted, 0.5)} ms + one read of a profile ${of(reads, 0.5)} ms (p50)`,
});
