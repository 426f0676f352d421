// The API of categories and labels, asked with real keys.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { standingClock } from '../../platform/clock/index.ts';
import { type HttpServer, openHttpServer } from '../../platform/http/index.ts';
import { silentLog } from '../../platform/log/index.ts';
import { ensureDefaultWorkspace, type Scope } from '../../platform/workspaces/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/index.ts';
import { ensureAdminKey, hashKey, type Members, openAccess, openCardTokens } from '../access/index.ts';
import { openLabeller } from './labeller.ts';
import { registerCategoryRoutes } from './routes.ts';

const clock = standingClock(new Date('2026-01-01T00:00:00Z'));
const nobody = { findMember: async () => undefined } as unknown as Members;
let database: TestDatabase;
let scope: Scope;
let http: HttpServer;
before(async () => {
  database = await createTestDatabase();
  const { db } = database;
  scope = { db, workspaceId: (await ensureDefaultWorkspace(db, clock)).id };
  await ensureAdminKey(scope, clock, hashKey('all'));
  await db.query(
    `insert into api_keys (workspace_id, name, key_hash, scopes, created_at) values ($1, 'reader', $2, '{purposes:read}', $3)`,
    [scope.workspaceId, hashKey('read'), clock.now()],
  );
  http = openHttpServer(silentLog);
  const limits = { viewReadsPerMinuteMax: 60, cardReadsPerMinuteMax: 60 };
  const access = openAccess({ db, reads: db }, nobody, {
    ...limits,
    cardTokens: await openCardTokens(db, clock),
  });
  registerCategoryRoutes(http.app, { access, clock, onLabelled() {} });
});
after(async () => {
  await http.close();
  await database.drop();
});

type Item = Record<string, unknown>;
type Body = Item & { items: Item[]; next_cursor: string | null; error: { code: string; message: string } };

