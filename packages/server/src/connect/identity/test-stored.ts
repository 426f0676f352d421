// For tests: all that is stored of people, held against the evidence that is stored beside it, and against what the API and
// the event store show of them.
import assert from 'node:assert/strict';
import { type Message, parseMessage } from '@rapport/protocol';
import type { Queryable } from '../../platform/postgres/index.ts';
import { derive } from './derive.ts';
import type { IdentifierNode } from './evidence.ts';
import { nameOf, type Reading } from './naive-people.ts';
import { openIdentifierReader } from './named-identifiers.ts';
import { toRules } from './rules.ts';
import { type IdentityScope, type KnownRow, knownColumns, listPairsOf } from './store.ts';
import { toReading } from './test-evidence.ts';

const rules = toRules();

type Event = { id: string; message_id: string; timestamp: string; raw: Record<string, unknown> };
type ListItem = { id: string; identifiers: { type: string; value: string }[]; attributes: object };

/** A server as its clients see it. */
type Client = {
  api<Body>(method: string, path: string): Promise<{ body: Body }>;
  listEvents(type: string, value: string): Promise<Event[]>;
};

type Holding = { profile_id: number; name: string; from_ms: number | null; until_ms: number | null };

/** Throws where anything is not as the evidence says. Everything must be settled. Returns how much there was to look at. */
export async function assertConsistent(
  db: Queryable,
  client: Client,
): Promise<{ people: number; merged: number; events: number }> {
  const [workspace] = await db.query<{ id: number }>('select id from workspaces order by id limit 1');
  const scope = { db, workspaceId: workspace?.id as number };
  const holdings = await db.query<Holding>(
    `select h.profile_id, i.type || ':' || i.value as name, (extract(epoch from h.from_at) * 1000)::float8 as from_ms,
       (extract(epoch from h.until_at) * 1000)::float8 as until_ms
     from holdings h join identifiers i on i.id = h.identifier_id`,
  );
  assert.deepEqual(await readStored(scope, holdings), await readEvidence(scope), 'people are not derived');
  const living = new Set(holdings.map(({ profile_id }) => profile_id));
  const profiles = await db.query<{ id: number; attributes: Record<string, { v: unknown }> }>(
    'select id, attributes from profiles order by id',
  );
  assert.deepEqual(
    profiles.map(({ id }) => id),
    [...living].sort((x, y) => x - y),
    'profiles are not the people',
  );
  const merged = await db.query<{ from_id: number; into_id: number }>(
    'select from_id, into_id from profile_redirects',
  );
  for (const { from_id, into_id } of merged)
    assert.ok(!living.has(from_id) && living.has(into_id), `the id ${from_id} leads to ${into_id}`);
  const told = await readTold(scope);
  const attributes = new Map(
    profiles.map(({ id, attributes: own }) => [
      id,
      Object.fromEntries(Object.entries(own).map(([name, { v }]) => [name, v])),
    ]),
  );
  for (const [id, own] of attributes) assert.deepEqual(own, told.get(id) ?? {}, `attributes of ${id}`);
  await assertMirror(scope, client, attributes);
  const events = await assertTimelines(client, holdings, living);
  return { people: living.size, merged: merged.length, events };
}

/** What the evidence says: everything at once, by marks of nobody but members. */
async function readEvidence(scope: IdentityScope): Promise<Reading> {
  const rows = await scope.db.query<KnownRow>(`select ${knownColumns} from identifiers i order by i.id`);
  const nodes = rows.map(({ id, type, value, guessed, inert, firstSeenMs }): IdentifierNode => {
    const node = { id, type, value, firstSeenMs: guessed ? Infinity : firstSeenMs };
    return inert === 'blocked' || inert === 'removed' ? { ...node, inert } : node;
  });
  const pairs = await listPairsOf(
    scope,
    nodes.map(({ id }) => id),
  );
  return toReading(derive({ nodes, pairs }, rules), nodes);
}

