// rapport start: runs the server until it is told to stop.
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { type Rapport, startRapport } from '../main.ts';
import { parseConfig } from '../platform/config/index.ts';

/** Ends what was begun beside the server, while it still answers. */
type Close = () => Promise<void>;

/** Starts, says what a newcomer needs to know, and waits for SIGTERM or SIGINT. */
export async function runStart(
  afterReady: (rapport: Rapport) => Promise<Close> = async () => async () => {},
): Promise<number> {
  // Several threads that collect young garbage together cost more processor time than one, and our cores are few.
  setFlagsFromString('--no-parallel-scavenge');
  const stopped = waitForSignal();
  const rapport = await startRapport(parseConfig(process.env));
  introduce(rapport);
  const work = afterReady(rapport).catch((error: unknown) => {
    process.stderr.write(`${(error as Error).message}\n`);
    return undefined;
  });
  await stopped;
  process.stdout.write('Stopping …\n');
  const soon = () => sleep(100, undefined);
  // What is still at work is stopped with the server.
  const close = await Promise.race([work, soon()]);
  await close?.().catch(() => {});
  await rapport.stop();
  await Promise.race([work, soon()]);
  return 0;
}

function introduce(rapport: Rapport): void {
  const lines = [`Rapport is ready at ${rapport.url}`];
  if (rapport.member.password !== undefined) {
    lines.push(
      `Sign in as ${rapport.member.email} with the password ${rapport.member.password} (shown once)`,
    );
  }
  if (rapport.adminKey !== undefined)
    lines.push(`API key with every scope: ${rapport.adminKey} (shown once)`);
  lines.push(`Write key of the first source: ${rapport.writeKey}`);
  lines.push(...rapport.notices);
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** The first signal stops cleanly. A second one ends at once: the next start recovers. */
function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(130);
        asked = true;
        resolve();
      });
    }
  });
}
