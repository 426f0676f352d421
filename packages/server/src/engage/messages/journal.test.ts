// What went over the edge is known to the next run, also where the last line was cut off.
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openJournal } from './journal.ts';

test('ids outlive the process that wrote them, until the database knows', () => {
  const dir = mkdtempSync(join(tmpdir(), 'rapport-test-'));
  try {
    const first = openJournal(dir);
    assert.equal(first.left.size, 0);
    first.add(7);
    first.add(123_456_789_012);
    // As after a kill: nothing is closed, and the last line is half there.
    appendFileSync(join(dir, 'handing-over.journal'), '99');
    const second = openJournal(dir);
    assert.deepEqual([...second.left], [7, 123_456_789_012]);
    second.clear();
    second.add(8);
    const third = openJournal(dir);
    assert.deepEqual([...third.left], [8]);
    for (const one of [first, second, third]) one.close();
  } finally {
    rmSync(dir, { recursive: true });
  }
});
