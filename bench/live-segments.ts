// What do live segments cost the pipeline, and how soon is somebody in one?
//
// The same traffic of the same people on two new servers, one with a hundred segments, one with none. Only what is stored and
// computed in the end counts. Then, while a thousand events a second come in, somebody new does what one segment asks for: how
// long is it from sending that until the profile API tells the segment?
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile, sized, tell, toNumber } from './answer.ts';
import { openConnection, toRequest } from './http-connection.ts';
import { apiHeaders, collectHeaders } from './keys.ts';
import { openLoad } from './load.ts';
import { heldBack, type Rapport, startRapport } from './rapport.ts';
import { makeSegments } from './shop-segments.ts';
import { requestsFor } from './shop-traffic.ts';

const cost = {
  asked: 'pipeline throughput with 100 live segments ÷ with none',
  unit: '×',
  better: 'more',
  floor: 0.5,
  goal: 0.8,
} as const;
const soon = {
  asked: 'event posted → membership readable, p99, 100 segments, 1,000 events/s',
  unit: 'ms',
  better: 'less',
  floor: 400,
  goal: 100,
} as const;

const people = sized(50_000, 1000);
const seconds = sized(20, 3);
const samples = sized(300, 10);
const readableMsMax = 20_000;
const segments = makeSegments(100);

async function define(rapport: Rapport): Promise<void> {
  const all = [
    ...segments,
    { name: 'probed', definition: { events: { name: 'Probe' }, count: { at_least: 1 } } },
  ];
  for (const { name, definition } of all) {
    const body = JSON.stringify({ name, purpose: 'service', definition });
    const answer = await fetch(`${rapport.url}/api/segments`, { method: 'POST', headers: apiHeaders, body });
    if (!answer.ok) throw new Error(`${name} was answered ${answer.status}: ${await answer.text()}`);
  }
  await rapport.settle();
}

/** Events a second; then, where there are segments, the times until somebody is in one. */
async function measure(isLive: boolean): Promise<{ rate: number; readableMs: number[] }> {
  await using rapport = await startRapport({ env: heldBack });
  await using load = await openLoad({ url: rapport.url, connections: 8, send: 'batches', people });
  const stored = (await load.run({ requestsMax: requestsFor(people), secondsMax: 900 })).events;
  await rapport.settle();
  if (isLive) await define(rapport);
  const startedAt = performance.now();
  const { events } = await load.run({ requestsMax: Number.POSITIVE_INFINITY, secondsMax: seconds });
  await rapport.settle();
  const rate = (events * 1000) / (performance.now() - startedAt);
  await rapport.expectStored(stored + events);
  return { rate, readableMs: isLive ? await probe(rapport, load) : [] };
}

type Load = Awaited<ReturnType<typeof openLoad>>;

async function probe(rapport: Rapport, load: Load): Promise<number[]> {
  const flow = load.run({ requestsMax: Number.POSITIVE_INFINITY, secondsMax: sized(60, 5), perSecond: 10 });
  const connection = await openConnection(rapport.url);
  await sleep(1000);
  const times: number[] = [];
  for (let i = 0; i < samples; i += 1) {
    const userId = `probe-${i}`;
    const event = { type: 'track', event: 'Probe', userId, messageId: userId };
    const startedAt = performance.now();
    await connection.send(toRequest('POST', '/v1/track', collectHeaders, JSON.stringify(event)));
    while (!(await isIn(connection, userId)))
      if (performance.now() > startedAt + readableMsMax)
        throw new Error(`${userId} is not in after ${readableMsMax} ms`);
    times.push(performance.now() - startedAt);
    await sleep(100);
  }
  await flow;
  return times;
}

async function isIn(
  connection: Awaited<ReturnType<typeof openConnection>>,
  userId: string,
): Promise<boolean> {
  const path = `/api/profiles/user_id/${userId}?purpose=service`;
  const { status, body } = await connection.send(toRequest('GET', path, apiHeaders));
  if (status === 404) return false;
  const { segments: own } = JSON.parse(body.toString()) as { segments: { name: string }[] };
  return own.some(({ name }) => name === 'probed');
}

const none = await measure(false);
const live = await measure(true);
tell(cost, {
  figure: live.rate / none.rate,
  measured: `${toNumber(live.rate)} events/s`,
  yardstick: `${toNumber(none.rate)} events/s with none`,
});
tell(soon, {
  figure: percentile(live.readableMs, 0.99),
  measured: `p50 ${toNumber(percentile(live.readableMs, 0.5))} ms of ${samples}`,
  yardstick: '',
});
