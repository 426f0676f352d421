// Where fields stand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnsweredField } from './answers.ts';
import { arrange } from './arrange.ts';

const told = { updated_at: null, origin: null };
const product = {
  ...{ type: 'product', id: 'P-1', title: null, at: null, updated_at: null },
  ...{ origin: null, fields: {} },
};

test('what forbids, single values, groups and lists have each their place, in the order of the view', () => {
  const fields: Record<string, AnsweredField> = {
    orders: { kind: 'objects', value: [], ...told },
    city: { kind: 'attribute', value: 'Columbus', ...told },
    contact: { kind: 'permits', value: [], ...told },
    segments: { kind: 'segments', value: [], ...told },
    interests: { kind: 'trait', value: ['Jewellery'], ...told },
    viewed: { kind: 'trait', value: ['P-1'], joined: { products: [product] }, ...told },
    lost: { kind: 'trait', value: ['P-2'], joined: { products: [] }, ...told },
  };
  const { permits, facts, side, middle } = arrange({ fields });
  const names = (all: { name: string }[]) => all.map(({ name }) => name);
  assert.deepEqual(names(permits), ['contact']);
  assert.deepEqual(names(facts), ['city', 'interests', 'lost'], 'ids of nothing stay as they are told');
  assert.deepEqual(names(side), ['segments']);
  assert.deepEqual(names(middle), ['orders', 'viewed']);
});
