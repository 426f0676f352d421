// What does the SDK cost a page while it loads: bytes, and time of the main thread of a processor that is four times slower?
//
// Each page is loaded anew in one real browser, once with the script and once without, in turns; the difference of all tasks of
// the main thread until a second after the load is what the script costs. With the banner it is shown, laid out and painted.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CDPSession, Page } from 'playwright-core';
import { launchBrowser } from '../packages/console/testing/browser.ts';
import { median, sized, tell, toNumber } from './answer.ts';
import { writeKey } from './keys.ts';
import { startRapport } from './rapport.ts';

const loads = sized(25, 3);
const scripts = [
  { name: 'rapport.js', what: 'without the banner', kilobytes: 6, goal: 4 },
  { name: 'rapport-asking.js', what: 'with the banner and asking', kilobytes: 12, goal: 9 },
] as const;

await using rapport = await startRapport();
const site = createServer(({ url }, response) => {
  const name = url?.slice(1) ?? '';
  const script =
    name === 'plain'
      ? ''
      : `<script src="${rapport.url}/sdk/${name}" data-write-key="${writeKey}" data-page async></script>`;
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(
    `<!doctype html><html lang="en"><title>Knives</title>${script}<h1>Kitchen knives</h1>${'<p>Sharp.</p>'.repeat(50)}`,
  );
});
await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
const { port } = site.address() as AddressInfo;
const browser = await launchBrowser({ viewport: { width: 390, height: 844 } });

/** Milliseconds of all tasks of the main thread. */
async function load(page: Page, session: CDPSession, name: string): Promise<number> {
  const read = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find((one) => one.name === 'TaskDuration')?.value ?? 0) * 1000;
  };
  await page.goto('about:blank');
  const before = await read();
  await page.goto(`http://127.0.0.1:${port}/${name}`, { waitUntil: 'load' });
  await page.waitForTimeout(1000);
  const isShown = (await page.getByRole('dialog').count()) === 1;
  if (isShown !== (name === 'rapport-asking.js'))
    throw new Error(`The banner of ${name} is not as it should be`);
  return (await read()) - before;
}

try {
  const page = await browser.context.newPage();
  const session = await browser.context.newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const spent = new Map<string, number[]>(
    ['plain', ...scripts.map(({ name }) => name)].map((name) => [name, []]),
  );
  for (let i = 0; i <= loads; i += 1)
    for (const [name, times] of spent) {
      const ms = await load(page, session, name);
      // The first fills the caches.
      if (i > 0) times.push(ms);
    }
  const plain = median(spent.get('plain') ?? []);
  for (const { name, what, kilobytes, goal } of scripts) {
    const file = join(import.meta.dirname, '../packages/browser/dist', name);
    const size = gzipSync(readFileSync(file), { level: 9 }).length / 1024;
    tell(
      { asked: `SDK ${what}, compressed`, unit: 'kB', better: 'less', floor: kilobytes, goal },
      { figure: size, measured: `${toNumber(size)} kB`, yardstick: 'none: it is a number of bytes' },
    );
    const own = median(spent.get(name) ?? []) - plain;
    tell(
      {
        asked: `main thread at page load, SDK ${what}, processor 4× slower`,
        ...{ unit: 'ms', better: 'less', floor: 20, goal: 5 },
      },
      {
        figure: own,
        measured: `${toNumber(own)} ms more than without it, median of ${loads} loads`,
        yardstick: `the same page without it: ${toNumber(plain)} ms`,
      },
    );
  }
} finally {
  await browser.close();
  site.close();
}
