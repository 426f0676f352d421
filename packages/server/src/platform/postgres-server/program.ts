// Runs a program to its end, if need be as another account.
import { spawn } from 'node:child_process';

/** Who PostgreSQL runs as when Rapport itself runs as root. */
export type Account = { readonly name: string; readonly uid: number; readonly gid: number };

export type ProgramResult = { code: number | null; stdout: string; stderr: string };

/**
 * The whole environment that PostgreSQL's programs get. Nothing of ours is passed on: it holds keys, and PG… variables
 * would change what the programs do. C makes their messages the same everywhere.
 */
export const bareEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH ?? '/usr/bin:/bin:/usr/sbin:/sbin',
  LC_ALL: 'C',
});

/** How to spawn as `account`. The root folder, because the account may not be able to enter ours. */
export const asAccount = (account: Account | undefined) => ({
  cwd: '/',
  env: bareEnvironment(),
  ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
});

/** Resolves with what the program said, whatever its exit code. Rejects when it cannot be run at all. */
export function runProgram(file: string, args: readonly string[], account?: Account): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...asAccount(account), stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/**
 * Whether a shell test holds for the account: asks the system itself, so access lists, security modules and every
 * folder on the way count too. `"$1"`, `"$2"` … in the script are the arguments.
 */
export async function holdsFor(
  account: Account | undefined,
  script: string,
  ...args: string[]
): Promise<boolean> {
  const { code } = await runProgram('/bin/sh', ['-c', script, 'sh', ...args], account);
  return code === 0;
}
