// The ordinary life of the embedded PostgreSQL: first start, warm start, stop; and the starts that it refuses.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { isAppError } from '@rapport/protocol';
import pg from 'pg';
import { findBinaries, settingsForThrowAwayData } from './index.ts';
import { isAlive } from './processes.ts';
import { isRoot, makeScratch, query, type Scratch } from './testing.ts';

const onLinux = process.platform === 'linux';
let scratch: Scratch;
beforeEach(async () => {
  scratch = await makeScratch();
});
afterEach(() => scratch.clear());

describe('starting', () => {
  it('makes a cluster on first use and finds it again', async () => {
    const first = await scratch.start();
    await query(first.connection, 'create table notes (body text)');
    await query(first.connection, 'insert into notes values ($1)', ['kept']);
    const [database] = await query(
      first.connection,
      `select datlocprovider::text as provider, datlocale as locale, pg_encoding_to_char(encoding) as encoding,
              current_setting('data_checksums') as checksums
         from pg_database where datname = current_database()`,
    );
    assert.deepEqual(database, { provider: 'b', locale: 'C.UTF-8', encoding: 'UTF8', checksums: 'on' });
    await scratch.stop(first);

    const start = performance.now();
    const second = await scratch.start();
    assert.ok(performance.now() - start < 10_000, 'a warm start is quick');
    assert.deepEqual(await query(second.connection, 'select body from notes'), [{ body: 'kept' }]);
    assert.deepEqual(second.connection, first.connection);
  });

  it('keeps durability on and personal data out of the log', async () => {
    const { connection } = await scratch.start();
    const rows = await query<{ name: string; setting: string }>(
      connection,
      `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'listen_addresses',
         'jit', 'log_error_verbosity', 'log_min_error_statement', 'log_parameter_max_length_on_error') order by name`,
    );
    assert.deepEqual(Object.fromEntries(rows.map(({ name, setting }) => [name, setting])), {
      fsync: 'on',
      full_page_writes: 'on',
      jit: 'off',
      listen_addresses: '',
      log_error_verbosity: 'terse',
      log_min_error_statement: 'panic',
      log_parameter_max_length_on_error: '0',
      synchronous_commit: 'on',
    });
    await query(connection, 'create table people (email text primary key)');
    await query(connection, 'insert into people values ($1)', ['jane@example.com']);
    await assert.rejects(query(connection, 'insert into people values ($1)', ['jane@example.com']), {
      code: '23505',
    });
    await assert.rejects(query(connection, "select 'jane@example.com'::int"), { code: '22P02' });
    await query(connection, "do $$ begin raise warning 'jane@example.com'; end $$");
    assert.doesNotMatch(scratch.log.text(), /jane/);
  });

  it('takes other settings for throw-away data', async () => {
    const { connection } = await scratch.start({ settings: settingsForThrowAwayData });
    assert.deepEqual(await query(connection, 'show fsync'), [{ fsync: 'off' }]);
  });

  it('is reached only through a folder that is closed to others', async () => {
    const { connection, files } = await scratch.start();
    assert.equal((await stat(connection.host)).mode & 0o777, 0o700);
    assert.equal((await stat(files)).mode & 0o777, 0o700);
    assert.match(
      await readFile(join(files, 'data', 'pg_hba.conf'), 'utf8'),
      /^host\s+all\s+all\s+127\.0\.0\.1\/32\s+reject$/m,
    );
  });

  it('uses a short folder for the socket when the path is too long for one', async () => {
    const deep = join(scratch.path, 'd'.repeat(60), 'e'.repeat(60));
    const first = await scratch.start({ path: deep });
    assert.equal((await query(first.connection, 'select 1 as one')).length, 1);
    assert.ok(Buffer.byteLength(join(first.connection.host, '.s.PGSQL.5432')) <= 103);
    assert.equal((await stat(first.connection.host)).mode & 0o777, 0o700);
    await scratch.stop(first);
    const second = await scratch.start({ path: deep });
    assert.equal(second.connection.host, first.connection.host);
    await scratch.stop(second);
    await rm(first.connection.host, { recursive: true });
  });

  it('copes with commas, quotes and spaces in the path', async () => {
    const { connection } = await scratch.start({ path: join(scratch.path, `a, "b" 'c'`) });
    assert.equal((await query(connection, 'select 1 as one')).length, 1);
  });

  it('clears what an interrupted first start left', async () => {
    const directory = await scratch.open();
    await mkdir(join(directory.path, 'postgres', 'data.new-4242'), { recursive: true });
    await writeFile(join(directory.path, 'postgres', 'data.new-4242', 'PG_VERSION'), '18\n');
    const server = await scratch.start({ dataDirectory: directory });
    assert.deepEqual((await readdir(server.files)).sort(), ['data', 'socket']);
  });

  it('runs apart from our terminal, and without our environment', {
    skip: !onLinux && 'reads /proc',
  }, async () => {
    process.env.RAPPORT_TEST_SECRET = 'a-secret-that-stays-here';
    const server = await scratch.start();
    const fields = (await readFile(`/proc/${server.pid()}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
    assert.equal(Number(fields[2]), server.pid(), 'leads a process group of its own');
    const environment = await readFile(`/proc/${server.pid()}/environ`, 'utf8').catch(() => '');
    assert.doesNotMatch(environment, /a-secret/);
    delete process.env.RAPPORT_TEST_SECRET;
  });
});

describe('stopping', () => {
  it('ends in time though a transaction is open, and may be asked twice', async () => {
    const server = await scratch.start();
    const client = new pg.Client({ ...server.connection });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('create table notes (body text)');
    await client.query('begin');
    await client.query("insert into notes values ('not committed')");
    const pid = server.pid() ?? 0;
    const start = performance.now();
    await Promise.all([server.stop(), server.stop()]);
    assert.ok(performance.now() - start < 10_000);
    assert.equal(await isAlive(pid), false);
    await scratch.stop(server);
    const again = await scratch.start();
    assert.deepEqual(await query(again.connection, 'select body from notes'), []);
    assert.doesNotMatch(scratch.log.text(), /not properly shut down/);
  });
});

describe('refusing', () => {
  it('files of another major version, leaving them as they are', async () => {
    const server = await scratch.start();
    await scratch.stop(server);
    const file = join(server.files, 'data', 'PG_VERSION');
    await writeFile(file, '17\n');
    await unusable(scratch.start(), 'wrong_version', /are of version 17, and this Rapport brings version 18/);
    await writeFile(file, '18\n');
    await scratch.start();
  });

  it('files that lost their version, rather than beginning anew', async () => {
    const server = await scratch.start();
    await scratch.stop(server);
    await rm(join(server.files, 'data', 'PG_VERSION'));
    await unusable(scratch.start(), 'damaged', /PG_VERSION is missing/);
  });

  it('a cluster whose control file is gone, with the reason that PostgreSQL gives', async () => {
    const server = await scratch.start();
    await scratch.stop(server);
    await rm(join(server.files, 'data', 'global', 'pg_control'));
    await unusable(scratch.start(), 'unknown', /could not start on .*\/data: .*(database system|pg_control)/);
  });

  it('a setting that does not exist', async () => {
    await unusable(scratch.start({ settings: { no_such_setting: 1 } }), 'unknown', /no_such_setting/);
  });

  it('a full disk, and starts once there is room', {
    skip: !(isRoot && onLinux) && 'mounts a small disk',
  }, async () => {
    const disk = join(scratch.path, 'disk');
    await mkdir(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=150m,mode=755', 'tmpfs', disk]);
    try {
      await writeFile(join(disk, 'film'), Buffer.alloc(120 * 1024 * 1024));
      await unusable(scratch.start({ path: join(disk, 'data') }), 'full', /is full\. Free some space/);
      assert.deepEqual(await readdir(join(disk, 'data', 'postgres')), []);
      await rm(join(disk, 'film'));
      const server = await scratch.start({ path: join(disk, 'data') });
      await scratch.stop(server);
      execFileSync('sh', ['-c', 'cat /dev/zero > "$1" 2>/dev/null || true', 'sh', join(disk, 'film')]);
      await unusable(scratch.start({ path: join(disk, 'data') }), undefined, /is full\. Free some space/);
      await rm(join(disk, 'film'));
      await scratch.stop(await scratch.start({ path: join(disk, 'data') }));
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

describe('the programs from npm', () => {
  it('get back the symbolic links that a blocked install script left out', async () => {
    const { native, version } = await findBinaries();
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'rapport-test-')));
    try {
      const copy = join(folder, 'native');
      await cp(native, copy, { recursive: true, verbatimSymlinks: true });
      const links = (await readdir(join(copy, 'lib'), { withFileTypes: true })).filter((entry) =>
        entry.isSymbolicLink(),
      );
      const targets = await Promise.all(links.map(({ name }) => readlink(join(copy, 'lib', name))));
      assert.ok(links.length > 0);
      for (const { name } of links) await rm(join(copy, 'lib', name));
      const systemDirectory = join(scratch.path, 'system');
      const server = await scratch.start({ binaries: { native: copy, version }, systemDirectory });
      assert.equal((await query(server.connection, 'select 1 as one')).length, 1);
      assert.deepEqual(
        await Promise.all(links.map(({ name }) => readlink(join(copy, 'lib', name)))),
        targets,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('are missed with the way out', async () => {
    const empty = join(scratch.path, 'native');
    await mkdir(empty);
    await symlink('nowhere', join(empty, 'bin'));
    const systemDirectory = join(scratch.path, 'system');
    const started = scratch.start({ binaries: { native: empty, version: '18.0.0' }, systemDirectory });
    await assert.rejects(
      started,
      (error) => isAppError(error) && /npm (rebuild|ci)|set RAPPORT_DATABASE_URL/.test(error.message),
    );
  });
});

async function unusable(
  started: Promise<unknown>,
  reason: string | undefined,
  message: RegExp,
): Promise<void> {
  await assert.rejects(started, (error) => {
    assert.ok(isAppError(error), String(error));
    assert.match(error.code, reason === undefined ? /_unusable$/ : /^database_unusable$/);
    if (reason !== undefined) assert.equal(error.details.reason, reason);
    assert.match(error.message, message);
    return true;
  });
}
