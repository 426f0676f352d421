// What a crash run found, in lines for people.
import type { CrashOutcome } from './crash-run.ts';

/** True when nothing was lost, nothing is there twice, and all counts agree. */
export function holds({ lost, doubled, unknown, wrong, people }: CrashOutcome): boolean {
  return (
    [lost, doubled, unknown, wrong].every((list) => list.length === 0) && people.expected === people.listed
  );
}

const listedMax = 10;

export function toReport(outcome: CrashOutcome): string[] {
  const { kills, traffic, people } = outcome;
  const lines = [
    `kills: ${kills.server} of the running server, ${kills.serverStarting} of the starting one, ${kills.everything} of server and PostgreSQL together, ${kills.postgres} of PostgreSQL alone, in ${outcome.seconds.toFixed(0)} s`,
    `${traffic.batches} batches sent; ${traffic.refused} answers failed, ${traffic.retried} retries, ${traffic.givenUp} given up`,
    `${outcome.acknowledged} messages acknowledged, ${outcome.stored} in the event store, ${outcome.unacknowledgedStored} of them without an answer`,
    `lost ${outcome.lost.length}, twice ${outcome.doubled.length}, never sent ${outcome.unknown.length}`,
    `${people.listed} people, ${people.expected} expected; ${outcome.wrong.length} other differences`,
  ];
  for (const [name, list] of Object.entries({
    lost: outcome.lost,
    twice: outcome.doubled,
    wrong: outcome.wrong,
  }))
    for (const one of list.slice(0, listedMax)) lines.push(`  ${name}: ${one}`);
  return lines;
}
