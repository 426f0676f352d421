// Brings a clone to the point where it can run: packages installed, console and card built. Says nothing when
// both are up to date. npm calls it before `start`, `demo`, `test` and `bench`, so it may lean on
// nothing but Node 20 and npm 10: it is plain JavaScript and imports no package.

import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, bundles, isStale } from './setup/bundle.mjs';
import { withLock } from './setup/one-at-a-time.mjs';
import { installPackages, packagesAreStale } from './setup/packages.mjs';
import { SetupError } from './setup/steps.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const nodeMajorMin = 20;

async function main() {
  const nodeMajor = Number.parseInt(process.versions.node, 10);
  if (nodeMajor < nodeMajorMin) {
    throw new SetupError(
      `Rapport needs Node ${nodeMajorMin} or newer to set itself up; this is Node ${process.versions.node}.`,
      'Install a newer Node (https://nodejs.org) and run the command again.',
    );
  }
  if (!packagesAreStale(root) && !bundles.some((one) => isStale(root, one))) return;
  // Another set-up of the same clone may have done the work while we waited for the lock: look again.
  await withLock(root, async () => {
    if (packagesAreStale(root)) await installPackages(root);
    for (const one of bundles) if (isStale(root, one)) await build(root, one);
  });
}

try {
  await main();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`\n${error.message}\n${error.remedy}\n`);
  process.exitCode = 1;
}
