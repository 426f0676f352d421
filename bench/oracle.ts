// How often does the engine answer as the oracle does? `npm run bench:oracle` asks many more generated definitions of generated
// people than the tests do, and stops at the first answer that differs.
//
// `--cases` is how many (each is one definition asked of one person; 100,000 when left out), `--seed` where to begin.
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import {
  findDifference,
  toReport,
  toSmallest,
} from '../packages/server/src/testing/definition-differences.ts';
import { openWorld } from '../packages/server/src/testing/definition-world.ts';
import { arbitraryQuestions } from '../packages/server/src/testing/scenarios/index.ts';
import { nowMs, warsaw } from '../packages/server/src/testing/scenarios/scenario.ts';

const { values } = parseArgs({ options: { cases: { type: 'string' }, seed: { type: 'string' } } });
const casesMin = Number(values.cases ?? 100_000);
const firstSeed = Number(values.seed ?? randomInt(2 ** 31));
/** Asked at once. Many people cost hardly more than few: it is the definitions that the engine has to read. */
const counts = { people: 24, conditions: 16, values: 8 };
const casesOfRun = counts.people * (counts.conditions + counts.values);

const asked = { momentMs: nowMs, zone: warsaw };
const startedMs = performance.now();
const seconds = (): string => ((performance.now() - startedMs) / 1000).toFixed(0);
const runs = Math.ceil(casesMin / casesOfRun);
const world = await openWorld();
console.log(
  `seed ${firstSeed}: ${runs} runs of ${counts.people} people and ${casesOfRun / counts.people} definitions`,
);
for (let run = 1; run <= runs; run += 1) {
  // A seed for each run, so that the one that failed can be asked alone.
  const seed = (firstSeed + run - 1) % 2 ** 31;
  const [questions] = fc.sample(arbitraryQuestions(counts), { numRuns: 1, seed });
  if (questions === undefined) throw new Error('nothing was generated');
  const difference = await findDifference(world, questions, asked);
  if (difference !== undefined) {
    console.error(`differs, again with --seed ${seed} --cases 1:`);
    console.error(toReport(await toSmallest(world, difference, asked)));
    process.exitCode = 1;
    break;
  }
  if (run % 50 === 0 || run === runs) console.log(`${run * casesOfRun} cases alike after ${seconds()} s`);
}
await world.close();
