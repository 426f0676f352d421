// The file is what it says, and both yardsticks find the people in it.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openFile } from '../packages/server/src/connect/imports/index.ts';
import { columns, peoplePerPair, rowsPerPair, writeCustomerBase } from './customer-base.ts';
import { joinInDuckDB, joinInMemory } from './joining.ts';
import { makeFolder } from './temporary.ts';

const rows = 5000;

test('a row names identifiers with 1.6 links, and all of them make two people of five rows', async () => {
  await using folder = await makeFolder();
  const path = join(folder.path, 'customers.csv');
  await writeCustomerBase(path, rows);
  let [count, links] = [0, 0];
  for await (const row of (await openFile(path)).rows()) {
    assert.ok(!('problem' in row));
    assert.deepEqual([...row.cells.keys()], columns);
    count += 1;
    links += columns.slice(0, 4).filter((column) => row.cells.get(column) !== '').length - 1;
  }
  assert.equal(count, rows);
  assert.equal(links, rows * 1.6);
  const people = (rows / rowsPerPair) * peoplePerPair;
  assert.equal((await joinInMemory(path)).people, people);
  assert.equal((await joinInDuckDB(path)).people, people);
});
