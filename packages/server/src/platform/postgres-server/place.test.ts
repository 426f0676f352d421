// As root: PostgreSQL's account reaches its files and programs, however closed the folders are that Rapport lies in.
import assert from 'node:assert/strict';
import {
  chmod,
  chown,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { isAppError } from '@rapport/protocol';
import { findAccount } from './account.ts';
import { findBinaries } from './index.ts';
import { isRoot, makeScratch, query, type Scratch } from './testing.ts';

let scratch: Scratch;
let systemDirectory: string;
beforeEach(async () => {
  scratch = await makeScratch();
  systemDirectory = join(scratch.path, 'system');
});
afterEach(() => scratch.clear());

describe('as root', { skip: !isRoot && 'only root runs PostgreSQL as another account' }, () => {
  it('runs PostgreSQL as an account that is not root', async () => {
    const server = await scratch.start({ systemDirectory });
    const owner = (await stat(server.files)).uid;
    assert.notEqual(owner, 0);
    assert.match(
      await readFile(`/proc/${server.pid()}/status`, 'utf8'),
      new RegExp(`^Uid:\\t${owner}\\t${owner}\\t`, 'm'),
    );
  });

  it('opens a data directory of mode 700 just for passing through', async () => {
    const path = join(scratch.path, 'data');
    await mkdir(path, { mode: 0o700 });
    const server = await scratch.start({ systemDirectory });
    assert.equal(dirname(server.files), path);
    const { mode, uid, gid } = await stat(path);
    assert.deepEqual([mode & 0o777, uid, gid], [0o710, 0, (await stat(server.files)).gid]);
  });

  it('keeps the files elsewhere when the folders above are closed, and changes none of those', async () => {
    const home = join(scratch.path, 'home');
    await mkdir(home, { mode: 0o700 });
    const path = join(home, 'data');
    const first = await scratch.start({ path, systemDirectory });
    assert.equal(dirname(first.files), systemDirectory);
    assert.match(scratch.log.text(), new RegExp(`PostgreSQL's files lie in ${first.files}`));
    assert.deepEqual([(await stat(home)).mode & 0o777, (await stat(path)).mode & 0o777], [0o700, 0o700]);
    await query(first.connection, 'create table notes as select 1 as id');
    await scratch.stop(first);

    // The place stays, also when the way has become free.
    await chmod(home, 0o755);
    const second = await scratch.start({ path, systemDirectory });
    assert.equal(second.files, first.files);
    assert.deepEqual(await query(second.connection, 'select id from notes'), [{ id: 1 }]);
    await scratch.stop(second);

    await moveCopyAndLose(path, first.files);
  });

  /** A data directory can move, a copy of it cannot use the same files, and lost files are not replaced by empty ones. */
  async function moveCopyAndLose(path: string, files: string): Promise<void> {
    const moved = `${path}-moved`;
    await rename(path, moved);
    const third = await scratch.start({ path: moved, systemDirectory });
    assert.equal(third.files, files);
    await scratch.stop(third);

    await cp(moved, path, { recursive: true });
    await unusable(scratch.start({ path, systemDirectory }), 'files_of_a_copy', /is a copy of/);

    await rm(files, { recursive: true });
    await unusable(scratch.start({ path: moved, systemDirectory }), 'files_missing', /not there any more/);
  }

  it('does not begin anew elsewhere when its files become unreachable', async () => {
    const home = join(scratch.path, 'home');
    await mkdir(home);
    await chmod(home, 0o755);
    const path = join(home, 'data');
    await scratch.stop(await scratch.start({ path, systemDirectory }));
    await chmod(home, 0o700);
    await unusable(scratch.start({ path, systemDirectory }), 'no_access', /cannot get there any more/);
  });

  it('takes no rights from the group of a shared data directory', async () => {
    const path = join(scratch.path, 'data');
    await mkdir(path);
    await chown(path, 0, 4);
    await chmod(path, 0o750);
    const server = await scratch.start({ systemDirectory });
    assert.equal(dirname(server.files), systemDirectory);
    const { mode, gid } = await stat(path);
    assert.deepEqual([mode & 0o777, gid], [0o750, 4]);
  });

  it('runs as the owner of a data directory that is not root', async () => {
    const nobody = await findAccount('nobody');
    assert.ok(nobody);
    const path = join(scratch.path, 'data');
    await mkdir(path, { mode: 0o700 });
    await chown(path, nobody.uid, nobody.gid);
    const server = await scratch.start({ systemDirectory });
    assert.equal((await stat(server.files)).uid, nobody.uid);
    assert.equal((await stat(path)).mode & 0o777, 0o700);
  });

  it('copies programs that cannot be reached, once, and again when the copy is damaged', async () => {
    const closed = join(scratch.path, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const installed = await findBinaries();
    await cp(installed.native, join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
    const binaries = { native: join(closed, 'native'), version: installed.version };
    const copy = join(systemDirectory, `postgres-${installed.version}`);

    await scratch.stop(await scratch.start({ binaries, systemDirectory }));
    assert.deepEqual(await readdir(systemDirectory), [`postgres-${installed.version}`]);
    const { ino, uid } = await stat(join(copy, 'bin', 'postgres'));
    assert.equal(uid, 0, 'the account cannot change its own programs');

    await scratch.stop(await scratch.start({ binaries, systemDirectory }));
    assert.equal((await stat(join(copy, 'bin', 'postgres'))).ino, ino);
    assert.equal(scratch.log.entries.filter(({ message }) => message.startsWith('Copied')).length, 1);

    await truncate(join(copy, 'share', 'postgresql', 'postgres.bki'), 0);
    await writeFile(join(systemDirectory, 'bystander'), '');
    await scratch.stop(await scratch.start({ binaries, systemDirectory }));
    assert.notEqual((await stat(join(copy, 'bin', 'postgres'))).ino, ino);
    assert.deepEqual(await readdir(systemDirectory), ['bystander', `postgres-${installed.version}`]);
  });

  it('copies programs that a strict umask made unreadable', async () => {
    const installed = await findBinaries();
    const native = join(scratch.path, 'native');
    await cp(installed.native, native, { recursive: true, verbatimSymlinks: true });
    await chmod(join(native, 'share', 'postgresql', 'postgres.bki'), 0o600);
    const server = await scratch.start({ binaries: { native, version: installed.version }, systemDirectory });
    assert.equal((await query(server.connection, 'select 1 as one')).length, 1);
  });
});

async function unusable(started: Promise<unknown>, reason: string, message: RegExp): Promise<void> {
  await assert.rejects(started, (error) => {
    assert.ok(isAppError(error), String(error));
    assert.equal(error.details.reason, reason);
    assert.match(error.message, message);
    return true;
  });
}
