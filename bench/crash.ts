// npm run bench:crash: fifty kills at random moments under steady traffic, and the account afterwards.
//   npm run bench:crash -- --seed 7 --server-kills 30 --postgres-kills 20
import { parseArgs } from 'node:util';
import { holds, toReport } from '../packages/server/src/testing/end-to-end/crash-report.ts';
import { runCrashes } from '../packages/server/src/testing/end-to-end/crash-run.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    'server-kills': { type: 'string', default: '30' },
    'postgres-kills': { type: 'string', default: '20' },
  },
});

const outcome = await runCrashes({
  seed: Number(values.seed),
  serverKills: Number(values['server-kills']),
  postgresKills: Number(values['postgres-kills']),
  say: (line) => process.stdout.write(`${line}\n`),
});
process.stdout.write(`\nseed ${values.seed}\n${toReport(outcome).join('\n')}\n`);
process.stdout.write(holds(outcome) ? '\nNothing lost, nothing twice.\n' : '\nFAILED\n');
process.exitCode = holds(outcome) ? 0 : 1;