async function readStored({ db }: IdentityScope, holdings: Holding[]): Promise<Reading> {
  const people = Map.groupBy(holdings, ({ profile_id }) => profile_id).values();
  const refusals = await db.query<{ names: string[]; reason: string; type: string; outcome: string }>(
    `select array[a.type || ':' || a.value, b.type || ':' || b.value] as names, reason, r.type, outcome
     from identity_refusals r join identifiers a on a.id = a_id join identifiers b on b.id = b_id`,
  );
  const superNodes = await db.query<{ type: string; value: string }>(
    `select type, value from identifiers where inert in ('super_node', 'crowded')`,
  );
  return {
    people: [...people]
      .map((held) =>
        held
          .map(({ name, from_ms }) => `${name}@${from_ms ?? -Infinity}`)
          .sort()
          .join(' '),
      )
      .sort(),
    refusals: refusals
      .map(({ names, reason, type, outcome }) =>
        [names.sort().join(' '), ...(reason === 'shared' ? ['shared'] : [type, outcome])].join(' '),
      )
      .sort(),
    superNodes: superNodes.map(nameOf).sort(),
  };
}

/** What was told of each person while they held the identifier: the winning values. */
async function readTold({ db }: IdentityScope): Promise<Map<number, Record<string, unknown>>> {
  const records = await db.query<{ profile_id: number; values: Record<string, unknown> }>(
    `select h.profile_id, r.values from holdings h join attribute_records r on r.identifier_id = h.identifier_id
       and r.collected_at >= coalesce(h.from_at, '-infinity') and r.collected_at < coalesce(h.until_at, 'infinity')
     order by r.rank, r.collected_at, r.message_id collate "C", r.source_id`,
  );
  const told = new Map<number, Record<string, unknown>>();
  for (const { profile_id, values } of records) told.set(profile_id, { ...told.get(profile_id), ...values });
  return told;
}

/** The copy in the event store is what PostgreSQL has. */
async function assertMirror(
  { db }: IdentityScope,
  client: Client,
  attributes: ReadonlyMap<number, object>,
): Promise<void> {
  const rows = await db.query<{ id: string; names: string[] | null }>(
    `select p.id::text, array_agg(i.type || ':' || i.value order by i.type, i.value) filter (where i.id is not null) as names
     from profiles p left join identifiers i on i.profile_id = p.id group by p.id`,
  );
  const items: ListItem[] = [];
  for (let cursor = ''; ; ) {
    const { body } = await client.api<{ items: ListItem[]; next_cursor: string | null }>(
      'GET',
      `/api/profiles?purpose=service&limit=1000${cursor}`,
    );
    items.push(...body.items);
    if (body.next_cursor === null) break;
    cursor = `&cursor=${body.next_cursor}`;
  }
  const shown = new Map(items.map((item) => [item.id, item]));
  assert.equal(shown.size, rows.length, 'as many people in the event store as in PostgreSQL');
  for (const { id, names } of rows) {
    const item = shown.get(id);
    assert.deepEqual(item?.identifiers.map(nameOf).sort(), [...(names ?? [])].sort(), `identifiers of ${id}`);
    assert.deepEqual(item?.attributes, attributes.get(Number(id)), `attributes of ${id} in the event store`);
  }
}

const readIdentifiers = openIdentifierReader(rules);
const decidingName = ({ raw }: Event): string =>
  nameOf(readIdentifiers(parseMessage(raw) as Message).identifiers[0] as { type: string; value: string });

/** Each event is on one timeline: that of whoever held its deciding identifier then. */
async function assertTimelines(
  client: Client,
  holdings: Holding[],
  living: ReadonlySet<number>,
): Promise<number> {
  const heldAs = Map.groupBy(holdings, ({ name }) => name);
  const seen = new Set<string>();
  for (const id of living) {
    for (const event of await client.listEvents('profile_id', String(id))) {
      assert.ok(!seen.has(event.id), `the event ${event.message_id} is on two timelines`);
      seen.add(event.id);
      const ms = Date.parse(event.timestamp);
      const holder = heldAs
        .get(decidingName(event))
        ?.find(({ from_ms, until_ms }) => (from_ms ?? -Infinity) <= ms && ms < (until_ms ?? Infinity));
      assert.equal(holder?.profile_id, id, `the event ${event.message_id} is with somebody else`);
    }
  }
  return seen.size;
}
