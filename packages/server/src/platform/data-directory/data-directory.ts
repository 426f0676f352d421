// Opens the data directory: creates it, makes sure that it is ours and writable, and holds it for this process.
import { mkdir, open, readdir, realpath, rm, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Clock } from '../clock/index.ts';
import type { Log } from '../log/index.ts';
import { toDataDirectoryFault, unusable } from './faults.ts';
import { lockDirectory } from './lock.ts';
import { findMarker, writeMarker } from './marker.ts';

export type DataDirectory = {
  /** Absolute, with symbolic links resolved. */
  readonly path: string;
  /** Made when the directory was first used; it stays when the directory is moved. */
  readonly id: string;
  /** The path of a file or folder directly inside. */
  pathOf(name: string): string;
  /** Lets another process use the directory. Call it last, when nothing writes there any more. */
  release(): Promise<void>;
};

/** What may lie in a directory that is not ours yet: our own first files, and what systems put into any folder. */
const harmless = /^(rapport\.(lock|pid|probe|json\.new)|lost\+found|\.DS_Store|\.gitkeep|\.gitignore)$/;
const probeBytes = 64 * 1024;
const lowSpaceBytes = 512 * 1024 * 1024;

/**
 * Opens `path` (relative to the working directory, created when absent) and holds it until `release` or until the
 * process ends in any way. Throws `data_directory_in_use` when another process holds it and
 * `data_directory_unusable` when it cannot serve: the message says why and what to do, and nothing was changed.
 */
export async function openDataDirectory(path: string, log: Log, clock: Clock): Promise<DataDirectory> {
  const wanted = resolve(path);
  try {
    // Others have no business here; folders above it that we have to make are ordinary ones.
    await mkdir(resolve(wanted, '..'), { recursive: true });
    await mkdir(wanted, { mode: 0o700 }).catch(ignoreExisting);
    const real = await realpath(wanted);
    // Before the first write, so that a mistyped path leaves no trace in somebody else's folder.
    await refuseForeign(real);
    const lock = await lockDirectory(real, log);
    try {
      await checkWritable(real, log);
      // Again, now that nobody else can write one at the same time.
      const marker = (await findMarker(real)) ?? (await writeMarker(real, clock.now()));
      return { path: real, id: marker.id, pathOf: (name) => toPathInside(real, name), release: lock.release };
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    throw toDataDirectoryFault(error, wanted);
  }
}

/** Whether Rapport has been started on this directory before. Changes nothing. */
export async function holdsData(path: string): Promise<boolean> {
  const wanted = resolve(path);
  try {
    return (await findMarker(wanted)) !== undefined;
  } catch (error) {
    throw toDataDirectoryFault(error, wanted);
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

async function refuseForeign(path: string): Promise<void> {
  const names = await readdir(path);
  if ((await findMarker(path)) !== undefined) return;
  const foreign = names.filter((name) => !harmless.test(name));
  if (foreign.length === 0) return;
  throw unusable(
    'foreign',
    `${path} is not empty and was not made by Rapport (it holds ${foreign.slice(0, 3).join(', ')}${foreign.length > 3 ? ' …' : ''}). ` +
      'Choose an empty or a new directory with RAPPORT_DATA_DIR.',
  );
}

/** Writes a real file: mode bits do not tell about read-only mounts, full disks and quotas. */
async function checkWritable(path: string, log: Log): Promise<void> {
  const probe = join(path, 'rapport.probe');
  try {
    const file = await open(probe, 'w', 0o600);
    try {
      await file.writeFile(Buffer.alloc(probeBytes, 1));
      await file.sync();
    } finally {
      await file.close();
    }
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
  const { bavail, bsize } = await statfs(path);
  if (bavail * bsize < lowSpaceBytes) {
    const megabytes = Math.floor((bavail * bsize) / 1024 / 1024);
    log.warn({ path, megabytes }, 'Little space is left on the disk of the data directory');
  }
}

function toPathInside(directory: string, name: string): string {
  if (!/^[\w-][\w.-]*$/.test(name))
    throw new Error(`"${name}" is not the name of a file in the data directory`);
  return join(directory, name);
}
