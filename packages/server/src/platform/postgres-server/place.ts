// Decides where PostgreSQL's files lie: inside the data directory, or, when its account cannot get there, in a system
// folder that a pointer file in the data directory names.
import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, open, readFile, rename, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { DataDirectory } from '../data-directory/index.ts';
import type { Log } from '../log/index.ts';
import { toFileFault, unusable } from './faults.ts';
import { type Account, holdsFor } from './program.ts';
import { makeSystemDirectory } from './system-directory.ts';

const pointerName = 'postgres-location.json';
const pointerSchema = z.object({ postgres: z.string(), data_directory: z.string() });

/** The folder that an earlier start chose outside the data directory, or undefined. */
export async function findPlaceOutside(dataDirectory: DataDirectory): Promise<string | undefined> {
  const pointerFile = dataDirectory.pathOf(pointerName);
  const text = await readFile(pointerFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw toFileFault(error, pointerFile);
  });
  if (text === undefined) return undefined;
  const pointer = parsePointer(text, pointerFile);
  if ((await stat(pointer.postgres).catch(() => undefined)) === undefined) {
    throw unusable(
      'files_missing',
      `PostgreSQL's files of ${dataDirectory.path} were in ${pointer.postgres}, which is not there any more. ` +
        `Bring that folder back; or, to begin with an empty database, remove ${pointerFile}.`,
    );
  }
  if (pointer.data_directory !== dataDirectory.path) {
    await refuseCopy(pointer, dataDirectory);
    await writePointer(dataDirectory, pointer.postgres);
  }
  return pointer.postgres;
}

/** A moved data directory keeps its files; of a copied one two would use the same files. */
async function refuseCopy(
  pointer: z.infer<typeof pointerSchema>,
  dataDirectory: DataDirectory,
): Promise<void> {
  const marker = await readFile(join(pointer.data_directory, 'rapport.json'), 'utf8').catch(() => '');
  if (!marker.includes(dataDirectory.id)) return;
  throw unusable(
    'files_of_a_copy',
    `${dataDirectory.path} is a copy of ${pointer.data_directory}, whose PostgreSQL files lie in ${pointer.postgres} and were not copied with it. ` +
      `Start on ${pointer.data_directory}; or copy that folder too and name the copy in ${dataDirectory.pathOf(pointerName)}.`,
  );
}

function parsePointer(text: string, file: string): z.infer<typeof pointerSchema> {
  try {
    return pointerSchema.parse(JSON.parse(text));
  } catch (error) {
    throw unusable(
      'damaged',
      `${file}, which says where PostgreSQL's files lie, cannot be read. Restore it.`,
      error,
    );
  }
}

/** The usual folder, inside the data directory. */
export const placeInside = (dataDirectory: DataDirectory): string => dataDirectory.pathOf('postgres');

/**
 * Makes the folder for PostgreSQL's files, owned by `account` and closed to everybody else but root, and returns it.
 * Nothing outside the data directory and `systemDirectory` changes its owner or mode.
 */
export async function makePlace(
  dataDirectory: DataDirectory,
  account: Account | undefined,
  systemDirectory: string,
  log: Log,
): Promise<string> {
  try {
    const inside = placeInside(dataDirectory);
    await makeFolder(inside, account);
    if (account === undefined || (await canUse(account, inside))) return inside;
    if (await openGroupPath(dataDirectory.path, account)) {
      if (await canUse(account, inside)) return inside;
    }
    await refuseUnreachable(account, inside);
    const hash = createHash('sha256').update(dataDirectory.path).digest('hex').slice(0, 12);
    const outside = join(systemDirectory, `${hash}-${dataDirectory.id}`);
    await makeSystemDirectory(systemDirectory);
    await makeFolder(outside, account);
    if (!(await canUse(account, outside))) throw unreachable(account, inside, outside);
    // After the folder is there: a pointer to nothing means that files were lost.
    await writePointer(dataDirectory, outside);
    log.info(
      { path: outside },
      `PostgreSQL's files lie in ${outside}, because its account ${account.name} cannot enter ${dataDirectory.path}`,
    );
    return outside;
  } catch (error) {
    throw toFileFault(error as NodeJS.ErrnoException, dataDirectory.path);
  }
}

async function makeFolder(path: string, account: Account | undefined): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (account === undefined) return;
  await chown(path, account.uid, account.gid);
  await chmod(path, 0o700);
}

/** A cluster that is there already must not be left behind for a new, empty one elsewhere. */
async function refuseUnreachable(account: Account, inside: string): Promise<void> {
  const isCluster = (await stat(join(inside, 'data')).catch(() => undefined)) !== undefined;
  if (!isCluster) return rmdir(inside);
  throw unusable(
    'no_access',
    `PostgreSQL's files are in ${inside}, but its account ${account.name} cannot get there any more. ` +
      'Let it pass through the folders above (chmod o+x), or move the data directory to a place that it can reach.',
  );
}

const canUse = (account: Account, path: string): Promise<boolean> =>
  holdsFor(account, 'cd "$1" && test -w .', path);

/**
 * Lets the account pass through the data directory (not list it), when that directory itself is what bars the way.
 * Only where its group has no rights yet, so that nobody loses any.
 */
async function openGroupPath(path: string, account: Account): Promise<boolean> {
  if (!(await holdsFor(account, 'test -x "$1"', dirname(path)))) return false;
  const { uid, mode } = await stat(path);
  if ((mode & 0o070) !== 0) return false;
  await chown(path, uid, account.gid);
  await chmod(path, (mode & 0o707) | 0o010);
  return true;
}

async function writePointer(dataDirectory: DataDirectory, postgres: string): Promise<void> {
  const target = dataDirectory.pathOf(pointerName);
  const pointer: z.infer<typeof pointerSchema> = { postgres, data_directory: dataDirectory.path };
  const file = await open(`${target}.new`, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(pointer, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${target}.new`, target);
  const folder = await open(dataDirectory.path);
  await folder.sync().finally(() => folder.close());
}

const unreachable = (account: Account, inside: string, outside: string) =>
  unusable(
    'no_access',
    `PostgreSQL's account ${account.name} can write neither to ${inside} nor to ${outside}. ` +
      'Start Rapport as an ordinary user, or set RAPPORT_DATA_DIR to a directory that the account can reach.',
  );
