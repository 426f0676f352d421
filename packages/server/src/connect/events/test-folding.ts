// For tests: a process that gives events new owners and folds them, until it is killed. It says which rounds are done.
//   node test-folding.ts FOLDER FIRST_ROUND
import { openClickHouse } from '../../platform/clickhouse/index.ts';
import { foldPartition, listUnfolded, reassignEvents } from './reassign.ts';

const [path = '', firstRound = '1'] = process.argv.slice(2);
const clickhouse = await openClickHouse({ path });
for (let round = Number(firstRound); ; round += 1) {
  const places = Array.from({ length: 100 }, (_, i) => ((round * 100 + i) % 1000) + 1);
  const owners = places.map(() => 1_000_000 + round);
  await reassignEvents(clickhouse, 1, { places, owners, moved: [] });
  process.stdout.write(`${round}\n`);
  for (const partition of await listUnfolded(clickhouse)) await foldPartition(clickhouse, partition, true);
}
