// rapport demo: the server with the sample shop, loaded through the public collect API, and with its storefront.
import type { Rapport } from '../main.ts';
import { systemClock } from '../platform/clock/index.ts';
import { type Api, type LoadResult, loadSampleShop, openApi, progressBar } from './sample-shop/index.ts';
import { runStart } from './start.ts';
import { openStorefront, type Storefront } from './storefront/index.ts';

/** Where the storefront is, unless something else is there. */
const storefrontPort = 3142;
const sarah = 'sarah@example.com';

export function runDemo(): Promise<number> {
  return runStart(async function fillShop(rapport) {
    const bar = progressBar(process.stdout);
    const { url, writeKey } = rapport;
    // Kept while the storefront runs; it ends at the latest when the next one is lent.
    const { key, giveBack } = await rapport.lendKey();
    const api = openApi(url, key);
    async function fill() {
      const now = systemClock().now();
      const built = await loadSampleShop({ url, writeKey, adminKey: key, now, onProgress: bar.update });
      return { built, centre: await linkToCentre(api, sarah), storefront: await openShop(rapport, api) };
    }
    const { built, centre, storefront } = await fill().finally(() => bar.end());
    const lines = [
      ...[describe(built), `Open the console: ${url}`, `Choose as Sarah does: ${centre}`],
      `Look around, choose and buy: ${storefront.url}`,
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    return async function close() {
      await storefront.close();
      await giveBack();
    };
  });
}

const linkToCentre = async (api: Api, email: string): Promise<string> =>
  (await api<{ url: string }>('POST', '/api/preference-links', { contact: { type: 'email', value: email } }))
    .url;

/** Its pages send to the first source, as a web site does; its server has one of its own. */
async function openShop({ url, writeKey }: Rapport, api: Api): Promise<Storefront> {
  const name = 'Shop server';
  const { items } = await api<{ items: { name: string; write_key: string }[] }>(
    'GET',
    '/api/sources?limit=1000',
  );
  const server =
    items.find((one) => one.name === name) ??
    (await api<{ write_key: string }>('POST', '/api/sources', { name, kind: 'server' }));
  return openStorefront({
    ...{ sdk: { url, writeKey }, writeKey: server.write_key, port: storefrontPort },
    linkToCentre: (email) => linkToCentre(api, email),
  });
}

const count = (n: number): string => n.toLocaleString('en-GB');

function describe(built: LoadResult): string {
  const people = `${count(built.people)} people, ${count(built.peopleKnown)} of them known`;
  if (built.wasLoaded) return `The sample shop is already there: ${count(built.events)} events, ${people}.`;
  const merges = `${count(built.merges)} merges`;
  return `The sample shop is ready: ${count(built.events)} events, ${people}, ${merges}, in ${built.seconds.toFixed(1)} s.`;
}
