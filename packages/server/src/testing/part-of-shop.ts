// A part of the sample shop on a running server, within seconds: all of Sarah, Neha and a company of which several buy, and of
// everybody else what they bought, looked at and chose lately. With the whole catalog, and the views that ship.
import { listChoices, type NoticeHashes, notices } from '../cli/sample-shop/choices.ts';
import { inShopZone, shopSegments, traitsOfTheDay } from '../cli/sample-shop/definitions.ts';
import type { Message } from '../cli/sample-shop/index.ts';
import { packBatches } from '../cli/sample-shop/loader.ts';
import type { ObjectsOfType } from '../cli/sample-shop/objects.ts';
import { connectServer, type ServerApi } from '../cli/sample-shop/server-api.ts';
import { openSampleShop } from '../cli/sample-shop/simulate.ts';
import type { TestServer } from './server.ts';

const dayMs = 24 * 60 * 60_000;
const objectsMax = 1000;
const settleMsMax = 120_000;

export type PartOfShop = {
  sarahId: string;
  nehaId: string;
  /** Of whom several buy, the most. */
  company: { name: string; people: string[] };
  /** What was sent. */
  messages: readonly Message[];
  /** What people of the whole shop told, where they are known. */
  all: readonly Message[];
  objects: readonly ObjectsOfType[];
};

/** Plans it, and sends nothing yet. */
export function takePartOfShop(now: Date): PartOfShop {
  const shop = openSampleShop({ now });
  const all = [...shop.messages()].filter(({ userId }) => userId !== undefined);
  const [sarahId, nehaId] = ['SW-30010', 'NR-30020'];
  const company = findCompany(all);
  const told = new Set([sarahId, nehaId, ...company.people]);
  const since = new Date(now.getTime() - 62 * dayMs).toISOString();
  const messages = all.filter(
    ({ userId = '', timestamp, event = '' }) =>
      told.has(userId) || (timestamp > since && /^(Order Completed|Product Viewed|Recommend)/.test(event)),
  );
  return { sarahId, nehaId, company, messages, all, objects: shop.objects() };
}

/** Loads it as the demo loads the whole, and waits until it is computed. */
export async function loadPartOfShop(server: TestServer, now = new Date()): Promise<PartOfShop> {
  const part = takePartOfShop(now);
  const { url, writeKey, adminKey } = server;
  const api = connectServer({ url, writeKey, adminKey }, new AbortController().signal);
  await expressChoices(part, api);
  for (const { type, objects } of part.objects)
    for (let from = 0; from < objects.length; from += objectsMax)
      await api.putObjects(type, objects.slice(from, from + objectsMax));
  for (const { body } of packBatches(part.messages)) await api.import(body);
  await server.settle(settleMsMax);
  await api.addViews();
  for (const name of traitsOfTheDay) await api.changeTrait(name, inShopZone);
  for (const segment of shopSegments)
    if (segment.purpose !== 'analytics') await api.define('segments', segment);
  await server.settle(settleMsMax);
  return part;
}

function findCompany(messages: readonly Message[]): PartOfShop['company'] {
  const groups = messages.filter(({ type }) => type === 'group');
  const byCompany = Map.groupBy(groups, ({ traits }) => String(traits?.name));
  const [[name, all]] = [...byCompany].toSorted(([, a], [, b]) => b.length - a.length) as [
    [string, Message[]],
  ];
  return { name, people: all.map(({ userId = '' }) => userId) };
}

/** All that those of the stories chose, and who of the others lets the shop choose what it shows them. */
async function expressChoices(part: PartOfShop, api: ServerApi): Promise<void> {
  const told = new Set([part.sarahId, part.nehaId, ...part.company.people]);
  const buyers = new Set(
    part.messages.flatMap(({ event, userId = '' }) => (event === 'Order Completed' ? [userId] : [])),
  );
  const isAsked = ({ userId = '', event = '' }: Message): boolean =>
    told.has(userId) || (buyers.has(userId) && event === 'Recommendations Switched On');
  const hashes: Record<string, string> = {};
  for (const [name, notice] of Object.entries(notices)) hashes[name] = (await api.publishNotice(notice)).hash;
  const choices = listChoices(part.all.filter(isAsked), hashes as NoticeHashes);
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (const choice of choices) await api.express(choice);
    }),
  );
}
