// CDNOW: eighteen months of real orders of a music shop, imported by the command, against sums that awk takes from
// the file.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { openClickHouse } from '../../platform/clickhouse/index.ts';
import { type EventBody, type List, startTestServer, type TestServer } from '../index.ts';
import { findSampleData, unlessSampleData } from '../sample-data.ts';
import { seededRandom } from './seeded.ts';

const file = findSampleData('cdnow/CDNOW_master.txt') ?? '';
const command = join(import.meta.dirname, '..', '..', 'cli', 'rapport.ts');
const mapping =
  'type=track,event=Order Completed,userId=customer_id,timestamp=date:yyyyMMdd,' +
  'properties.quantity=number_of_cds:number,properties.total=dollar_value:number';

type Sums = { orders: number; units: number; cents: number };

/** Per customer, by a program that knows nothing of us. Cents, so that sums are exact. */
function sumWithAwk(): Map<string, Sums> {
  const program =
    'NR > 1 { n[$1]++; u[$1] += $3; c[$1] += int($4 * 100 + 0.5) } END { for (k in n) print k, n[k], u[k], c[k] }';
  const lines = execFileSync('awk', [program, file], { encoding: 'utf8' }).trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [customer = '', orders, units, cents] = line.split(' ');
      return [customer, { orders: Number(orders), units: Number(units), cents: Number(cents) }];
    }),
  );
}

const totalOf = (sums: Iterable<Sums>): Sums => {
  const total = { orders: 0, units: 0, cents: 0 };
  for (const { orders, units, cents } of sums) {
    total.orders += orders;
    total.units += units;
    total.cents += cents;
  }
  return total;
};

describe('CDNOW', { skip: unlessSampleData('cdnow') }, () => {
  let server: TestServer;
  let folder: string;
  let expected: Map<string, Sums>;
  before(async () => {
    server = await startTestServer();
    folder = await mkdtemp(join(tmpdir(), 'rapport-cdnow-'));
    expected = sumWithAwk();
  });
  after(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Runs `rapport import` as a person does, in an empty folder. Resolves with the seconds it took. */
  async function importFile(...more: string[]): Promise<number> {
    const since = performance.now();
    const args = [command, 'import', file, '--map', mapping, '--url', server.url, ...more];
    const env = { ...process.env, RAPPORT_WRITE_KEY: server.writeKey };
    await promisify(execFile)(process.execPath, args, { cwd: folder, env });
    await server.settle(60_000);
    return (performance.now() - since) / 1000;
  }

  /** From the event store, in two ways: the typed values, and the message as it was sent. */
  async function sumInEventStore(): Promise<{ typed: Map<string, Sums>; sent: Map<string, Sums> }> {
    const clickhouse = await openClickHouse({ path: join(server.dataDir, 'clickhouse') });
    const ask = async (units: string, dollars: string): Promise<Map<string, Sums>> => {
      const rows = await clickhouse.query<Sums & { customer: string }>(
        `select user_id as customer, count() as orders, sum(toInt64(${units})) as units, sum(toInt64(round(${dollars} * 100))) as cents
         from events where event = 'Order Completed' group by user_id`,
      );
      return new Map(rows.map(({ customer, ...sums }) => [customer, sums]));
    };
    const typed = await ask(
      'toFloat64(toString(properties.quantity))',
      'toFloat64(toString(properties.total))',
    );
    const sent = await ask(
      `JSONExtractFloat(message, 'properties', 'quantity')`,
      `JSONExtractFloat(message, 'properties', 'total')`,
    );
    await clickhouse.close();
    return { typed, sent };
  }

  async function checkEverything(): Promise<void> {
    const { typed, sent } = await sumInEventStore();
    assert.deepEqual(totalOf(sent.values()), totalOf(expected.values()));
    assert.deepEqual(sent, expected);
    assert.deepEqual(typed, expected);
    const people = await server.api<{ total: number }>('GET', '/api/profiles?purpose=service&limit=1');
    assert.equal(people.body.total, 23_570);
    const totals = await server.api<{ totals: { appended: number } }>('GET', '/api/pipeline');
    assert.equal(totals.body.totals.appended, 69_659);
    assert.deepEqual(await server.listQuarantine(), []);
  }

  it('the file is the one we know', () => {
    assert.equal(expected.size, 23_570);
    assert.equal(totalOf(expected.values()).orders, 69_659);
  });

  it('every order of every customer arrives', async (t: TestContext) => {
    const seconds = await importFile();
    t.diagnostic(`imported and processed in ${seconds.toFixed(1)} s`);
    await checkEverything();
    const { units, cents } = totalOf(expected.values());
    t.diagnostic(
      `${expected.size} people, 69659 orders, ${units} units, ${(cents / 100).toFixed(2)} dollars, equal for each customer`,
    );
  });

  it('the list of events has as many for each customer', async () => {
    const counts = new Map<string, number>();
    let cursor = '';
    do {
      const page = await server.api<List<EventBody>>(
        'GET',
        `/api/events?purpose=service&limit=1000${cursor}`,
      );
      for (const { user_id } of page.body.items)
        counts.set(user_id ?? '', (counts.get(user_id ?? '') ?? 0) + 1);
      cursor = page.body.next_cursor === null ? '' : `&cursor=${page.body.next_cursor}`;
    } while (cursor !== '');
    assert.deepEqual(counts, new Map([...expected].map(([customer, { orders }]) => [customer, orders])));
  });

  it('the timelines of 200 customers show their orders on their days', async () => {
    const chosen = seededRandom(1997)
      .shuffle([...expected.keys()])
      .slice(0, 200);
    const days = readDays(new Set(chosen));
    for (const customer of chosen) {
      const orders = await server.listEvents('user_id', customer);
      const sums = totalOf(
        orders.map(({ properties }) => ({
          orders: 1,
          units: properties.quantity as number,
          cents: Math.round((properties.total as number) * 100),
        })),
      );
      assert.deepEqual(sums, expected.get(customer), customer);
      const times = orders.map((order) => order.timestamp).sort();
      assert.deepEqual(times, days.get(customer), customer);
      assert.equal((await server.getPerson('user_id', customer)).event_count, orders.length);
    }
  });

  it('a second import finds that all is done, and a forced one doubles nothing', async () => {
    await importFile();
    await checkEverything();
    await importFile('--restart');
    await checkEverything();
    const { totals } = (await server.api<{ totals: { duplicates: number } }>('GET', '/api/pipeline')).body;
    assert.equal(totals.duplicates, 69_659);
  });
});

/** The days of the orders of these customers, as times, oldest first. */
function readDays(customers: Set<string>): Map<string, string[]> {
  const lines = execFileSync('awk', ['NR > 1 { print $1, $2 }', file], { encoding: 'utf8' })
    .trim()
    .split('\n');
  const days = new Map<string, string[]>();
  for (const line of lines) {
    const [customer = '', day = ''] = line.split(' ');
    if (!customers.has(customer)) continue;
    const time = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00.000Z`;
    days.set(customer, [...(days.get(customer) ?? []), time].sort());
  }
  return days;
}
