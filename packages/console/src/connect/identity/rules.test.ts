// What is different between rules, and carrying changes over to rules that somebody else set.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  faultBelow,
  listChanges,
  listTypes,
  type RulesInput,
  rebase,
  shippedRules,
  toFaults,
  withBlocked,
  withType,
} from './rules.ts';
import type { TypeRow } from './rules-query.ts';

const row = (type: string, limit: number, priority: number, shipped = true): TypeRow => ({
  ...{ type, limit, priority, shipped, period: 'ever', merges: true, on_conflict: 'keep' },
  recycle_after_days: null,
});
const inForce = { set: {} as RulesInput, types: [row('user_id', 1, 1), row('email', 5, 4)] };

describe('changes between two sets of rules', () => {
  test('nothing, where only defaults are written out', () => {
    const written: RulesInput = { types: { email: { limit: 5, priority: 4, merges: true, period: 'ever' } } };
    assert.deepEqual(listChanges({ types: { email: { limit: 5, priority: 4 } } }, written), []);
    assert.deepEqual(listChanges({}, written, shippedRules(inForce)), []);
  });

  test('a type is told field by field where its rule before is known, else as a whole', () => {
    const after = withType({}, 'email', { limit: 3, priority: 4 });
    assert.deepEqual(listChanges({}, after, shippedRules(inForce)), [
      { about: 'field', type: 'email', field: 'limit', from: 5, to: 3 },
    ]);
    assert.deepEqual(listChanges({}, after), [
      { about: 'added', type: 'email', rule: { limit: 3, priority: 4 } },
    ]);
    assert.deepEqual(listChanges(after, {}), [{ about: 'left', type: 'email' }]);
  });

  test('bounds, the country and blocked values', () => {
    const value = { kind: 'value', text: 'till-7' } as const;
    const changes = listChanges(
      { super_node_max: 50, blocked: [value] },
      { super_node_max: 20, default_country: 'PL', blocked: [{ ...value, type: 'email' }] },
    );
    assert.deepEqual(changes, [
      { about: 'setting', setting: 'super_node_max', from: 50, to: 20 },
      { about: 'setting', setting: 'default_country', from: undefined, to: 'PL' },
      { about: 'blocked', value: { ...value, type: 'email' } },
      { about: 'unblocked', value },
    ]);
  });
});

describe('carrying changes over', () => {
  const before: RulesInput = {
    types: { email: { limit: 5, priority: 4 }, card: { limit: 1, priority: 30 } },
    blocked: [{ kind: 'value', text: 'a' }],
  };

  test('keeps what they did where I did nothing, and what I did where they did nothing', () => {
    const mine = withType({ ...before, default_country: 'PL', blocked: [] }, 'card', undefined);
    const theirs: RulesInput = {
      ...withType(before, 'email', { limit: 9, priority: 4 }),
      blocked: [
        { kind: 'value', text: 'a' },
        { kind: 'value', text: 'b' },
      ],
    };
    assert.deepEqual(rebase(before, mine, theirs), {
      rules: {
        types: { email: { limit: 9, priority: 4 } },
        default_country: 'PL',
        blocked: [{ kind: 'value', text: 'b' }],
      },
      contradictions: [],
    });
  });

  test('keeps mine where both changed the same, and says so', () => {
    const mine = withType({ ...before, super_node_max: 20 }, 'email', { limit: 3, priority: 4 });
    const theirs = withType({ ...before, super_node_max: 30 }, 'email', { limit: 9, priority: 4 });
    const { rules, contradictions } = rebase(before, mine, theirs);
    assert.equal(rules.types?.email?.limit, 3);
    assert.equal(rules.super_node_max, 20);
    assert.deepEqual(contradictions, [{ type: 'email' }, { setting: 'super_node_max' }]);
  });

  test('the same change is no contradiction, and over rules that nobody changed all is mine', () => {
    const mine = withType(before, 'email', { limit: 3, priority: 4 });
    assert.deepEqual(rebase(before, mine, mine), { rules: mine, contradictions: [] });
    assert.deepEqual(rebase(before, mine, before).rules, mine);
  });
});

test('what is taken away leaves nothing empty behind', () => {
  const set: RulesInput = {
    types: { card: { limit: 1, priority: 30 } },
    blocked: [{ kind: 'value', text: 'a' }],
  };
  assert.deepEqual(rebase(set, {}, { ...set, super_node_max: 40 }).rules, { super_node_max: 40 });
  assert.deepEqual(withBlocked(withType(set, 'card', undefined), []), {});
});

test('types are listed the strongest first, with what is edited', () => {
  const edited = withType(withType({}, 'email', { limit: 3, priority: 1 }), 'card', {
    limit: 1,
    priority: 30,
  });
  const told = listTypes(inForce, {}, edited).map(({ type, rule, state }) => [type, rule?.limit, state]);
  assert.deepEqual(told, [
    ['email', 3, 'changed'],
    ['user_id', 1, undefined],
    ['card', 1, 'new'],
  ]);
});

test('a type that is as shipped again has no rule that the page knows; an own one is gone', () => {
  const set: RulesInput = { types: { email: { limit: 3, priority: 4 }, card: { limit: 1, priority: 30 } } };
  const now = { set, types: [row('email', 3, 4), row('card', 1, 30, false)] };
  assert.deepEqual(listTypes(now, set, {}), [
    { type: 'email', shipped: true, rule: undefined, state: 'changed' },
  ]);
});

test('faults of the server are found by their path', () => {
  const faults = toFaults({
    fields: [
      { field: 'rules.types.email.limit', problem: 'too small' },
      { field: 'rules.blocked.3', problem: 'must be a pattern' },
    ],
  });
  assert.equal(faultBelow(faults, 'types.email'), 'too small');
  assert.equal(faultBelow(faults, 'blocked.3'), 'must be a pattern');
  assert.equal(faultBelow(faults, 'blocked.30'), undefined);
  assert.deepEqual(toFaults(undefined), {});
});
