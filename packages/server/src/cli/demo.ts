// rapport demo: the server with the sample shop, loaded through the public collect API.
import { systemClock } from '../platform/clock/index.ts';
import { type LoadResult, loadSampleShop, progressBar } from './sample-shop/index.ts';
import { runStart } from './start.ts';

export function runDemo(): Promise<number> {
  return runStart(async function fillShop(rapport) {
    const bar = progressBar(process.stdout);
    const { url, writeKey } = rapport;
    const { key, giveBack } = await rapport.lendKey();
    async function fill() {
      const now = systemClock().now();
      const built = await loadSampleShop({ url, writeKey, adminKey: key, now, onProgress: bar.update });
      return { built, centre: await linkToCentre(url, key) };
    }
    const { built, centre } = await fill().finally(async () => {
      bar.end();
      // Not when the server was stopped meanwhile; then the key ends when the next one is lent.
      await giveBack().catch(() => undefined);
    });
    const lines = [describe(built), `Open the console: ${url}`, `Choose as Sarah does: ${centre}`];
    process.stdout.write(`${lines.join('\n')}\n`);
  });
}

/** Sarah's preference centre. */
async function linkToCentre(url: string, key: string): Promise<string> {
  const contact = { type: 'email', value: 'sarah@example.com' };
  const response = await fetch(`${url}/api/preference-links`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ contact }),
  });
  if (!response.ok) throw new Error(`The preference centre was not linked: ${await response.text()}`);
  return ((await response.json()) as { url: string }).url;
}

const count = (n: number): string => n.toLocaleString('en-GB');

function describe(built: LoadResult): string {
  const people = `${count(built.people)} people, ${count(built.peopleKnown)} of them known`;
  if (built.wasLoaded) return `The sample shop is already there: ${count(built.events)} events, ${people}.`;
  const merges = `${count(built.merges)} merges`;
  return `The sample shop is ready: ${count(built.events)} events, ${people}, ${merges}, in ${built.seconds.toFixed(1)} s.`;
}
