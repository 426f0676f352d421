// rapport demo: the server with the sample shop, loaded through the public collect API.
import { systemClock } from '../platform/clock/index.ts';
import { type LoadResult, loadSampleShop, progressBar } from './sample-shop/index.ts';
import { runStart } from './start.ts';

export function runDemo(): Promise<number> {
  return runStart(async function fillShop(rapport) {
    const bar = progressBar(process.stdout);
    const { url, writeKey } = rapport;
    const { key, giveBack } = await rapport.lendKey();
    const built = await loadSampleShop({
      url,
      writeKey,
      adminKey: key,
      now: systemClock().now(),
      onProgress: bar.update,
    }).finally(async () => {
      bar.end();
      // Not when the server was stopped meanwhile; then the key ends when the next one is lent.
      await giveBack().catch(() => undefined);
    });
    process.stdout.write(`${describe(built)}\nOpen the console: ${url}\n`);
  });
}

const count = (n: number): string => n.toLocaleString('en-GB');

function describe(built: LoadResult): string {
  const people = `${count(built.people)} people, ${count(built.peopleKnown)} of them known`;
  if (built.wasLoaded) return `The sample shop is already there: ${count(built.events)} events, ${people}.`;
  const merges = `${count(built.merges)} merges`;
  return `The sample shop is ready: ${count(built.events)} events, ${people}, ${merges}, in ${built.seconds.toFixed(1)} s.`;
}
