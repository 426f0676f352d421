// The table of faults: every code has a status that clients understand and a sentence that says what to do.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AppError, type ErrorCode, errorTable, isAppError } from './errors.ts';

const entries = Object.entries(errorTable);

describe('The table of faults', () => {
  test('Sentences are sentences', () => {
    for (const [code, { message }] of entries) assert.match(message, /^[A-Z`].{10,}\.$/, code);
  });

  test('No status that makes a tracking client drop what it could send again', () => {
    // Clients drop on these for good (413: legacy clients; 501, 505, 511: Segment's).
    for (const [code, { status }] of entries) assert.ok(![413, 501, 505, 511].includes(status), code);
  });

  test('What can be tried again has a status on which clients try again, and nothing else has', () => {
    for (const [code, { status, retryable }] of entries) {
      if (retryable) assert.ok([429, 500, 503, 504].includes(status), code);
      else
        assert.ok(
          status < 500 || ['config_invalid'].includes(code) || /data_directory|database/.test(code),
          code,
        );
    }
  });
});

describe('AppError', () => {
  test('Its body is the one of the outside contract', () => {
    const fault = new AppError('not_found', 'There is no source 7.', { id: 7 });
    assert.equal(fault.status, 404);
    assert.deepEqual(fault.toBody(), {
      error: { code: 'not_found', message: 'There is no source 7.', details: { id: 7 } },
    });
  });

  test('Without a sentence it takes that of the table, and it keeps the cause', () => {
    const cause = new Error('socket closed');
    const fault = new AppError('storage_unavailable', undefined, {}, cause);
    assert.equal(fault.message, errorTable.storage_unavailable.message);
    assert.equal(fault.cause, cause);
    assert.equal('cause' in new AppError('conflict'), false);
  });

  test('isAppError tells it from others', () => {
    assert.ok(isAppError(new AppError('internal' satisfies ErrorCode)));
    assert.ok(!isAppError(new Error('internal')));
    assert.ok(!isAppError(undefined));
  });
});
