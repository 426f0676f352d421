// A crash run: steady traffic while the server, or only its PostgreSQL, is killed at moments that a seed chooses.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, takeAccount } from './crash-account.ts';
import { startTraffic, type Traffic } from './crash-traffic.ts';
import { type Random, seededRandom } from './seeded.ts';
import { prepareSpawnedServer, type SpawnedServer } from './spawned-server.ts';

export type CrashPlan = {
  seed: number;
  /** Kills of the server's process; some hit it while it starts, some take its PostgreSQL along. */
  serverKills: number;
  /** Kills of PostgreSQL alone. */
  postgresKills: number;
  /** Told of each step. */
  say?: (line: string) => void;
};

export type CrashOutcome = Account & {
  traffic: Traffic['counts'];
  kills: { server: number; serverStarting: number; everything: number; postgres: number };
  seconds: number;
};

/** Time between two kills. */
const quietMsMin = 100;
const quietMsMax = 1800;
/** One of so many kills of the server is followed by a kill of the one that starts. */
const startingKillOneOf = 4;
/** One of so many kills of a running server kills its PostgreSQL in the same moment. */
const everythingOneOf = 3;
const settleMsMax = 120_000;
const recoverMsMax = 60_000;

/** Runs the plan on an empty server and returns the account. Throws when the server does not come back. */
export async function runCrashes(plan: CrashPlan): Promise<CrashOutcome> {
  const random = seededRandom(plan.seed);
  const say = plan.say ?? (() => {});
  const since = performance.now();
  const server = await prepareSpawnedServer();
  try {
    await server.start();
    const traffic = startTraffic(server, seededRandom(plan.seed + 1));
    const kills = await killAll(server, plan, random, say).catch(async (error: Error) => {
      await traffic.stop();
      throw error;
    });
    await sleep(300);
    await traffic.stop();
    say(`${traffic.acknowledged.size} messages acknowledged; waiting until all are visible`);
    await server.settle(settleMsMax);
    const account = await takeAccount(server, traffic);
    return { ...account, traffic: traffic.counts, kills, seconds: (performance.now() - since) / 1000 };
  } finally {
    await server.clear();
  }
}

async function killAll(
  server: SpawnedServer,
  plan: CrashPlan,
  random: Random,
  say: (line: string) => void,
): Promise<CrashOutcome['kills']> {
  const targets = random.shuffle([
    ...Array<'server'>(plan.serverKills).fill('server'),
    ...Array<'postgres'>(plan.postgresKills).fill('postgres'),
  ]);
  const kills = { server: 0, serverStarting: 0, everything: 0, postgres: 0 };
  let starting = false;
  for (const [i, target] of targets.entries()) {
    const quietMs = quietMsMin + random.below(quietMsMax - quietMsMin);
    await sleep(quietMs);
    const name = `kill ${i + 1} of ${targets.length}`;
    if (target === 'postgres') {
      say(`${name}: PostgreSQL, after ${quietMs} ms`);
      await killPostgres(server);
      kills.postgres += 1;
      continue;
    }
    const everything = !starting && random.below(everythingOneOf) === 0;
    const also = everything ? ' and PostgreSQL' : '';
    say(`${name}: the server${also}, after ${quietMs} ms${starting ? ' of its start' : ''}`);
    if (everything) process.kill(await server.findPostgresPid(), 'SIGKILL');
    await server.kill();
    kills[starting ? 'serverStarting' : everything ? 'everything' : 'server'] += 1;
    // What starts can be killed as well; the next kill then finds it half-way.
    starting = targets[i + 1] === 'server' && random.below(startingKillOneOf) === 0;
    if (starting) server.launch();
    else await server.start();
  }
  return kills;
}

/** Kills PostgreSQL and waits until the server has another and says that it is ready. */
async function killPostgres(server: SpawnedServer): Promise<void> {
  const pid = await server.findPostgresPid();
  process.kill(pid, 'SIGKILL');
  const until = performance.now() + recoverMsMax;
  for (;;) {
    await sleep(20);
    const now = await server.findPostgresPid().catch(() => pid);
    if (now !== pid && (await isReady(server))) return;
    if (performance.now() > until) throw new Error('The server did not recover from the kill of PostgreSQL');
  }
}

const isReady = (server: SpawnedServer): Promise<boolean> =>
  server.request('GET', '/health/ready').then(
    ({ status }) => status === 200,
    () => false,
  );
