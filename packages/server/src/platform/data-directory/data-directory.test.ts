// The data directory is ours, writable, and held by one process at a time, whatever happened before.
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { isAppError } from '@rapport/protocol';
import { standingClock } from '../clock/index.ts';
import { silentLog } from '../log/index.ts';
import { openDataDirectory } from './index.ts';

const clock = standingClock(new Date('2026-03-01T12:00:00Z'));
const isRoot = process.getuid?.() === 0;
const canMount = isRoot && process.platform === 'linux' && tryMount();
let scratch: string;

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'rapport-test-'));
});
afterEach(async () => {
  await rm(scratch, { recursive: true, force: true });
});

const open = (path: string) => openDataDirectory(path, silentLog, clock);

describe('opening', () => {
  it('makes a directory for itself alone, with a marker', async () => {
    const directory = await open(join(scratch, 'deep', 'data'));
    assert.equal(directory.path, join(scratch, 'deep', 'data'));
    assert.equal((await stat(directory.path)).mode & 0o777, 0o700);
    const marker = JSON.parse(await readFile(directory.pathOf('rapport.json'), 'utf8'));
    assert.deepEqual(marker, { format: 1, id: directory.id, created_at: '2026-03-01T12:00:00.000Z' });
    await directory.release();
  });

  it('keeps its id when opened again, also after a move', async () => {
    const first = await open(join(scratch, 'data'));
    await first.release();
    await rename(join(scratch, 'data'), join(scratch, 'elsewhere'));
    const second = await open(join(scratch, 'elsewhere'));
    assert.equal(second.id, first.id);
    await second.release();
  });

  it('takes an empty mounted disk, whose root holds lost+found', async () => {
    await mkdir(join(scratch, 'lost+found'));
    await (await open(scratch)).release();
  });

  it('gives no path outside', async () => {
    const directory = await open(scratch);
    assert.throws(() => directory.pathOf('../other'));
    assert.throws(() => directory.pathOf('..'));
    assert.equal(directory.pathOf('clickhouse'), join(directory.path, 'clickhouse'));
    await directory.release();
  });
});

describe('refusing', () => {
  it('a directory that holds something else, leaving it as it was', async () => {
    await writeFile(join(scratch, 'thesis.txt'), 'three years of work');
    await refused(
      scratch,
      'data_directory_unusable',
      /not empty and was not made by Rapport \(it holds thesis\.txt\)/,
    );
    assert.deepEqual(await readdir(scratch), ['thesis.txt']);
  });

  it('a directory of a newer format', async () => {
    await (await open(scratch)).release();
    const marker = JSON.parse(await readFile(join(scratch, 'rapport.json'), 'utf8'));
    await writeFile(join(scratch, 'rapport.json'), JSON.stringify({ ...marker, format: 2 }));
    await refused(scratch, 'data_directory_unusable', /newer Rapport \(format 2, this one knows 1\)/);
  });

  it('a damaged marker', async () => {
    await writeFile(join(scratch, 'rapport.json'), '{"format":');
    await refused(scratch, 'data_directory_unusable', /cannot be read as the mark/);
  });

  it('a file in its place', async () => {
    await writeFile(join(scratch, 'data'), '');
    await refused(join(scratch, 'data'), 'data_directory_unusable', /a file is in its place/);
    await refused(join(scratch, 'data', 'below'), 'data_directory_unusable', /a file is in its place/);
  });

  it('a directory that this account may not write to', {
    skip: isRoot && 'root may write anywhere',
  }, async () => {
    await chmod(scratch, 0o500);
    await refused(scratch, 'data_directory_unusable', /may not write to the data directory/);
  });

  it('a read-only disk', { skip: !canMount && 'needs the right to mount' }, async () => {
    await mounted('size=1m', async (disk) => {
      execFileSync('mount', ['-o', 'remount,ro', disk]);
      await refused(disk, 'data_directory_unusable', /on a read-only disk/);
      await refused(join(disk, 'new'), 'data_directory_unusable', /on a read-only disk/);
    });
  });

  it('a full disk, and opens once there is room', {
    skip: !canMount && 'needs the right to mount',
  }, async () => {
    await mounted('size=1m', async (disk) => {
      const data = join(disk, 'data');
      await writeFile(join(disk, 'film'), Buffer.alloc(1024 * 1024 - 16 * 1024));
      await refused(data, 'data_directory_unusable', /is full\. Free some space/);
      await rm(join(disk, 'film'));
      await (await open(data)).release();
    });
  });
});

describe('holding', () => {
  it('refuses a second opening, naming the process', async () => {
    const first = await open(scratch);
    await refused(
      scratch,
      'data_directory_in_use',
      new RegExp(`process ${process.pid}\\) is already running`),
    );
    const other = await startHolder(scratch);
    assert.match(other.said, new RegExp(`refused data_directory_in_use .*process ${process.pid}\\)`));
    await first.release();
    await (await open(scratch)).release();
  });

  it('is given up when the holder is killed, also when its process id lives on', async () => {
    const holder = await startHolder(scratch);
    assert.match(holder.said, /^held/);
    assert.deepEqual((await readdir(scratch)).sort(), ['rapport.json', 'rapport.lock', 'rapport.pid']);
    await refused(scratch, 'data_directory_in_use', new RegExp(`process ${holder.process.pid}\\)`));
    holder.process.kill('SIGKILL');
    await once(holder.process, 'exit');
    // What a reused id looks like: the file names a process that is alive but is not Rapport.
    await writeFile(join(scratch, 'rapport.pid'), `${process.ppid}\n`);
    await (await open(scratch)).release();
  });

  it('has one winner when many start at once', async () => {
    const starters = await Promise.all(Array.from({ length: 6 }, () => startHolder(scratch)));
    const winners = starters.filter((starter) => starter.said.startsWith('held'));
    const losers = starters.filter((starter) => starter.said.startsWith('refused data_directory_in_use'));
    for (const { process } of winners) process.kill('SIGKILL');
    assert.deepEqual([winners.length, losers.length], [1, 5], starters.map(({ said }) => said).join(''));
    for (const loser of losers) assert.match(loser.said, new RegExp(`process ${winners[0]?.process.pid}\\)`));
  });
});

async function refused(path: string, code: string, message: RegExp): Promise<void> {
  await assert.rejects(open(path), (error) => {
    assert.ok(isAppError(error), String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  });
}

/** A process of its own that opens the directory, says what came of it, and holds it until it is killed. */
async function startHolder(path: string): Promise<{ process: ChildProcess; said: string }> {
  const script = `
    import { openDataDirectory } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
    import { systemClock } from ${JSON.stringify(join(dirname(import.meta.dirname), 'clock', 'index.ts'))};
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    try {
      await openDataDirectory(process.argv[1], log, systemClock());
      console.log('held');
      setInterval(() => {}, 1000);
    } catch (error) {
      console.log('refused', error.code, error.message);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await once(child.stdout, 'data');
  return { process: child, said: String(said) };
}

async function mounted(options: string, work: (disk: string) => Promise<void>): Promise<void> {
  const disk = join(scratch, 'disk');
  await mkdir(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk]);
  try {
    await work(disk);
  } finally {
    execFileSync('umount', [disk]);
  }
}

function tryMount(): boolean {
  const place = mkdtempSync(join(tmpdir(), 'rapport-test-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place], { stdio: 'ignore' });
    execFileSync('umount', [place], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
