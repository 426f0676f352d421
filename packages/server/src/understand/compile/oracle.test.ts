// Generated definitions of generated people: the engine answers as the oracle does.
//
// Each run asks a handful of definitions of a handful of people at once, which is also how the product asks: of everybody, and
// of some of them. A failure names its seed, and tells the difference as small as can be. `npm run bench:oracle` runs many more.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { findDifference, toReport, toSmallest } from '../../testing/definition-differences.ts';
import { openWorld, type World } from '../../testing/definition-world.ts';
import { arbitraryQuestions, catalog } from '../../testing/scenarios/index.ts';
import { nowMs, warsaw } from '../../testing/scenarios/scenario.ts';

/** Runs of so many people and definitions each: the cases are their product. */
const runs = Number(process.env.RAPPORT_ORACLE_RUNS ?? 8);
const seed = Number(process.env.RAPPORT_ORACLE_SEED ?? Math.trunc(Math.random() * 2 ** 31));

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const asked = { momentMs: nowMs, zone: warsaw, catalog };

test('the engine answers as the oracle does', async () => {
  const generated = fc.sample(arbitraryQuestions({ people: 12, conditions: 16, values: 8 }), {
    numRuns: runs,
    seed,
  });
  for (const questions of generated) {
    const difference = await findDifference(world, questions, asked);
    if (difference !== undefined)
      assert.fail(`RAPPORT_ORACLE_SEED=${seed}: ${toReport(await toSmallest(world, difference, asked))}`);
  }
});
