// Makes the cluster (PostgreSQL's word for one set of files) on first use, and refuses one that it cannot read.
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../log/index.ts';
import type { Binaries } from './binaries.ts';
import { diskFull, toFileFault, unusable } from './faults.ts';
import { type Account, runProgram } from './program.ts';

/** The owner of everything in the cluster, and the database in it. */
export const ownerName = 'rapport';
const unfinishedPrefix = 'data.new-';

/**
 * The folder of the cluster in `place`, made if absent (about half a second). A kill at any moment leaves either no
 * cluster or a whole one. Throws `database_unusable` for another major version or damaged files, which stay as they are.
 */
export async function makeCluster(
  place: string,
  binaries: Binaries,
  account: Account | undefined,
  log: Log,
): Promise<string> {
  const data = join(place, 'data');
  try {
    if ((await stat(data).catch(ignoreAbsent)) === undefined) {
      await initialise(place, data, binaries, account);
      log.info({ path: data }, 'Made a new PostgreSQL cluster');
    } else {
      await checkVersion(data, binaries);
    }
    return data;
  } catch (error) {
    throw toFileFault(error as NodeJS.ErrnoException, place);
  }
}

function ignoreAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

async function initialise(place: string, data: string, binaries: Binaries, account?: Account): Promise<void> {
  for (const name of await readdir(place)) {
    if (name.startsWith(unfinishedPrefix)) await rm(join(place, name), { recursive: true, force: true });
  }
  const unfinished = join(place, `${unfinishedPrefix}${process.pid}`);
  // initdb syncs all that it wrote (50 ms of its 400 on a plain disk), so the rename makes it whole also on disk.
  const { code, stderr } = await runProgram(
    join(binaries.native, 'bin', 'initdb'),
    [
      `--pgdata=${unfinished}`,
      `--username=${ownerName}`,
      // Whoever reaches the socket may connect: only this account and root can enter its folder (socket.ts), so a
      // password would protect nothing that the folder does not. Network connections are refused even if opened.
      '--auth-local=trust',
      '--auth-host=reject',
      '--encoding=UTF8',
      // PostgreSQL's own collation: texts sort the same on every machine, and no system upgrade breaks an index.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--data-checksums',
      '--no-instructions',
    ],
    account,
  );
  if (code !== 0) {
    await rm(unfinished, { recursive: true, force: true });
    if (/No space left on device|Disk quota exceeded/.test(stderr)) throw diskFull(place);
    const reason = stderr.split('\n').filter((line) => /error|fatal|could not|detail/i.test(line));
    throw unusable(
      'unknown',
      `PostgreSQL's files could not be made in ${place}: ${reason.join(' ').trim() || stderr.trim()}`,
    );
  }
  await rename(unfinished, data);
  const folder = await open(place);
  await folder.sync().finally(() => folder.close());
}

async function checkVersion(data: string, binaries: Binaries): Promise<void> {
  const found = (await readFile(join(data, 'PG_VERSION'), 'utf8').catch(ignoreAbsent))?.trim();
  if (found === undefined || found === '') {
    throw unusable(
      'damaged',
      `${data} holds no whole PostgreSQL cluster (PG_VERSION is missing). Bring it back from a backup; nothing was changed.`,
    );
  }
  const major = Number.parseInt(binaries.version, 10);
  if (found === String(major)) return;
  throw unusable(
    'wrong_version',
    `PostgreSQL's files in ${data} are of version ${found}, and this Rapport brings version ${major}. ` +
      `Start the Rapport that made them, or move the data to a PostgreSQL ${major} with pg_dump; nothing was changed.`,
  );
}
