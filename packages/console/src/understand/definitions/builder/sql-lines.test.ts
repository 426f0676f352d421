// The compiled question, broken into lines.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toLines } from './sql-lines.ts';

test('each clause begins a line, inside brackets further in', () => {
  const sql =
    " select id, (c0) as s0\nfrom (select person from events where name = 'a  from (b' group by person) as f right any join people as p on f.id = p.id";
  assert.equal(
    toLines(sql),
    [
      'select id, (c0) as s0',
      'from (select person',
      '  from events',
      "  where name = 'a  from (b'",
      '  group by person) as f',
      'right any join people as p on f.id = p.id',
    ].join('\n'),
  );
  const bare = (text: string) => text.replace(/\s+/g, '');
  assert.equal(bare(toLines(sql)), bare(sql));
});
