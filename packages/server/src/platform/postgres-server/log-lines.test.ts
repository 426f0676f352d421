// What PostgreSQL says reaches our log with the right level and without personal data.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseLogLine, toLevel } from './log-lines.ts';

const levelOf = (text: string) => {
  const line = parseLogLine(text);
  assert.ok(line, text);
  return toLevel(line);
};

describe('parseLogLine', () => {
  it('takes a line apart', () => {
    assert.deepEqual(
      parseLogLine('<checkpointer|4242|53100> ERROR:  could not extend file: No space left on device'),
      {
        process: 'checkpointer',
        code: '53100',
        severity: 'ERROR',
        message: 'could not extend file: No space left on device',
      },
    );
  });

  it('understands lines from before the settings are read', () => {
    const line = parseLogLine(
      '2026-03-01 12:00:00.000 GMT [7] FATAL:  unrecognized configuration parameter "x"',
    );
    assert.equal(line?.severity, 'FATAL');
    assert.equal(line?.message, 'unrecognized configuration parameter "x"');
    assert.equal(parseLogLine('PANIC:  no room')?.severity, 'PANIC');
  });

  it('ignores continuation lines and foreign text', () => {
    assert.equal(parseLogLine('\tERROR:  smuggled through a line break'), undefined);
    assert.equal(parseLogLine('free(): invalid pointer'), undefined);
    assert.equal(parseLogLine(''), undefined);
  });
});

describe('toLevel', () => {
  it('drops what a statement did wrong, because the text can quote values', () => {
    assert.equal(
      levelOf('<client backend|7|22P02> ERROR:  invalid input syntax for type integer: "jane@example.com"'),
      undefined,
    );
    assert.equal(
      levelOf('<parallel worker|7|22P02> ERROR:  invalid input syntax for type uuid: "jane"'),
      undefined,
    );
    assert.equal(levelOf('<autovacuum worker|7|22012> ERROR:  division by zero'), undefined);
    assert.equal(levelOf('<client backend|7|01000> WARNING:  jane'), undefined);
    assert.equal(levelOf('<client backend|7|00000> LOG:  statement: select 1'), undefined);
  });

  it('passes on what concerns the server', () => {
    assert.equal(
      levelOf('<client backend|7|53100> ERROR:  could not extend file "base/5/1": No space left on device'),
      'error',
    );
    assert.equal(
      levelOf('<client backend|7|XX001> ERROR:  invalid page in block 3 of relation base/5/1'),
      'error',
    );
    assert.equal(levelOf('<checkpointer|7|58P01> ERROR:  could not open file'), 'error');
    assert.equal(
      levelOf('<postmaster|7|00000> LOG:  server process (PID 9) was terminated by signal 9: Killed'),
      'warn',
    );
    assert.equal(
      levelOf('<startup|7|00000> LOG:  redo in progress, elapsed time: 2.00 s, current LSN: 0/1'),
      'info',
    );
    assert.equal(levelOf('<client backend|7|XX000> PANIC:  stuck spinlock'), 'error');
  });

  it('keeps the ordinary quiet', () => {
    assert.equal(
      levelOf('<postmaster|7|00000> LOG:  database system is ready to accept connections'),
      'debug',
    );
    assert.equal(
      levelOf('<client backend|7|57P01> FATAL:  terminating connection due to administrator command'),
      'debug',
    );
  });
});
