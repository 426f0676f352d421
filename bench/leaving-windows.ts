// Time alone: how late is somebody out of a segment whose window they leave?
//
// A million people did one thing each, at moments that lie ten minutes apart from the first to the last. So all leave the window
// of a segment within ten minutes, more than 1,600 a second. When they are all stored and in the segment, the clock of the server
// is moved to just before the first leaves. Of some of them, spread over all, the profile API is asked from the moment on at
// which they leave until it does not tell the segment any more.
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile, scale, sized, tell, toNumber } from './answer.ts';
import { type HttpConnection, openConnection, toRequest } from './http-connection.ts';
import { apiHeaders, collectHeaders } from './keys.ts';
import { heldBack, startRapport } from './rapport.ts';

const question = {
  asked: '10^6 people leaving a window within ten minutes: lateness p99',
  unit: 'ms',
  better: 'less',
  floor: 1000,
  goal: 250,
} as const;

const people = sized(1_000_000, 2000);
/** Smaller runs are shorter, so that as many leave in a second. */
const spanMs = Math.max(3000, Math.round(600_000 * scale));
const watched = sized(2000, 20);
const perRequest = 1000;
const senders = 4;
const windowMs = 7 * 24 * 3600 * 1000;
const startsInMs = 10_000;
const lateMsMax = 120_000;

await using rapport = await startRapport({ env: { ...heldBack, RAPPORT_TEST_CLOCK: '1' } });
/** Moves the clock of the server, which goes on from there. Returns how far it is ahead of ours. */
async function moveClock(toMs: number): Promise<number> {
  const body = JSON.stringify({ set: new Date(toMs).toISOString() });
  const sentMs = Date.now();
  const answer = await fetch(`${rapport.url}/api/test/clock`, { method: 'POST', headers: apiHeaders, body });
  if (!answer.ok) throw new Error(`The clock was answered ${answer.status}: ${await answer.text()}`);
  return toMs - sentMs;
}

/** Far enough away that everybody is there before. */
const firstLeavesMs = Date.now() + 24 * 3600 * 1000;
/** In an order that has nothing to do with that of ids. */
const leavesMs = (person: number): number =>
  firstLeavesMs + Math.floor((((person * 7919) % people) / people) * spanMs);

async function send(connection: HttpConnection, from: number): Promise<void> {
  const batch = Array.from({ length: Math.min(perRequest, people - from) }, (_, i) => ({
    ...{ type: 'track', event: 'Seen', userId: `u-${from + i}`, messageId: `m-${from + i}` },
    timestamp: new Date(leavesMs(from + i) - windowMs).toISOString(),
  }));
  const request = toRequest('POST', '/v1/batch', collectHeaders, JSON.stringify({ batch }));
  for (;;) {
    const { status, retryAfterSeconds } = await connection.send(request);
    if (status === 200) return;
    if (status !== 429) throw new Error(`A batch was answered ${status}`);
    await sleep(retryAfterSeconds * 1000);
  }
}

async function sendAll(): Promise<void> {
  let next = 0;
  async function run(): Promise<void> {
    const connection = await openConnection(rapport.url);
    while (next < people) {
      const from = next;
      next += perRequest;
      await send(connection, from);
    }
    connection.close();
  }
  await Promise.all(Array.from({ length: senders }, run));
}

async function define(): Promise<void> {
  const definition = { events: { name: 'Seen', in: { last: 'P7D' } }, count: { at_least: 1 } };
  const body = JSON.stringify({ name: 'seen_lately', purpose: 'service', definition });
  const answer = await fetch(`${rapport.url}/api/segments`, { method: 'POST', headers: apiHeaders, body });
  if (!answer.ok) throw new Error(`The segment was answered ${answer.status}: ${await answer.text()}`);
}

async function isIn(connection: HttpConnection, person: number): Promise<boolean> {
  const path = `/api/profiles/user_id/u-${person}?purpose=service`;
  const { status, body } = await connection.send(toRequest('GET', path, apiHeaders));
  if (status !== 200) throw new Error(`A profile was answered ${status}`);
  return (JSON.parse(body.toString()) as { segments: unknown[] }).segments.length > 0;
}

/** Milliseconds from the moment at which the person leaves until the profile says so. */
async function watch(person: number, offsetMs: number): Promise<number> {
  const dueMs = leavesMs(person) - offsetMs;
  await sleep(Math.max(0, dueMs - Date.now()));
  const connection = await openConnection(rapport.url);
  try {
    while (await isIn(connection, person)) {
      if (Date.now() > dueMs + lateMsMax) return lateMsMax;
      await sleep(20);
    }
    return Date.now() - dueMs;
  } finally {
    connection.close();
  }
}

await sendAll();
await rapport.expectStored(people);
await define();
await rapport.settle();
const some = Array.from({ length: watched }, (_, i) => Math.floor((i * people) / watched));
const asking = await openConnection(rapport.url);
for (const person of some.slice(0, 20))
  if (!(await isIn(asking, person))) throw new Error(`u-${person} is not in the segment`);
asking.close();
const offsetMs = await moveClock(firstLeavesMs - startsInMs);
const late = await Promise.all(some.map((person) => watch(person, offsetMs)));
tell(question, {
  figure: percentile(late, 0.99),
  measured: `${toNumber(people)} people in ${toNumber(spanMs / 1000)} s; p50 ${toNumber(percentile(late, 0.5))} ms of ${watched}, latest ${toNumber(Math.max(...late))} ms`,
  yardstick: 'none',
});
