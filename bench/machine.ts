// The machine that a table of figures belongs to.
import { spawnSync } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { toNumber } from './answer.ts';
import { makeFolder } from './temporary.ts';

/** One line: cores, memory, disk, Node, commit and day. */
export async function describeMachine(): Promise<string> {
  const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).stdout.trim();
  const facts = [
    `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`,
    `${toNumber(totalmem() / 2 ** 30)} GiB of memory`,
    `${toNumber(await measureFlushes())} fdatasync/s`,
    `Linux ${release()}`,
    `Node ${process.versions.node}`,
    `commit ${commit}`,
    new Date().toISOString().slice(0, 10),
  ];
  return facts.join(' · ');
}

/** Appends of 4 KiB that reach the disk one after the other, a second. Durable figures stand or fall with it. */
async function measureFlushes(): Promise<number> {
  await using folder = await makeFolder();
  const file = openSync(join(folder.path, 'flushes'), 'w');
  const block = Buffer.alloc(4096, 1);
  const startedAt = performance.now();
  let count = 0;
  while (performance.now() - startedAt < 1000) {
    writeSync(file, block);
    fdatasyncSync(file);
    count += 1;
  }
  closeSync(file);
  return count / ((performance.now() - startedAt) / 1000);
}
