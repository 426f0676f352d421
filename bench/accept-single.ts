// How many requests with a single event does Rapport accept a second, against a bare server that reads and answers?
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { median, sized, tell, toNumber } from './answer.ts';
import { type LoadResult, openLoad } from './load.ts';
import { cpuSeconds } from './processes.ts';
import { startRapport } from './rapport.ts';
import { endLater } from './temporary.ts';

const question = {
  asked: 'single-event requests/s ÷ bare `node:http` that reads the body and answers',
  unit: '×',
  better: 'more',
  floor: 0.4,
  goal: 0.85,
} as const;

const rounds = 3;
const secondsPerRound = sized(6, 1);
const sending = { connections: 32, send: 'singles', people: 100_000 } as const;

async function startBareServer() {
  const child = fork(join(import.meta.dirname, 'bare-server.ts'), { stdio: 'inherit' });
  const stop = endLater(async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  const [url] = (await once(child, 'message')) as [string];
  return { url, pid: child.pid as number, [Symbol.asyncDispose]: stop };
}

await using bare = await startBareServer();
await using rapport = await startRapport();
await using bareLoad = await openLoad({ url: bare.url, ...sending });
await using load = await openLoad({ url: rapport.url, ...sending });

const toWarmUp = { requestsMax: Number.POSITIVE_INFINITY, secondsMax: Math.max(0.3, secondsPerRound / 5) };
await bareLoad.run(toWarmUp);
let sent = (await load.run(toWarmUp)).requests;
await rapport.settle();

const ratios: number[] = [];
const rates = { bare: [] as number[], rapport: [] as number[] };
const cpu = { bare: [] as number[], rapport: [] as number[] };
async function measure(which: 'bare' | 'rapport'): Promise<LoadResult> {
  const { pid } = which === 'bare' ? bare : rapport;
  const before = cpuSeconds(pid);
  const result = await (which === 'bare' ? bareLoad : load).run({
    requestsMax: Number.POSITIVE_INFINITY,
    secondsMax: secondsPerRound,
  });
  rates[which].push(result.requests / result.seconds);
  cpu[which].push(((cpuSeconds(pid) - before) / result.requests) * 1e6);
  return result;
}
for (let round = 0; round < rounds; round += 1) {
  await measure('bare');
  sent += (await measure('rapport')).requests;
  ratios.push((rates.rapport.at(-1) as number) / (rates.bare.at(-1) as number));
  await rapport.settle();
}
await rapport.expectStored(sent);

tell(question, {
  figure: median(ratios),
  measured: `${toNumber(median(rates.rapport))} requests/s, ${toNumber(median(cpu.rapport))} µs of processor each (all processes, the pipeline's work meanwhile included)`,
  yardstick: `bare server ${toNumber(median(rates.bare))} requests/s, ${toNumber(median(cpu.bare))} µs each`,
});
