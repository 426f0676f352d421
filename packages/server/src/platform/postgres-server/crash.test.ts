// Kills of every kind: what was committed is there afterwards, and nothing is left behind.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isAlive, listProcessesOf } from './processes.ts';
import { asAccount } from './program.ts';
import {
  isRoot,
  listGuards,
  makeScratch,
  query,
  restarted,
  type Scratch,
  startElsewhere,
  until,
} from './testing.ts';

const onLinux = process.platform === 'linux';
let scratch: Scratch;
beforeEach(async () => {
  scratch = await makeScratch();
});
afterEach(() => scratch.clear());

describe('PostgreSQL alone', () => {
  it('is back soon after a kill, with all that was committed', async () => {
    const server = await scratch.start();
    await query(server.connection, 'create table notes (id int)');
    for (let id = 1; id <= 3; id++) {
      await query(server.connection, 'insert into notes values ($1)', [id]);
      const before = server.pid() ?? 0;
      const back = restarted(server);
      const start = performance.now();
      process.kill(before, 'SIGKILL');
      await back;
      assert.ok(performance.now() - start < 10_000, `back after ${performance.now() - start} ms`);
      assert.notEqual(server.pid(), before);
      assert.deepEqual(await query(server.connection, 'select count(*)::int as notes from notes'), [
        { notes: id },
      ]);
    }
    assert.equal(scratch.log.entries.filter(({ level }) => level === 'error').length, 3);
  });

  it('is back after one of its connections crashes', async () => {
    const server = await scratch.start();
    const client = new pg.Client({ ...server.connection });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query('select pg_backend_pid() as pid');
    const back = restarted(server);
    process.kill(rows[0].pid, 'SIGKILL');
    await back;
    assert.equal((await query(server.connection, 'select 1 as one')).length, 1);
  });

  it('is back though a connection is busy and does not notice that its server is gone', async () => {
    const server = await scratch.start();
    const client = new pg.Client({ ...server.connection });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query('select pg_backend_pid() as pid');
    // A stopped process is as deaf as one in a long computation, and at no cost.
    const busy: number = rows[0].pid;
    process.kill(busy, 'SIGSTOP');
    const back = restarted(server);
    process.kill(server.pid() ?? 0, 'SIGKILL');
    await back;
    assert.equal(await isAlive(busy), false);
    assert.equal((await query(server.connection, 'select 1 as one')).length, 1);
  });

  it('is tried again until it starts', async () => {
    const server = await scratch.start();
    const control = join(server.files, 'data', 'global', 'pg_control');
    const back = restarted(server);
    process.kill(server.pid() ?? 0, 'SIGKILL');
    await rename(control, `${control}.away`);
    await until(() => /could not be restarted yet/.test(scratch.log.text()), 5000);
    assert.equal(server.pid(), undefined);
    await rename(`${control}.away`, control);
    await back;
    assert.equal((await query(server.connection, 'select 1 as one')).length, 1);
  });

  it('can be stopped while it is down or coming back', async () => {
    for (const pause of [0, 5, 20, 60]) {
      const server = await scratch.start();
      process.kill(server.pid() ?? 0, 'SIGKILL');
      await sleep(pause);
      const start = performance.now();
      await scratch.stop(server);
      assert.ok(performance.now() - start < 10_000);
      if (onLinux) assert.deepEqual(await listProcessesOf(join(server.files, 'data')), []);
    }
  });
});

describe('Rapport', { skip: !onLinux && 'reads /proc' }, () => {
  it('takes PostgreSQL along when it is killed', async () => {
    const other = await startElsewhere(join(scratch.path, 'data'));
    await query(other.connection, 'create table notes as select 1 as id');
    killGroup(other.process);
    assert.ok(await until(async () => !(await isAlive(other.postgresPid)), 5000), 'PostgreSQL ended too');
    assert.ok(
      await until(async () => (await listGuards(other.postgresPid)).length === 0, 1000),
      'and its guard',
    );
    const server = await scratch.start();
    assert.deepEqual(await query(server.connection, 'select id from notes'), [{ id: 1 }]);
    assert.doesNotMatch(scratch.log.text(), /not properly shut down/);
  });

  it('can be started again at once', async () => {
    const other = await startElsewhere(join(scratch.path, 'data'));
    await query(other.connection, 'create table notes as select 1 as id');
    killGroup(other.process);
    const server = await scratch.start();
    assert.deepEqual(await query(server.connection, 'select id from notes'), [{ id: 1 }]);
    assert.equal(await isAlive(other.postgresPid), false);
  });

  it('stops a PostgreSQL that lost its guard as well', async () => {
    const other = await startElsewhere(join(scratch.path, 'data'));
    const client = new pg.Client({ ...other.connection });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('create table notes as select 1 as id');
    for (const guard of await listGuards(other.postgresPid)) process.kill(guard, 'SIGKILL');
    killGroup(other.process);
    await once(other.process, 'exit');
    await sleep(200);
    assert.equal(await isAlive(other.postgresPid), true, 'it is on its own now');
    assert.equal((await client.query('select id from notes')).rowCount, 1);

    const server = await scratch.start();
    assert.equal(await isAlive(other.postgresPid), false);
    assert.match(scratch.log.text(), /Stopping the PostgreSQL that a killed run left behind/);
    assert.deepEqual(await query(server.connection, 'select id from notes'), [{ id: 1 }]);
  });

  it('starts after everything was killed at once and the process id was given away', async () => {
    const other = await startElsewhere(join(scratch.path, 'data'));
    await query(other.connection, 'create table notes as select 1 as id');
    const cluster = join(scratch.path, 'data', 'postgres', 'data');
    const { uid, gid } = await stat(cluster);
    for (const guard of await listGuards(other.postgresPid)) process.kill(guard, 'SIGKILL');
    killGroup(other.process);
    for (const pid of await listProcessesOf(cluster)) process.kill(pid, 'SIGKILL');
    // PostgreSQL believes a process id when it is alive and of its own account.
    const account = isRoot ? { name: 'owner', uid, gid } : undefined;
    const innocent = spawn('sleep', ['60'], asAccount(account));
    try {
      await once(innocent, 'spawn');
      const pidFile = join(cluster, 'postmaster.pid');
      const socketLock = join(scratch.path, 'data', 'postgres', 'socket', '.s.PGSQL.5432.lock');
      for (const file of [pidFile, socketLock]) {
        await writeFile(file, (await readFile(file, 'utf8')).replace(/^\d+/, String(innocent.pid)));
      }
      const server = await scratch.start();
      assert.deepEqual(await query(server.connection, 'select id from notes'), [{ id: 1 }]);
      assert.equal(await isAlive(innocent.pid ?? 0), true, 'the new owner of the id was left alone');
    } finally {
      innocent.kill();
    }
  });

  it('starts when a power cut left an empty process id file', async () => {
    const first = await scratch.start();
    await scratch.stop(first);
    const pidFile = join(first.files, 'data', 'postmaster.pid');
    for (const text of ['', 'garbage\n']) {
      await writeFile(pidFile, text);
      const { uid, gid } = await stat(first.files);
      await chown(pidFile, uid, gid);
      const server = await scratch.start();
      assert.equal((await query(server.connection, 'select 1 as one')).length, 1);
      await scratch.stop(server);
    }
  });
});

/** As a terminal or a process manager does it: nothing in the group gets to say goodbye. */
function killGroup(child: ChildProcess): void {
  process.kill(-(child.pid ?? 0), 'SIGKILL');
}