async function ask(
  method: 'GET' | 'PUT',
  url: string,
  body?: unknown,
  key = 'all',
): Promise<{ status: number; body: Body }> {
  const payload = body === undefined ? {} : { payload: body as object };
  const answer = await http.app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${key}` },
    ...payload,
  });
  return { status: answer.statusCode, body: answer.json() as Body };
}

test('the categories, for every reader', async () => {
  const { status, body } = await ask('GET', '/api/categories', undefined, 'read');
  assert.equal(status, 200);
  assert.equal(body.next_cursor, null);
  const email = body.items.find(({ key }) => key === 'user.contact.email');
  assert.deepEqual(email, {
    ...{
      key: 'user.contact.email',
      parent: 'user.contact',
      name: 'E-mail address',
      description: 'also a hash of it',
    },
    ...{ dpv: 'pd:EmailAddress', ccpa: ['A'], ccpa_sensitive: false, gdpr_special: false },
    ...{ sensitivity: 1, masked: true, never_disclosed: false },
  });
});

test('who may: readers read, and nobody without a key', async () => {
  for (const [method, url] of [
    ['GET', '/api/categories'],
    ['GET', '/api/labels'],
    ['PUT', '/api/labels'],
  ] as const)
    assert.equal((await ask(method, url, method === 'PUT' ? {} : undefined, 'wrong')).status, 401, url);
  const label = { subject: 'attribute', name: 'plan', category: null };
  assert.equal((await ask('PUT', '/api/labels', label, 'read')).body.error.code, 'forbidden');
});

describe('Labels', () => {
  test('a note with a card number waits for a member, who says what it is', async () => {
    const labeller = openLabeller(clock);
    await labeller.refresh(scope);
    labeller.labelsOf(scope.workspaceId, 'property', 'Order Completed').label('note', '4111 1111 1111 1111');
    labeller.labelsOf(scope.workspaceId, 'attribute', '').label('email', 'sarah@example.com');
    await labeller.record(scope);
    const waiting = await ask('GET', '/api/labels?state=unlabelled', undefined, 'read');
    assert.deepEqual(waiting.body, {
      items: [
        {
          ...{
            subject: 'property',
            event: 'Order Completed',
            name: 'note',
            category: null,
            state: 'unlabelled',
          },
          may_activate: false,
          reason: { code: 'payment_card', message: 'Values look like numbers of payment cards.' },
          suggested_category: 'user.financial.credit_card',
          ...{
            first_seen_at: '2026-01-01T00:00:00.000Z',
            reviewed_at: null,
            reviewed_by: null,
            reviewed_by_name: null,
          },
        },
      ],
      next_cursor: null,
    });
    assert.ok(!JSON.stringify(waiting.body).includes('4111'));
    const said = {
      subject: 'property',
      event: 'Order Completed',
      name: 'note',
      category: 'user.content.private',
    };
    const { status, body } = await ask('PUT', '/api/labels', said);
    assert.equal(status, 200);
    assert.deepEqual(
      [body.state, body.category, body.may_activate, body.suggested_category, body.reviewed_by_name],
      ['confirmed', 'user.content.private', true, null, 'bootstrap'],
    );
    assert.deepEqual((await ask('GET', '/api/labels?state=unlabelled')).body.items, []);
    const attributes = await ask('GET', '/api/labels?subject=attribute');
    assert.deepEqual(
      attributes.body.items.map(({ name, event }) => [name, event]),
      [['email', null]],
    );
  });

  test('in pages', async () => {
    for (const name of ['a', 'b', 'c'])
      await ask('PUT', '/api/labels', { subject: 'property', name, category: null });
    const names: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await ask('GET', `/api/labels?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      assert.ok(body.items.length <= 2);
      names.push(...body.items.map(({ name }) => String(name)));
      cursor = body.next_cursor;
    }
    assert.deepEqual(names, ['email', 'a', 'b', 'c', 'note']);
  });

  test('by a part of the name or of the event', async () => {
    for (const [q, found] of [
      ['MAI', ['email']],
      ['order comp', ['note']],
      ['%', []],
      ['\0', ['email', 'a', 'b', 'c', 'note']],
    ] as const) {
      const { body } = await ask('GET', `/api/labels?q=${encodeURIComponent(q)}`);
      assert.deepEqual(
        body.items.map(({ name }) => name),
        found,
        q,
      );
    }
  });

  test('what is wrong in a label is said', async () => {
    const good = { subject: 'property', event: 'E', name: 'n', category: 'user.name' };
    const bad: [unknown, RegExp][] = [
      [{}, /subject/],
      [{ ...good, subject: 'trait' }, /subject/],
      [{ ...good, name: '' }, /name/],
      [{ ...good, name: 'x'.repeat(256) }, /name/],
      [{ ...good, name: 'a\0b' }, /NUL/],
      [{ ...good, event: 'a\0b' }, /NUL/],
      [{ ...good, event: 5 }, /event/],
      [{ ...good, category: undefined }, /category/],
      [{ ...good, category: 'user.nothing' }, /GET \/api\/categories/],
      [{ ...good, category: 'toString' }, /GET \/api\/categories/],
      [{ ...good, subject: 'attribute' }, /attributes belong to no event/],
      [{ ...good, more: 1 }, /more/],
      [[], /body/],
    ];
    for (const [body, problem] of bad) {
      const answer = await ask('PUT', '/api/labels', body);
      assert.equal(answer.status, 400, JSON.stringify(body));
      assert.equal(answer.body.error.code, 'invalid_request');
      assert.match(answer.body.error.message, problem);
    }
  });

  test('what is wrong in a question is said', async () => {
    const cursorOf = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const cursors = [
      'x',
      'é',
      cursorOf(1),
      cursorOf(['property', 'a']),
      cursorOf(['x', '', 'a']),
      cursorOf(['property', 'a\0', '']),
    ];
    for (const query of [
      'state=lost',
      'subject=x',
      'limit=0',
      'limit=1001',
      ...cursors.map((one) => `cursor=${encodeURIComponent(one)}`),
    ]) {
      const answer = await ask('GET', `/api/labels?${query}`);
      assert.equal(answer.status, 400, query);
      assert.equal(answer.body.error.code, 'invalid_request');
    }
  });
});
