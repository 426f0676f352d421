#!/usr/bin/env node
// The command `rapport`: start | demo | import | reset-password.
import { isAppError } from '@rapport/protocol';
import { runDemo } from './demo.ts';
import { runStart } from './start.ts';

const usage = `rapport start            run Rapport
rapport demo             run Rapport with the sample shop
rapport import FILE      send a file of history to a running Rapport (rapport import --help)
rapport reset-password   give a member a new password (rapport reset-password --help)
`;

async function main(): Promise<number> {
  const [command, ...rest] = process.argv.slice(2);
  if (command === 'start') return runStart();
  if (command === 'demo') return runDemo();
  if (command === 'import') {
    const { runImport } = await import('./import.ts');
    return runImport(rest);
  }
  if (command === 'reset-password') {
    const { runResetPassword } = await import('./reset-password.ts');
    return runResetPassword(rest);
  }
  process.stdout.write(usage);
  return command === undefined || command === '--help' || command === 'help' ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${isAppError(error) ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}
// Native engines may keep threads; everything of ours is closed by now.
process.exit();
