// What do permission snapshots and the list of suppressions cost the pipeline?
//
// The same traffic of the same people on two new servers, one after the other: on one nobody ever said anything and nobody is
// suppressed, on the other half of the people chose about three purposes and ten thousand others are suppressed. One server
// for both would not be fair: the event store merges more the more it holds. Only what is stored in the end counts.
import { sized, tell, toNumber } from './answer.ts';
import { apiHeaders, collectHeaders } from './keys.ts';
import { openLoad } from './load.ts';
import { heldBack, type Rapport, startRapport } from './rapport.ts';
import { requestsFor, toUserId } from './shop-traffic.ts';

const question = {
  asked: 'pipeline throughput with permission snapshots and suppression ÷ without',
  unit: '×',
  better: 'more',
  floor: 0.85,
  goal: 0.95,
} as const;

const people = sized(50_000, 1000);
const suppressed = sized(10_000, 1000);
const seconds = sized(30, 3);

async function post(
  { url }: Rapport,
  path: string,
  body: object,
  headers: Record<string, string>,
): Promise<void> {
  const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
}

type Prepare = (rapport: Rapport) => Promise<number>;

/** Events a second, on a server with all people that was made ready by `prepare`, which tells how many events it sent. */
async function measure(prepare?: Prepare): Promise<number> {
  await using rapport = await startRapport({ env: heldBack });
  await using load = await openLoad({ url: rapport.url, connections: 8, send: 'batches', people });
  let stored = (await load.run({ requestsMax: requestsFor(people), secondsMax: 900 })).events;
  await rapport.settle();
  stored += (await prepare?.(rapport)) ?? 0;
  const startedAt = performance.now();
  const { events } = await load.run({ requestsMax: Number.POSITIVE_INFINITY, secondsMax: seconds });
  await rapport.settle();
  const rate = (events * 1000) / (performance.now() - startedAt);
  await rapport.expectStored(stored + events);
  return rate;
}

/** Every other person, by the call of a consent banner. */
async function choose(rapport: Rapport): Promise<number> {
  const consent = { categoryPreferences: { Advertising: true, Personalization: true, Analytics: false } };
  let count = 0;
  for (let first = 0; first < people; first += 2000) {
    const chosen = Array.from({ length: Math.min(1000, (people - first) / 2) }, (_, i) => first + 2 * i);
    const batch = chosen.map((person) => ({
      ...{ type: 'track', event: 'Segment Consent Preference Updated', messageId: `choice-${person}` },
      ...{ userId: toUserId(person), context: { consent } },
    }));
    await post(rapport, '/v1/batch', { batch }, collectHeaders);
    count += batch.length;
  }
  await rapport.settle();
  return count;
}

async function suppress(rapport: Rapport): Promise<void> {
  for (let first = 0; first < suppressed; first += 500) {
    const items = Array.from({ length: 500 }, (_, i) => ({
      identifier: { type: 'email', value: `nobody-${first + i}@shop.example` },
      ...{ scope: 'no_collect', reason: 'Erased' },
    }));
    await post(rapport, '/api/suppressions', { items }, apiHeaders);
  }
}

const quiet = await measure();
const asked = await measure(async (rapport) => {
  await suppress(rapport);
  return choose(rapport);
});

tell(question, {
  figure: asked / quiet,
  measured: `${toNumber(asked)} events/s, with ${toNumber(people / 2)} people who chose and ${toNumber(suppressed)} suppressed`,
  yardstick: `${toNumber(quiet)} events/s without`,
});
