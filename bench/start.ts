// How long does Rapport take from its start until it is ready, on a data directory that was used before?
import { spawnSync } from 'node:child_process';
import { median, percentile, sized, tell, toNumber } from './answer.ts';
import { openLoad } from './load.ts';
import { waitUntilIdle } from './processes.ts';
import { startRapport } from './rapport.ts';
import { eventsPerRequest } from './shop-traffic.ts';
import { makeFolder } from './temporary.ts';

const question = {
  asked: 'start to ready, warm data directory',
  unit: 's',
  better: 'less',
  floor: 4,
  goal: 2,
} as const;

const events = sized(200_000, 4000);
const runs = sized(10, 3);

await using folder = await makeFolder();

/** Fills the directory. Returns how long the first start of all took, which also makes the databases. */
async function leaveEvents(dataDir: string): Promise<number> {
  await using rapport = await startRapport({ dataDir });
  await using load = await openLoad({ url: rapport.url, connections: 8, send: 'batches', people: 100_000 });
  await load.run({ requestsMax: events / eventsPerRequest, secondsMax: 300 });
  await rapport.settle();
  await waitUntilIdle(rapport.pid);
  return rapport.readyMs;
}

function startNode(): number {
  const startedAt = performance.now();
  spawnSync(process.execPath, ['--eval', '0']);
  return performance.now() - startedAt;
}

const firstMs = await leaveEvents(folder.path);
const readyMs: number[] = [];
const nodeMs: number[] = [];
for (let run = 0; run < runs; run += 1) {
  nodeMs.push(startNode());
  const rapport = await startRapport({ dataDir: folder.path });
  readyMs.push(rapport.readyMs);
  await rapport.stop();
}

const seconds = (ms: number): string => `${toNumber(ms / 1000)} s`;
tell(question, {
  figure: median(readyMs) / 1000,
  measured: `median ${seconds(median(readyMs))}, longest ${seconds(percentile(readyMs, 1))} of ${runs} starts after ${toNumber(events)} events`,
  yardstick: `Node that does nothing ${seconds(median(nodeMs))}; first start on an empty directory ${seconds(firstMs)}`,
});
