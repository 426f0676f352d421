// How long does it take to import a million products into the catalog, and how much memory does it need?
//
// `rapport import --catalog` sends the file to a fresh Rapport, then once more, when every object is there already. Beside it
// stands reading the same file line by line as JSON, which nobody can avoid.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sized, tell, toNumber } from './answer.ts';
import { adminKey, apiHeaders } from './keys.ts';
import { cpuSeconds, memoryOf } from './processes.ts';
import { startRapport } from './rapport.ts';
import { endLater, makeFolder } from './temporary.ts';

const question = {
  asked: 'catalog import of 1,000,000 objects (`rapport import --catalog`)',
  unit: 's',
  better: 'less',
  floor: 120,
  goal: 30,
} as const;

const objects = sized(1_000_000, 20_000);

const toLine = (i: number): string =>
  `${JSON.stringify({
    ...{
      id: `SKU-${i}`,
      name: `Product number ${i}`,
      category: `Category ${i % 40}`,
      brand: `Brand ${i % 300}`,
    },
    ...{
      price: (i % 50_000) / 100,
      currency: 'USD',
      url: `https://shop.example/p/sku-${i}`,
      available: i % 9 > 0,
    },
  })}\n`;

function* toLines(): Generator<string> {
  for (let i = 0; i < objects; i += 1) yield toLine(i);
}

async function readLines(path: string): Promise<number> {
  const startedAt = performance.now();
  let found = 0;
  for await (const line of createInterface({ input: createReadStream(path) }))
    if ((JSON.parse(line) as { id?: string }).id !== undefined) found += 1;
  if (found !== objects) throw new Error(`Read ${found} lines instead of ${objects}`);
  return (performance.now() - startedAt) / 1000;
}

async function importFile(file: string, url: string): Promise<void> {
  const command = join(import.meta.dirname, '..', 'packages', 'server', 'src', 'cli', 'rapport.ts');
  const args = [command, 'import', file, '--catalog', 'product', '--url', url, '--api-key', adminKey];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'ignore'] });
  const exited = once(child, 'exit');
  const stop = endLater(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  const [code] = (await exited) as [number | null];
  await stop();
  if (code !== 0) throw new Error(`The import ended with ${code}`);
}

await using folder = await makeFolder();
const file = join(folder.path, 'products.ndjson');
await pipeline(Readable.from(toLines()), createWriteStream(file));
const bare = await readLines(file);

await using rapport = await startRapport();
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, memoryOf(rapport.pid).anonymousBytes);
}, 250);
const before = memoryOf(rapport.pid).anonymousBytes;
const cpuBefore = cpuSeconds(rapport.pid);
const seconds: number[] = [];
for (let time = 0; time < 2; time += 1) {
  const startedAt = performance.now();
  await importFile(file, rapport.url);
  seconds.push((performance.now() - startedAt) / 1000);
}
clearInterval(watch);
const answer = await fetch(`${rapport.url}/api/catalog/types/product`, { headers: apiHeaders });
const { objects: stored } = (await answer.json()) as { objects: number };
if (stored !== objects) throw new Error(`${stored} objects are stored instead of ${objects}`);

const [first = 0, again = 0] = seconds;
const cpu = (cpuSeconds(rapport.pid) - cpuBefore) / 2;
tell(question, {
  figure: first,
  measured:
    `${toNumber(objects / first)} objects/s; the same file once more ${toNumber(again)} s; ` +
    `${toNumber((cpu / objects) * 1e6)} µs of processor an object; memory grew by ${toNumber((peak - before) / 2 ** 20)} MiB at most`,
  yardstick: `reading the file line by line as JSON ${toNumber(bare)} s`,
});
