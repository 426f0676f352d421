// CDNOW: recency, frequency, money and the scores of all customers of a real shop, against sums that plain code takes from the file.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { aTrack, startTestServer, type TestServer } from '../index.ts';
import { findSampleData, unlessSampleData } from '../sample-data.ts';

const file = findSampleData('cdnow/CDNOW_master.txt') ?? '';
const command = join(import.meta.dirname, '..', '..', 'cli', 'rapport.ts');
const mapping =
  'type=track,event=Order Completed,userId=customer_id,timestamp=date:yyyyMMdd,properties.total=dollar_value:number';
const dayMs = 86_400_000;

type Customer = { lastMs: number; orders: number; cents: number };

/** From the lines of the file, with nothing of ours. Cents, so that sums are exact. */
async function readCustomers(): Promise<Map<string, Customer>> {
  const customers = new Map<string, Customer>();
  const [, ...lines] = (await readFile(file, 'utf8')).trim().split('\n');
  for (const line of lines) {
    const [id = '', day = '', , dollars] = line.trim().split(/\s+/);
    const ms = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6)));
    const { lastMs, orders, cents } = customers.get(id) ?? { lastMs: 0, orders: 0, cents: 0 };
    const paid = Math.round(Number(dollars) * 100);
    customers.set(id, { lastMs: Math.max(lastMs, ms), orders: orders + 1, cents: cents + paid });
  }
  return customers;
}

/** As the page has it: for each k the smallest value that at least k of five parts do not exceed. */
function limitsOf(values: readonly number[]): number[] {
  const sorted = values.toSorted((x, y) => x - y);
  return [1, 2, 3, 4].map(
    (k) => sorted.find((value, i) => value !== sorted[i + 1] && (i + 1) * 5 >= k * sorted.length) as number,
  );
}
const groupOf = (value: number, limits: readonly number[]): number =>
  1 + limits.filter((limit) => limit < value).length;

const orders = { name: 'Order Completed' };
const traits = {
  recency: { days_since_last: orders },
  frequency: { count: orders },
  monetary: { sum: 'total', of: orders },
  money_score: { score: { sum: 'total', of: orders }, groups: 5 },
  rfm: { rfm: orders, monetary: 'total' },
};
type Values = { [name in keyof typeof traits]?: unknown };

describe('Traits of CDNOW', { skip: unlessSampleData('cdnow'), timeout: 120_000 }, () => {
  let server: TestServer;
  let folder: string;
  let customers: Map<string, Customer>;
  let [fromMs, untilMs] = [0, 0];
  before(async () => {
    server = await startTestServer();
    folder = await mkdtemp(join(tmpdir(), 'rapport-cdnow-'));
    customers = await readCustomers();
    const args = [command, 'import', file, '--map', mapping, '--url', server.url];
    const env = { ...process.env, RAPPORT_WRITE_KEY: server.writeKey };
    await promisify(execFile)(process.execPath, args, { cwd: folder, env });
    await server.settle(60_000);
    fromMs = Date.now();
    for (const [name, definition] of Object.entries(traits)) {
      const { status, text } = await server.api('POST', '/api/traits', {
        ...{ name, purpose: 'service', definition },
      });
      assert.equal(status, 201, text);
    }
    await server.settle(60_000);
    untilMs = Date.now();
  });
  after(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Of every customer, as they are kept. */
  async function readTraits(): Promise<Map<string, Values>> {
    const names = await server.db.query<{ id: number; name: string }>('select id, name from definitions');
    const rows = await server.db.query<{ customer: string; traits: Record<string, { v: unknown }> }>(
      `select i.value as customer, s.traits from profile_states s
       join identifiers i on i.profile_id = s.profile_id and i.type = 'user_id'`,
    );
    const toValues = (own: Record<string, { v: unknown }>): Values =>
      Object.fromEntries(names.map(({ id, name }) => [name, own[id]?.v]));
    return new Map(rows.map((row) => [row.customer, toValues(row.traits)]));
  }

  it('recency, frequency and money of every customer are those of the file', async () => {
    const found = await readTraits();
    assert.equal(found.size, 23_570);
    for (const [customer, { lastMs, orders: count, cents }] of customers) {
      const { recency, frequency, monetary } = found.get(customer) ?? {};
      assert.deepEqual([frequency, monetary], [count, cents / 100], customer);
      // Midnight may have passed while they were computed.
      const days = [fromMs, untilMs].map((ms) => Math.floor((ms - lastMs) / dayMs));
      assert.ok(days.includes(recency as number), `${customer} ${String(recency)} ${days.join(' ')}`);
    }
  });

  it('scores are the fifths that the page defines', async () => {
    const all = [...customers.values()];
    const found = await readTraits();
    const days = ({ lastMs }: Customer) => Math.floor((untilMs - lastMs) / dayMs);
    const recency = limitsOf(all.map(days));
    const frequency = limitsOf(all.map((one) => one.orders));
    const monetary = limitsOf(all.map(({ cents }) => cents / 100));
    const [kept] = await server.db.query<{ limits: unknown }>(
      `select limits from definition_versions v join definitions d on d.id = v.definition_id where d.name = 'rfm'`,
    );
    assert.deepEqual(kept?.limits, { recency, frequency, monetary });
    const seen = new Set<unknown>();
    for (const [customer, one] of customers) {
      const money = groupOf(one.cents / 100, monetary);
      const text = `${6 - groupOf(days(one), recency)}${groupOf(one.orders, frequency)}${money}`;
      const { rfm, money_score } = found.get(customer) ?? {};
      assert.deepEqual([rfm, money_score], [text, money], customer);
      seen.add(rfm);
    }
    assert.ok(seen.size > 30, 'and tell customers apart');
    const ofMoney = Map.groupBy(all, ({ cents }) => groupOf(cents / 100, monetary));
    for (const { length } of ofMoney.values()) assert.ok(Math.abs(length / all.length - 0.2) < 0.01);
  });

  it('one more order changes one customer, whose profile tells it', async () => {
    const { orders: before = 0, cents = 0 } = customers.get('00001') ?? {};
    await server.send([aTrack({ userId: '00001', event: 'Order Completed', properties: { total: 0.1 } })]);
    await server.settle();
    const { traits: shown } = await server.getPerson('user_id', '00001', 'service');
    assert.deepEqual(
      ['recency', 'frequency', 'monetary'].map((name) => shown[name]?.value),
      [0, before + 1, (cents + 10) / 100],
    );
  });
});
