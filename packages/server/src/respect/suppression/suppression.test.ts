// Whoever is suppressed is found nowhere, however they are spelled and by whichever way they come, and nobody can tell.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync, zstdDecompressSync } from 'node:zlib';
import {
  aGroup,
  anAlias,
  anIdentify,
  aPage,
  aTrack,
  type Loose,
  nextMessageId,
  startTestServer,
  type TestServer,
  toBasic,
} from '../../testing/index.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.stop());

type Entry = { id: string; key_id: number; created_at: string; lifted_at: string | null } & Record<
  string,
  unknown
>;
type Identifier = { type: string; value: string };

const add = (identifier: Identifier, scope = 'no_collect', more: object = {}) =>
  server.api<Entry & Loose>('POST', '/api/suppressions', {
    identifier,
    scope,
    reason: 'Asked by phone',
    ...more,
  });
const check = async (identifier: Identifier): Promise<unknown[]> =>
  (
    await server.api<{ items: { scope: string; channel: string; since: string }[] }>(
      'POST',
      '/api/suppressions/check',
      { identifier },
    )
  ).body.items.map(({ scope, channel }) => `${scope} ${channel}`);
const lift = (id: string, by = 'subject') =>
  server.api<Entry & Loose>('POST', `/api/suppressions/${id}/lift`, { by, reason: 'Signed up again' });

/** All that the databases and the data directory hold, with what is compressed in there. */
async function readEverything(): Promise<string> {
  const tables = await server.db.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'`,
  );
  const parts: string[] = [];
  for (const { name } of tables) {
    const rows = await server.db.query<{ row: string }>(`select to_jsonb(t)::text as row from "${name}" t`);
    parts.push(...rows.map(({ row }) => row));
  }
  for (const { name, column } of [
    { name: 'inbox', column: 'body' },
    { name: 'append_batches', column: 'events' },
    { name: 'append_batches', column: 'profiles' },
  ]) {
    const rows = await server.db.query<{ bytes: Buffer }>(`select ${column} as bytes from ${name}`);
    for (const { bytes } of rows) {
      const isPacked = bytes.length > 4 && bytes.readUInt32LE(0) === 0xfd2fb528;
      parts.push((isPacked ? zstdDecompressSync(bytes) : bytes).toString('utf8'));
    }
  }
  for (const entry of await readdir(server.dataDir, { recursive: true, withFileTypes: true }))
    if (entry.isFile())
      parts.push(
        (await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0))).toString('latin1'),
      );
  for (const path of ['/api/events', '/api/profiles', '/api/quarantine'])
    parts.push((await server.api('GET', `${path}?purpose=service&limit=1000`)).text);
  return parts.join('\n').toLowerCase();
}

/** What those who watch are shown until `stop`. */
async function watch(): Promise<{ text(): string; stop(): void }> {
  const control = new AbortController();
  const response = await fetch(`${server.url}/api/events/live?purpose=service`, {
    headers: { authorization: `Bearer ${server.adminKey}` },
    signal: control.signal,
  });
  assert.equal(response.status, 200);
  let text = '';
  const reading = (async () => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString('utf8');
  })().catch(() => undefined);
  return {
    text: () => text.toLowerCase(),
    stop() {
      control.abort();
      void reading;
    },
  };
}

/** What a client sees of an answer, but for the time. */
const seen = ({ status, text, headers }: { status: number; text: string; headers: Headers }): unknown => [
  status,
  text,
  [...headers].filter(([name]) => name !== 'date').sort(),
];

