// How soon after sending it has a lone identify call made one person of two, on a server that is idle otherwise?
//
// Each sample has two people of its own, a visitor and an account, which have been told something before. Visible means
// that the profile API answers with the same person for both, and with what both were told.
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile, sized, tell, toNumber } from './answer.ts';
import { openConnection, toRequest } from './http-connection.ts';
import { apiHeaders, collectHeaders } from './keys.ts';
import { openLoad } from './load.ts';
import { waitUntilIdle } from './processes.ts';
import { makeRandom } from './random.ts';
import { startRapport } from './rapport.ts';
import { requestsFor } from './shop-traffic.ts';

const question = {
  asked: 'merge visible in the profile API, p99',
  unit: 'ms',
  better: 'less',
  floor: 200,
  goal: 20,
} as const;

const people = sized(10_000, 100);
const samples = sized(400, 20);
const visibleMsMax = 10_000;

type Person = { id: string; attributes: Record<string, unknown> };

await using rapport = await startRapport();
await using load = await openLoad({ url: rapport.url, connections: 8, send: 'batches', people });
await load.run({ requestsMax: requestsFor(people), secondsMax: 300 });
const [collecting, reading] = await Promise.all([openConnection(rapport.url), openConnection(rapport.url)]);

async function collect(path: string, body: object): Promise<void> {
  const { status } = await collecting.send(toRequest('POST', path, collectHeaders, JSON.stringify(body)));
  if (status !== 200) throw new Error(`Collect answered ${status}`);
}

async function read(type: string, value: string): Promise<Person> {
  const path = `/api/profiles/${type}/${value}?purpose=service`;
  const { status, body } = await reading.send(toRequest('GET', path, apiHeaders));
  if (status !== 200) throw new Error(`The profile was answered ${status}: ${body}`);
  return JSON.parse(body.toString()) as Person;
}

/** A visitor and an account for each sample. */
for (let sample = 0; sample < samples; sample += 1)
  await collect('/v1/batch', {
    batch: [
      { type: 'identify', anonymousId: `visitor-${sample}`, traits: { visited: sample } },
      { type: 'identify', userId: `account-${sample}`, traits: { opened: sample } },
    ],
  });
await rapport.settle();
await waitUntilIdle(rapport.pid);

async function isMerged(sample: number, account: string): Promise<boolean> {
  const { id, attributes } = await read('anonymous_id', `visitor-${sample}`);
  return id === account && 'visited' in attributes && 'opened' in attributes;
}

/** Asks again and again, as soon as it is answered. */
async function untilMerged(sample: number, account: string): Promise<void> {
  const endAt = performance.now() + visibleMsMax;
  while (!(await isMerged(sample, account)))
    if (performance.now() > endAt) throw new Error(`The merge is not visible after ${visibleMsMax} ms`);
}

const random = makeRandom(7);
const visible: number[] = [];
const accepted: number[] = [];
const reads: number[] = [];
for (let sample = 0; sample < samples; sample += 1) {
  // The smaller of the two ids stays.
  const visitor = await read('anonymous_id', `visitor-${sample}`);
  const readAt = performance.now();
  const account = await read('user_id', `account-${sample}`);
  reads.push(performance.now() - readAt);
  if (visitor.id === account.id) throw new Error('The two are one person already');
  // The time between two calls is not a multiple of anything that the server does by the clock.
  await sleep(40 + random.below(80));
  const startedAt = performance.now();
  const acknowledged = collect('/v1/identify', {
    userId: `account-${sample}`,
    anonymousId: `visitor-${sample}`,
    messageId: `merge-${sample}`,
  }).then(() => accepted.push(performance.now() - startedAt));
  await untilMerged(sample, Number(visitor.id) < Number(account.id) ? visitor.id : account.id);
  visible.push(performance.now() - startedAt);
  await acknowledged;
}
collecting.close();
reading.close();

const of = (values: number[], share: number): string => toNumber(percentile(values, share));
tell(question, {
  figure: percentile(visible, 0.99),
  measured: `p50 ${of(visible, 0.5)} ms, p99 ${of(visible, 0.99)} ms, longest ${of(visible, 1)} ms of ${samples} merges, ${toNumber(people)} other people`,
  yardstick: `to be accepted ${of(accepted, 0.5)} ms + one read of a profile ${of(reads, 0.5)} ms (p50)`,
});
