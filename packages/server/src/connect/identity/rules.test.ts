// Rules and blocked values: what ships, what a workspace may say, and what it may not.
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { blockedValueSchema, openBlockedValues } from './blocked-values.ts';
import { isContested, type RulesInput, toRules } from './rules.ts';

describe('Rules', () => {
  test('Shipped types rank by priority, and a workspace may change one or add its own', () => {
    const rules = toRules({
      types: { passport: { limit: 2, priority: 1 }, user_id: { limit: 3, priority: 2 } },
    });
    assert.deepEqual(
      rules.ranked.slice(0, 3).map(({ type, limit }) => [type, limit]),
      [
        ['passport', 2],
        ['crm_id', 5],
        ['user_id', 3],
      ],
    );
    const { ranked, rankOf } = toRules();
    assert.deepEqual(
      ['user_id', 'email', 'phone', 'anonymous_id'].map((type) => ranked[rankOf.get(type) as number]?.limit),
      [1, 5, 5, 100],
    );
    assert.equal(ranked[rankOf.get('household_id') as number]?.merges, false);
  });

  test('What makes no sense is refused', () => {
    const refused: RulesInput[] = [
      { types: { email: { limit: 0, priority: 1 } } },
      { types: { 'E-Mail': { limit: 1, priority: 1 } } },
      { types: { phone: { limit: 1, priority: 1, on_conflict: 'transfer' } } },
      { default_country: 'Poland' },
      { super_node_max: 1 },
    ];
    for (const input of refused) assert.throws(() => toRules(input), JSON.stringify(input));
  });

  test('Contested is what holds more of a type than one person may', () => {
    const rules = toRules();
    const counts = rules.ranked.map(({ limit }) => limit);
    assert.equal(isContested(counts, rules), false);
    for (let rank = 0; rank < counts.length; rank += 1)
      assert.equal(isContested(counts.with(rank, (counts[rank] as number) + 1), rules), true);
  });
});

describe('Blocked values', () => {
  const isBlocked = openBlockedValues([
    { kind: 'value', text: 'Kiosk' },
    { kind: 'value', type: 'email', text: 'till@shop.example' },
    { kind: 'pattern', text: '^robot-[0-9]+$' },
  ]);

  test('Accidents name nobody', () => {
    const blocked = [
      ...[
        '',
        ' ',
        '0',
        '-1',
        '000',
        '00000000-0000-0000-0000-000000000000',
        '--',
        'null',
        'NULL',
        'None',
        'NaN',
      ],
      ...['undefined', '"undefined"', "'null'", '"\'null\'"', 'Anonymous', 'guest', 'distinct_id', 'unknown'],
      ...[
        '[object Object]',
        'true',
        'false',
        'not_authenticated',
        '{{user.id}}',
        '<% id %>',
        '{user_id}',
        'id',
      ],
    ];
    for (const value of blocked) assert.ok(isBlocked('user_id', value), value);
    for (const value of [
      'test@test.com',
      'TEST@example.com',
      'noreply@shop.example',
      'null@shop.example',
      'none@none.com',
    ])
      assert.ok(isBlocked('email', value), value);
    for (const text of ['', 'null', 'test@test.com'])
      assert.ok(isBlocked('email_sha256', hash('sha256', text)), `the digest of ${text}`);
    assert.ok(!isBlocked('email_sha256', hash('sha256', 'sarah@shop.example')));
    for (const value of ['+48111111111', '+11234567890', '+1234567890', '+441234567890', '+4800000000'])
      assert.ok(isBlocked('phone', value), value);
  });

  test('What people and programs really use names somebody', () => {
    for (const value of [
      '1',
      '100',
      '0a',
      'sarah',
      'nullable',
      'guest-4711',
      '11111111',
      'test-42',
      '3f2c',
      'ＩＤ7',
    ])
      assert.ok(!isBlocked('user_id', value), value);
    for (const value of [
      'sarah@shop.example',
      'test@shop.example',
      'a@a.pl',
      'nobody@knows.example',
      'replyno@x.pl',
    ])
      assert.ok(!isBlocked('email', value), value);
    for (const value of ['+12025550101', '+48601234567', '+85291234567'])
      assert.ok(!isBlocked('phone', value), value);
  });

  test('A workspace adds its own', () => {
    assert.ok(isBlocked('anonymous_id', 'kiosk') && isBlocked('user_id', 'ROBOT-12'));
    assert.ok(isBlocked('email', 'till@shop.example') && !isBlocked('user_id', 'till@shop.example'));
  });

  test('No pattern can keep the pipeline busy', () => {
    const long = `${'a'.repeat(511)}!`;
    for (const text of [
      '(a+)+$',
      '(a|a)*',
      'a*a*a*$',
      '(?=a)',
      '(a)\\1',
      'a**',
      '[',
      'x|y',
      '.*.*.*',
      '[ab]*[a-c]*x',
      'a?'.repeat(40),
    ])
      assert.equal(blockedValueSchema.safeParse({ kind: 'pattern', text }).success, false, text);
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', '[ab]', '*', '+', '.', '\\d', '^', '$', '{2}', '?', '('),
          maxLength: 9,
        }),
        (text) => {
          const parsed = blockedValueSchema.safeParse({ kind: 'pattern', text });
          if (!parsed.success) return;
          const started = performance.now();
          openBlockedValues([parsed.data])('user_id', long);
          assert.ok(performance.now() - started < 50, text);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
