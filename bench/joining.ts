// The yardsticks of a first load: who belongs together, found in memory and found by DuckDB.
import { DuckDBInstance } from '@duckdb/node-api';
import { openFile } from '../packages/server/src/connect/imports/index.ts';

const identifierColumns = ['user_id', 'email', 'phone', 'anonymous_id'];

export type JoinedPeople = { people: number; seconds: number };

/** Reads the rows as an import does, and joins their identifiers in memory by union-find. */
export async function joinInMemory(path: string): Promise<JoinedPeople> {
  const startedAt = performance.now();
  const placeOf = new Map<string, number>();
  const parent: number[] = [];
  const find = (place: number): number => {
    let root = place;
    while (parent[root] !== root) root = parent[root] as number;
    for (let at = place; at !== root; ) {
      const next = parent[at] as number;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  let people = 0;
  const placeFor = (key: string): number => {
    const known = placeOf.get(key);
    if (known !== undefined) return known;
    placeOf.set(key, parent.length);
    people += 1;
    return parent.push(parent.length) - 1;
  };
  for await (const row of (await openFile(path)).rows()) {
    if ('problem' in row) throw new Error(`Row ${row.row}: ${row.problem.message}`);
    let first: number | undefined;
    for (const column of identifierColumns) {
      const value = row.cells.get(column);
      if (value === undefined || value === '') continue;
      const root = find(placeFor(`${column}\0${value}`));
      if (first === undefined) first = root;
      else if (root !== first) {
        parent[root] = first;
        people -= 1;
      }
    }
  }
  return { people, seconds: (performance.now() - startedAt) / 1000 };
}

/** Reads the file and gives all identifiers of a person the same label, step by step until none changes. */
export async function joinInDuckDB(path: string): Promise<JoinedPeople & { steps: number }> {
  const startedAt = performance.now();
  const instance = await DuckDBInstance.create(':memory:');
  const db = await instance.connect();
  const count = async (sql: string): Promise<number> =>
    Number((await db.runAndReadAll(sql)).getRows()[0]?.[0]);
  const named = identifierColumns
    .map((column) => `select place, '${column}' as type, ${column} as value from told where ${column} <> ''`)
    .join(' union all ');
  await db.run(
    `create table told as select row_number() over () as place, * from read_csv('${path}', all_varchar = true, header = true)`,
  );
  await db.run(
    `create table names as select place, dense_rank() over (order by type, value) as id from (${named})`,
  );
  await db.run('create table labels as select distinct id, id as label from names');
  let steps = 0;
  for (let changed = 1; changed > 0; steps += 1) {
    await db.run(
      `create or replace table next as
         with best as (select place, min(label) as label from names join labels using (id) group by place)
         select id, min(label) as label from names join best using (place) group by id`,
    );
    changed = await count(
      'select count(*) from next join labels using (id) where next.label <> labels.label',
    );
    await db.run('create or replace table labels as from next');
  }
  const people = await count('select count(distinct label) from labels');
  db.closeSync();
  instance.closeSync();
  return { people, seconds: (performance.now() - startedAt) / 1000, steps };
}
