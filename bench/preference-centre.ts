// How long does a page of the preference centre take, at 200 a second among a million people?
//
// Each person has a name, an address and an order. Those whose pages are opened have said something of two purposes and of a
// topic.
import { sized, tell, toNumber } from './answer.ts';
import { fillCards, sendEach } from './card-base.ts';
import { toPost, toRequest } from './http-connection.ts';
import { apiHeaders } from './keys.ts';
import { openLoad, toTimes } from './load.ts';
import { waitUntilIdle } from './processes.ts';
import { heldBack, type Rapport, startRapport } from './rapport.ts';
import { toUserId } from './shop-traffic.ts';

const people = Math.ceil(sized(Number(process.env.BENCH_CENTRE_PEOPLE ?? 1_000_000), 1000));
const links = sized(1000, 50);
const pagesPerSecond = 200;
const page = {
  asked: `page of the preference centre p99 at ${pagesPerSecond}/s, ${toNumber(people)} people`,
  unit: 'ms',
  better: 'less',
  floor: 50,
  goal: 15,
} as const;
/** Those whose pages are opened lie all over the million. */
const personOf = (link: number): number => (link * 199_933) % people;
const contactOf = (link: number) => ({ type: 'email', value: `${toUserId(personOf(link))}@shop.example` });

/** Paths of the pages. */
async function makeLinks(rapport: Rapport): Promise<string[]> {
  const topic = { slug: 'offers', brand: 'shop', titles: { en: 'Offers' }, channels: ['email', 'sms'] };
  await sendEach(rapport, 1, () => toPost('/api/brands', { slug: 'shop', name: 'Shop' }));
  await sendEach(rapport, 1, () =>
    toPost('/api/topics', { ...topic, purpose: 'marketing.*', default: 'in' }),
  );
  for (const purpose of ['personalisation', 'marketing.email'])
    await sendEach(rapport, links, (i) =>
      toPost('/api/consents', {
        ...{ subject: contactOf(i), purpose, state: i % 3 === 0 ? 'refused' : 'given' },
        ...{ method: 'form', expressed_by: 'subject' },
      }),
    );
  await sendEach(rapport, links, (i) => {
    const { type, value } = contactOf(i);
    const changes = [{ channel: 'email', topic: 'offers', state: 'in', frequency: 'weekly' }];
    return toRequest('PUT', `/api/preferences/${type}/${value}`, apiHeaders, JSON.stringify({ changes }));
  });
  const paths: string[] = [];
  const make = (i: number): Buffer => toPost('/api/preference-links', { contact: contactOf(i) });
  await sendEach(rapport, links, make, ({ body }) => {
    paths.push(new URL((JSON.parse(body.toString()) as { url: string }).url).pathname);
  });
  return paths;
}

await using rapport = await startRapport({ env: heldBack });
await fillCards(rapport, { people, products: 1000 });
const paths = await makeLinks(rapport);
await waitUntilIdle(rapport.pid, 300);

await using opener = await openLoad({ url: rapport.url, connections: 32, send: 'pages', people, paths });
await using reader = await openLoad({ url: rapport.url, connections: 32, send: 'reads', people });
const run = { requestsMax: Number.POSITIVE_INFINITY, secondsMax: sized(60, 3), perSecond: pagesPerSecond };
await opener.run({ ...run, secondsMax: sized(5, 1) });
const opened = await opener.run(run);
const read = await reader.run({ ...run, secondsMax: sized(20, 2) });
tell(page, {
  figure: opened.latencyMs.p99,
  measured: `${toTimes(opened)} of ${toNumber(opened.requests)} pages`,
  yardstick: `reading the profile instead, at the same rate: ${toTimes(read)}`,
});
