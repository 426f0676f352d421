// The log keeps names, codes and places of errors, and none of the values that they quote.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { AppError } from '@rapport/protocol';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { toLoggedError } from './index.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

const secret = 'sarah@shop.example';

async function failureOf(sql: string, values: unknown[] = []): Promise<unknown> {
  try {
    await database.db.query(sql, values);
  } catch (error) {
    return error;
  }
  assert.fail('the statement did not fail');
}

describe('What is kept of an error', () => {
  test('Of the database’s: code, table and constraint, and never a value', async () => {
    await database.db.query('create table letters (address text primary key, number int)');
    await database.db.query('insert into letters values ($1, 1)', [secret]);
    const statements: [string, unknown[], string][] = [
      ['insert into letters values ($1, 1)', [secret], '23505'],
      ['insert into letters values ($1, $2)', ['x', secret], '22P02'],
      [`select '${secret}'::int`, [], '22P02'],
      [`select '${secret}'::jsonb`, [], '22P02'],
      [`select * from "${secret}"`, [], '42P01'],
      [`select "${secret}" from letters`, [], '42703'],
      [`select '${secret}' from`, [], '42601'],
    ];
    for (const [sql, values, code] of statements) {
      const error = await failureOf(sql, values);
      assert.match(
        `${(error as Error).message} ${(error as { detail?: string }).detail}`,
        /sarah|syntax/,
        'the error itself quotes it',
      );
      const kept = toLoggedError(error);
      assert.equal(kept.code, code, sql);
      assert.doesNotMatch(JSON.stringify(kept), /sarah|shop[._]example/, sql);
      assert.ok((kept.at as string[]).length > 0, 'the place is told');
    }
    const duplicate = toLoggedError(await failureOf('insert into letters values ($1, 1)', [secret]));
    assert.deepEqual(
      [duplicate.table, duplicate.constraint, duplicate.severity],
      ['letters', 'letters_pkey', 'ERROR'],
    );
  });

  test('Of parsers and other programs: the name, not the sentence', () => {
    for (const fail of [
      () => JSON.parse(`{"email":"${secret}`),
      () => new URL(secret),
      () => (undefined as unknown as string[])[0],
    ]) {
      try {
        fail();
        assert.fail('it did not fail');
      } catch (error) {
        const kept = toLoggedError(error);
        assert.ok(kept.type);
        assert.equal(kept.message, undefined);
        assert.doesNotMatch(JSON.stringify(kept), /sarah/);
      }
    }
  });

  test('An error of several lines tells none of them', () => {
    const error = new Error(`first ${secret}\n    at second (${secret})\nthird ${secret}`);
    assert.doesNotMatch(JSON.stringify(toLoggedError(error)), /sarah/);
  });

  test('Our own faults keep their sentence, and causes follow the same rule', () => {
    const kept = toLoggedError(new AppError('storage_unavailable', undefined, {}, new Error(secret)));
    assert.match(String(kept.message), /database cannot be reached/);
    assert.doesNotMatch(JSON.stringify(kept), /sarah/);
    assert.equal((kept.cause as { type: string }).type, 'Error');
  });

  test('What is no error', () => {
    for (const thrown of [secret, { secret }, undefined, null, 5]) {
      assert.doesNotMatch(JSON.stringify(toLoggedError(thrown)), /sarah/);
    }
  });
});

test('A line is one JSON object on standard error, and a silent log says nothing', () => {
  const write = (level: string): { out: string; err: string } => {
    const script = `
      import { openLog } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
      const log = openLog('${level}');
      log.info({ n: 1 }, 'told to nobody');
      log.warn({ n: 2, err: Object.assign(new Error('${secret}'), { code: '23505' }) }, 'A line');`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    return { out: stdout, err: stderr };
  };
  const { out, err } = write('warn');
  assert.equal(out, '');
  const lines = err.trim().split('\n');
  assert.equal(lines.length, 1);
  const line = JSON.parse(lines[0] as string) as Record<string, unknown>;
  assert.deepEqual(
    [line.level, line.n, line.msg, (line.err as { code: string }).code],
    ['warn', 2, 'A line', '23505'],
  );
  assert.match(String(line.time), /^\d{4}-\d\d-\d\dT.*Z$/);
  assert.doesNotMatch(err, /sarah/);
  assert.deepEqual(write('silent'), { out: '', err: '' });
});