describe('Collect', () => {
  const canary = 'canary.person@example.com';
  const spellings = [
    canary,
    ' Canary.Person@Example.COM ',
    'CANARY.PERSON@EXAMPLE.COM',
    '\tcanary.person@example.com',
  ];
  const phone = '+48600123456';
  const secret = 'secret-of-the-canary';
  const note = { note: secret };

  test('Nothing of a suppressed person is stored or shown, and every answer is as always', async () => {
    // The same once for somebody who is not suppressed: it shows that what is looked for would be found.
    await server.send([
      anIdentify({ traits: { email: 'control@example.com', note: 'secret-of-the-control' } }),
    ]);
    const adding = [
      await add({ type: 'email', value: '  CANARY.person@example.com' }),
      await add({ type: 'phone', value: '+48 600 123 456' }, 'no_recollect'),
      await add({ type: 'user_id', value: 'canary-account' }),
      await add({ type: 'anonymous_id', value: 'canary-browser' }),
    ];
    assert.deepEqual(
      adding.map(({ status }) => status),
      [201, 201, 201, 201],
      adding[0]?.text ?? '',
    );
    await server.settle();
    const live = await watch();
    const before = await server.db.query<{ count: number }>(
      'select coalesce(sum(message_count), 0)::int8 as count from inbox',
    );

    const single: [string, object][] = [
      ...spellings.map((email): [string, object] => [
        '/v1/identify',
        anIdentify({ traits: { email, ...note } }),
      ]),
      ['/v1/identify', anIdentify({ traits: { phone: '+48 600-123-456', ...note } })],
      ['/v1/track', aTrack({ userId: ' canary-account ', properties: note })],
      ['/v1/track', aTrack({ context: { traits: { email: canary, ...note } } })],
      ['/v1/page', aPage({ anonymousId: 'canary-browser', properties: note })],
      ['/v1/group', aGroup({ userId: 'canary-account', traits: note })],
      ['/v1/alias', anAlias({ previousId: 'canary-browser', ...note })],
      ['/v1/track', aTrack({ context: { externalIds: [{ id: canary, type: 'email' }], ...note } })],
      // What would lie in quarantine.
      ['/v1/track', aTrack({ userId: 'canary-account', event: '', properties: note })],
      ['/v1/identify', anIdentify({ traits: { email: canary, ...note }, timestamp: 'never' })],
      ['/v1/alias', { previousId: 'canary-account', ...note }],
      ['/v1/track', aTrack({ context: { traits: { email: canary } }, properties: [secret] })],
      ['/api/s/track', aTrack({ userId: 'canary-account', properties: note })],
    ];
    const plain = seen(await server.collect('/v1/track', aTrack({ userId: 'plain' })));
    for (const [path, body] of single)
      assert.deepEqual(seen(await server.collect(path, body)), plain, `${path} ${JSON.stringify(body)}`);

    const wholes: [string, object | Buffer, Record<string, string>?][] = [
      ['/v1/batch', { batch: [aTrack({ userId: 'canary-account', properties: note })] }],
      ['/v1/import', { batch: [anIdentify({ traits: { email: canary, ...note } })] }],
      ['/v1/batch', { batch: [aTrack(note)], context: { traits: { email: canary, ...note } } }],
      [
        '/v1/batch',
        gzipSync(JSON.stringify({ batch: [aTrack({ userId: 'canary-account', properties: note })] })),
        { 'content-encoding': 'gzip' },
      ],
      [
        '/v1/batch',
        { batch: [{ type: 'charge', userId: 'canary-account', messageId: nextMessageId(), ...note }] },
      ],
      [
        '/batch',
        {
          api_key: server.writeKey,
          batch: [
            {
              event: 'E',
              distinct_id: 'canary-account',
              properties: { distinct_id: 'canary-account', ...note },
            },
          ],
        },
      ],
      [
        '/com.snowplowanalytics.snowplow/tp2',
        { data: [{ e: 'pv', uid: 'canary-account', aid: server.writeKey, page: secret }] },
      ],
    ];
    for (const [path, body, headers] of wholes) {
      const answer = await server.collect(path, body, headers ?? {});
      assert.deepEqual([answer.status, answer.body.success ?? true], [200, true], `${path} ${answer.text}`);
    }

    const [stored] = await server.db.query<{ count: number }>(
      'select coalesce(sum(message_count), 0)::int8 as count from inbox',
    );
    assert.equal((stored?.count ?? 0) - (before[0]?.count ?? 0), 1, 'the plain one alone');
    await server.settle();
    const everything = await readEverything();
    assert.ok(everything.includes('secret-of-the-control') && everything.includes('control@example.com'));
    for (const text of [canary, secret, phone, 'canary-account', 'canary-browser'])
      assert.ok(!everything.includes(text) && !live.text().includes(text), text);
    assert.match(live.text(), /"plain"/);
    live.stop();
    assert.equal(await server.findPerson('email', canary), undefined);
  });

  test('The others of a batch are stored, and what the batch gives to them does not tell of the one', async () => {
    const good = [
      aTrack({ userId: 'neighbour', event: 'First', context: { traits: { name: 'own' } } }),
      aTrack({ userId: 'neighbour', event: 'Second', context: { traits: {} } }),
      { type: 'charge', userId: 'neighbour', context: { traits: {} } },
    ];
    const answer = await server.collect('/v1/batch', {
      batch: [good[0], aTrack({ properties: note }), good[1], good[2]],
      context: { locale: 'pl-PL', traits: { email: spellings[1], ...note } },
      integrations: { CRM: false },
      sentAt: new Date().toISOString(),
    });
    assert.equal(answer.status, 200);
    await server.settle();
    const events = await server.listEvents('user_id', 'neighbour');
    assert.deepEqual(events.map(({ event }) => event).sort(), ['First', 'Second']);
    assert.deepEqual(events.find(({ event }) => event === 'First')?.context, {
      locale: 'pl-PL',
      traits: { name: 'own' },
    });
    assert.deepEqual(events[0]?.raw.integrations, { CRM: false });
    assert.equal((await server.listQuarantine('reason=type_unknown')).length, 1);
    const everything = await readEverything();
    for (const text of [canary, secret]) assert.ok(!everything.includes(text), text);
  });

  test('An uploaded file: the row is left out, the others come in', async () => {
    const csv = `customer,mail,note\nuploaded-1,one@example.com,fine\nuploaded-2,${canary.toUpperCase()},${secret}\n`;
    const preview = await server.api<{ upload_id: string }>(
      'POST',
      '/api/imports/preview?file_name=people.csv',
      csv,
      { 'content-type': 'text/csv' },
    );
    const source = await server.createSource('Old shop', 'import');
    const begun = await server.api<{ id: string }>('POST', '/api/imports', {
      upload_id: preview.body.upload_id,
      source_id: source.id,
      mapping: {
        type: 'identify',
        userId: { column: 'customer' },
        traits: { email: { column: 'mail' }, note: { column: 'note' } },
      },
    });
    assert.equal(begun.status, 201, begun.text);
    for (;;) {
      const { body } = await server.api<{ state: string }>('GET', `/api/imports/${begun.body.id}`);
      if (body.state !== 'running') {
        assert.equal(body.state, 'done', JSON.stringify(body));
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await server.settle();
    assert.equal((await server.getPerson('email', 'one@example.com')).event_count, 1);
    const everything = await readEverything();
    for (const text of [canary, secret, 'uploaded-2']) assert.ok(!everything.includes(text), text);
  });

  test('What waits in quarantine does not come back', async () => {
    const message = { userId: 'came-before', timestamp: new Date(Date.now() + 30 * 3_600_000).toISOString() };
    await server.send([aTrack({ ...message, event: 'Later' }), aTrack({ ...message, userId: 'stays' })]);
    await server.settle();
    await add({ type: 'user_id', value: 'came-before' }, 'no_recollect');
    await server.advance('P2D');
    const { body } = await server.api('POST', '/api/quarantine/replay', { reason: 'timestamp_in_future' });
    assert.equal(body.replayed, 2);
    await server.settle();
    assert.equal(await server.findPerson('user_id', 'came-before'), undefined);
    assert.equal((await server.getPerson('user_id', 'stays')).event_count, 1);
    assert.deepEqual(await server.listQuarantine('reason=timestamp_in_future'), []);
  });

  test('It is counted, without a word of who it was', async () => {
    const { body } = await server.api<{
      items: { scope: string; messages: number; source: { name: string } }[];
    }>('GET', '/api/suppressions/counts');
    const sum = (scope: string): number =>
      body.items.filter((one) => one.scope === scope).reduce((total, { messages }) => total + messages, 0);
    assert.equal(sum('no_recollect'), 2);
    assert.equal(sum('no_collect'), 24);
    assert.equal(body.items.find(({ source }) => source.name === 'Old shop')?.messages, 1);
    const { text } = await server.request('GET', '/metrics');
    assert.match(text, /rapport_messages_suppressed_total\{scope="no_collect"\} 24/);
  });

  test('What only forbids contact or sale is collected', async () => {
    await add({ type: 'email', value: 'reader@example.com' }, 'no_contact', { channel: 'email' });
    await add({ type: 'email', value: 'reader@example.com' }, 'no_sale_share');
    await server.send([anIdentify({ userId: 'reader', traits: { email: 'reader@example.com' } })]);
    await server.settle();
    assert.equal((await server.getPerson('email', 'reader@example.com')).event_count, 1);
  });
});

describe('The list', () => {
  test('It is found in every spelling, and holds and tells no value', async () => {
    const made = await add({ type: 'email', value: ' Max.Power@Example.com' }, 'bounce', {
      legal_ref: 'GDPR 21(3)',
      review_at: '2030-01-01T00:00:00Z',
    });
    assert.equal(made.status, 201, made.text);
    assert.deepEqual(
      [
        made.body.scope,
        made.body.channel,
        made.body.identifier_kind,
        made.body.legal_ref,
        made.body.review_at,
      ],
      ['bounce', 'email', 'email', 'GDPR 21(3)', '2030-01-01T00:00:00.000Z'],
    );
    assert.deepEqual(await check({ type: 'email', value: 'MAX.POWER@example.COM ' }), ['bounce email']);
    assert.deepEqual(await check({ type: 'email', value: 'max.power+tag@example.com' }), []);
    assert.deepEqual(await check({ type: 'user_id', value: 'max.power@example.com' }), []);
    const list = await server.api('GET', '/api/suppressions?limit=1000');
    const rows = await server.db.query(`select s::text as row from suppressions s`);
    const asked = `${list.text} ${JSON.stringify(rows)} ${made.text}`.toLowerCase();
    assert.ok(!asked.includes('power'));
    assert.ok(!(await readEverything()).includes('max.power'));
  });

  test('Adding again changes nothing, in any spelling, also within one call and by many at once', async () => {
    const again = (value: string) => ({
      identifier: { type: 'email', value },
      scope: 'no_contact',
      reason: 'x',
    });
    const [one, ...others] = await Promise.all(
      ['twice@example.com', 'TWICE@example.com', ' twice@example.com'].map((value) =>
        server.api<Entry>('POST', '/api/suppressions', again(value)),
      ),
    );
    assert.deepEqual([one, ...others].map((answer) => answer?.status).sort(), [200, 200, 201]);
    assert.equal(new Set([one, ...others].map((answer) => answer?.body.id)).size, 1);
    const bulk = await server.api<{ items: Entry[] }>('POST', '/api/suppressions', {
      items: [again('twice@example.com'), again('Thrice@example.com'), again('thrice@example.com')],
    });
    assert.equal(bulk.status, 201);
    assert.equal(bulk.body.items[0]?.id, one?.body.id);
    assert.equal(bulk.body.items[1]?.id, bulk.body.items[2]?.id);
  });

  test('Page by page and by scope', async () => {
    const items = Array.from({ length: 7 }, (_, i) => ({
      identifier: { type: 'user_id', value: `listed-${i}` },
      ...{ scope: 'complaint', reason: 'Marked as junk' },
    }));
    await server.api('POST', '/api/suppressions', { items });
    const ids: string[] = [];
    let cursor = '';
    do {
      const { body } = await server.api<{ items: Entry[]; next_cursor: string | null }>(
        'GET',
        `/api/suppressions?scope=complaint&limit=3${cursor}`,
      );
      ids.push(...body.items.map(({ id }) => id));
      cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`;
    } while (cursor !== '');
    assert.equal(ids.length, 7);
    assert.deepEqual(
      ids,
      [...ids].sort((a, b) => Number(b) - Number(a)),
    );
  });

  test('What makes no sense is refused, and no answer repeats a value', async () => {
    const wrong: object[] = [
      {},
      { identifier: { type: 'email', value: 'wrong-value' } },
      { identifier: { type: 'email', value: 'wrong-value' }, scope: 'no_collect', reason: 'x' },
      { identifier: { type: 'phone', value: '600 wrong-value' }, scope: 'no_collect', reason: 'x' },
      { identifier: { type: 'shoe_size', value: 'wrong-value' }, scope: 'no_collect', reason: 'x' },
      { identifier: { type: 'user_id', value: 'wrong-value' }, scope: 'nothing', reason: 'x' },
      { identifier: { type: 'user_id', value: 'wrong-value' }, scope: 'no_collect', reason: ' ' },
      {
        identifier: { type: 'user_id', value: 'wrong-value' },
        scope: 'no_collect',
        channel: 'email',
        reason: 'x',
      },
      {
        identifier: { type: 'user_id', value: 'wrong-value' },
        scope: 'no_contact',
        channel: 'pigeon',
        reason: 'x',
      },
      { items: [] },
      { items: Array.from({ length: 1001 }, () => ({})) },
    ];
    for (const body of wrong) {
      const answer = await server.api('POST', '/api/suppressions', body);
      assert.deepEqual([answer.status, answer.body.error?.code], [400, 'invalid_request'], answer.text);
      assert.ok(!answer.text.includes('wrong-value'), answer.text);
    }
    const good = { identifier: { type: 'user_id', value: 'all-or-none' }, scope: 'no_collect', reason: 'x' };
    const mixed = await server.api('POST', '/api/suppressions', { items: [good, wrong[2]] });
    assert.equal(mixed.status, 400);
    assert.match(mixed.text, /items\.1\.identifier/);
    assert.deepEqual(await check(good.identifier), []);
  });

  test('Another workspace is suppressed for itself alone', async () => {
    const [row] = await server.db.query<{ id: number }>(
      `insert into workspaces (slug, name, created_at) values ('other', 'Other', $1) returning id`,
      [new Date()],
    );
    const [entry] = (await server.api<{ items: Entry[] }>('GET', '/api/suppressions')).body.items;
    await server.db.query('update suppressions set workspace_id = $2 where id = $1', [entry?.id, row?.id]);
    assert.equal((await lift(entry?.id ?? '')).status, 404);
  });
});

describe('Lifting', () => {
  test('It is recorded, the entry stays, and collecting begins again at once', async () => {
    const identifier = { type: 'user_id', value: 'comes-back' };
    const made = await add(identifier);
    const send = async (): Promise<number> => {
      await server.send([aTrack({ userId: 'comes-back' })]);
      await server.settle();
      return (await server.findPerson('user_id', 'comes-back'))?.event_count ?? 0;
    };
    assert.equal(await send(), 0);
    const lifted = await lift(made.body.id);
    assert.equal(lifted.status, 200, lifted.text);
    assert.deepEqual([lifted.body.lifted_by, lifted.body.lifted_reason], ['subject', 'Signed up again']);
    assert.match(String(lifted.body.lift_recorded_by), /^api_key:/);
    assert.deepEqual(await check(identifier), []);
    assert.equal(await send(), 1);
    assert.equal((await lift(made.body.id)).body.error?.code, 'conflict');
    const { body } = await server.api<{ items: Entry[] }>('GET', '/api/suppressions?limit=1000');
    assert.equal(body.items.find(({ id }) => id === made.body.id)?.lifted_at, lifted.body.lifted_at);

    const anew = await add(identifier, 'no_collect');
    assert.equal(anew.status, 201);
    assert.notEqual(anew.body.id, made.body.id);
    assert.equal(await send(), 1);
  });

  test('Of two entries for one identifier the other holds on', async () => {
    const identifier = { type: 'user_id', value: 'suppressed-twice' };
    const [collect, again] = [await add(identifier), await add(identifier, 'no_recollect')];
    await lift(collect.body.id, 'operator');
    assert.deepEqual(await check(identifier), ['no_recollect *']);
    await server.send([aTrack({ userId: 'suppressed-twice' })]);
    await server.settle();
    assert.equal(await server.findPerson('user_id', 'suppressed-twice'), undefined);
    await lift(again.body.id, 'operator');
    assert.deepEqual(await check(identifier), []);
  });

  test('What a check finds can be lifted, and lists and counts follow', async () => {
    const list = async (state: string) =>
      (await server.api<{ items: Entry[] }>('GET', `/api/suppressions?scope=complaint&state=${state}`)).body
        .items;
    const counted = async () =>
      (
        await server.api<{ in_force: Record<string, number>; key: { id: number } }>(
          'GET',
          '/api/suppressions/counts',
        )
      ).body;
    const identifier = { type: 'email', value: 'complains@example.com' };
    const before = await counted();
    await add(identifier, 'complaint');
    assert.equal((await counted()).in_force.complaint, (before.in_force.complaint ?? 0) + 1);
    const { body } = await server.api<{ items: { ids: string[] }[] }>('POST', '/api/suppressions/check', {
      identifier,
    });
    const [id = ''] = body.items[0]?.ids ?? [];
    assert.deepEqual((await list('in_force')).map((one) => [one.id, one.created_by_name, one.key_id])[0], [
      id,
      'bootstrap',
      before.key.id,
    ]);
    assert.equal((await lift(id)).body.lift_recorded_by_name, 'bootstrap');
    assert.deepEqual(
      [(await list('in_force')).some((one) => one.id === id), (await list('lifted')).map((one) => one.id)],
      [false, [id]],
    );
    assert.equal((await counted()).in_force.complaint, before.in_force.complaint);
  });

  test('Without a reason, by nobody, or of what is not there', async () => {
    for (const body of [{}, { by: 'subject' }, { by: 'subject', reason: ' ' }, { by: 'nobody', reason: 'x' }])
      assert.equal((await server.api('POST', '/api/suppressions/1/lift', body)).status, 400);
    for (const id of ['999999999', '0', 'x', '1.5', '99999999999999999999'])
      assert.equal((await lift(id)).status, 404, id);
  });
});

describe('Keys and starts', () => {
  test('After a new key and after a restart, the older entries hold, and none is doubled', async () => {
    const identifier = { type: 'email', value: 'older@example.com' };
    const older = await add(identifier);
    const { body } = await server.api<{ key_id: number }>('POST', '/api/suppressions/rotate-key');
    assert.equal(body.key_id, older.body.key_id + 1);
    const newer = await add({ type: 'email', value: 'newer@example.com' });
    assert.equal(newer.body.key_id, body.key_id);
    const again = await add(identifier);
    assert.deepEqual([again.status, again.body.id], [200, older.body.id]);
    for (const restart of [false, true]) {
      if (restart) await server.restart();
      for (const value of ['older@example.com', 'newer@example.com']) {
        assert.deepEqual(await check({ type: 'email', value }), ['no_collect *']);
        await server.send([anIdentify({ userId: `user-of-${value}`, traits: { email: value } })]);
      }
      await server.settle();
      assert.ok(!(await readEverything()).includes('user-of-'));
    }
    const lifted = await lift(older.body.id);
    assert.equal(lifted.status, 200);
    assert.deepEqual(await check(identifier), []);
  });

  test('Each identifier is hashed under a key that only the server has', async () => {
    const rows = await server.db.query<{ name: string; value: string }>(
      `select name, value from secrets where name like 'suppression_key_%' order by name`,
    );
    assert.ok(rows.length >= 2);
    assert.equal(new Set(rows.map(({ value }) => value)).size, rows.length);
    assert.ok(rows.every(({ value }) => /^[0-9a-f]{64}$/.test(value)));
  });

  test('While the database is away nothing is let through unasked', async () => {
    await server.db.query('alter table suppressions rename to suppressions_away');
    const refused = await server.collect('/v1/track', aTrack({ userId: 'canary-account' }));
    const other = await server.collect('/v1/track', aTrack({ userId: 'somebody else' }), {
      authorization: toBasic(server.writeKey),
    });
    await server.db.query('alter table suppressions_away rename to suppressions');
    assert.deepEqual([refused.status, refused.body.error?.code], [503, 'storage_unavailable']);
    assert.equal(other.status, 200);
  });
});
