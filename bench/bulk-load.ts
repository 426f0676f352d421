// How long does it take to bring an existing customer base along, against finding out who belongs together and nothing
// else?
//
// `rapport import` sends the file to a fresh Rapport, and counts until everything is visible everywhere. The yardsticks
// read the same file: in memory, with the reader of the import and a union-find over the links; and in DuckDB, by label
// propagation. All three must find the same number of people. With more than one size the cost of a row is compared.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { scale, tell, toNumber } from './answer.ts';
import { mapping, peoplePerPair, rowsPerPair, writeCustomerBase } from './customer-base.ts';
import { type JoinedPeople, joinInDuckDB, joinInMemory } from './joining.ts';
import { writeKey } from './keys.ts';
import { cpuSeconds } from './processes.ts';
import { startRapport } from './rapport.ts';
import { endLater, makeFolder } from './temporary.ts';

const overMemory = {
  asked: 'first load of a customer base (`rapport import`) ÷ reading the rows and joining them in memory',
  unit: '×',
  better: 'less',
  floor: 30,
  goal: 3,
} as const;
const overDuckDB = {
  asked: 'DuckDB label propagation of the same file ÷ first load of a customer base',
  unit: '×',
  better: 'more',
  floor: 1,
  goal: 20,
} as const;
const perRow = {
  asked: 'first load: time of a row in the largest file ÷ in the smallest',
  unit: '×',
  better: 'less',
  floor: 1.2,
  goal: 1,
} as const;

const sizes = (process.env.BENCH_BULK_ROWS ?? '1000000')
  .split(',')
  .map((rows) => Math.ceil((Number(rows) * scale) / rowsPerPair) * rowsPerPair);

type Loaded = { rows: number; seconds: number; cpu: number; memory: JoinedPeople; duck: JoinedPeople };

async function measure(rows: number): Promise<Loaded> {
  await using folder = await makeFolder();
  const file = join(folder.path, 'customers.csv');
  await writeCustomerBase(file, rows);
  const memory = await joinInMemory(file);
  const duck = await joinInDuckDB(file);
  const people = (rows / rowsPerPair) * peoplePerPair;
  for (const { people: found } of [memory, duck])
    if (found !== people) throw new Error(`A yardstick found ${found} people instead of ${people}`);
  await using rapport = await startRapport();
  const cpuBefore = cpuSeconds(rapport.pid);
  const startedAt = performance.now();
  await importFile(file, rapport.url, folder.path);
  await rapport.settle(36_000);
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = cpuSeconds(rapport.pid) - cpuBefore;
  await rapport.expectStored(rows);
  await rapport.expectPeople(people);
  return { rows, seconds, cpu, memory, duck };
}

async function importFile(file: string, url: string, cwd: string): Promise<void> {
  const command = join(import.meta.dirname, '..', 'packages', 'server', 'src', 'cli', 'rapport.ts');
  const args = [command, 'import', file, '--map', mapping, '--url', url, '--write-key', writeKey];
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'inherit', 'ignore'] });
  const exited = once(child, 'exit');
  const stop = endLater(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  const [code] = (await exited) as [number | null];
  await stop();
  if (code !== 0) throw new Error(`The import ended with ${code}`);
}

const all: Loaded[] = [];
for (const rows of sizes) all.push(await measure(rows));
const last = all.at(-1) as Loaded;
const describe = ({ rows, seconds, cpu }: Loaded): string =>
  `${toNumber(rows)} rows in ${toNumber(seconds)} s, ${toNumber(rows / seconds)} rows/s, ${toNumber((cpu / rows) * 1e6)} µs of processor a row`;

tell(overMemory, {
  figure: last.seconds / last.memory.seconds,
  measured: describe(last),
  yardstick: `reading and union-find ${toNumber(last.memory.seconds)} s`,
});
tell(overDuckDB, {
  figure: last.duck.seconds / last.seconds,
  measured: describe(last),
  yardstick: `DuckDB ${toNumber(last.duck.seconds)} s`,
});
if (all.length > 1) {
  const first = all[0] as Loaded;
  tell(perRow, {
    figure: last.seconds / last.rows / (first.seconds / first.rows),
    measured: describe(last),
    yardstick: describe(first),
  });
}
