// What a definition looks at is found wherever it stands: nothing that is missed here would be asked of any label.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Condition, TraitValue } from '@rapport/protocol';
import type { Definition } from '../definitions/index.ts';
import { type Field, listFields } from './fields.ts';

const others: Record<string, unknown> = {
  'trait:mail': { attribute: 'email' },
  'segment:ill': { attribute: 'illness', exists: true },
};
const find = (kind: string, name: string): Definition | undefined => {
  const definition = others[`${kind}:${name}`];
  return definition === undefined ? undefined : ({ definition } as Definition);
};

/** `a` for an attribute, `event:a` for a property, `type#a` for a field of the catalog; all names that labels may know it by. */
function tell(field: Field): string {
  const names = field.names.join('|');
  if (field.subject === 'attribute') return names;
  if (field.subject === 'field') return `${field.type}#${names}`;
  return `${field.of.name ?? field.of.name_starts_with ?? field.of.type}:${names}`;
}
const fieldsOf = (definition: unknown) => {
  const { told, read } = listFields(definition as Condition | TraitValue, find);
  return { told: told.map(tell).sort(), read: [...new Set(read.map(tell))].sort() };
};

const order = { name: 'Order', where: [{ property: 'shop', is: 'A' }] };

test('a value tells what it is made of, and reads what it tests beside that', () => {
  const cases: [unknown, string[], string[]][] = [
    [{ attribute: 'address.city' }, ['address'], ['address']],
    [{ attribute: String.raw`shop\.id` }, ['shop.id'], ['shop.id']],
    [{ count: order }, [], ['Order:shop']],
    [{ sum: 'total', of: order }, ['Order:total'], ['Order:shop', 'Order:total']],
    [{ list: 'a.b', of: { name_starts_with: 'No' }, at_most: 3 }, ['No:a|a.b'], ['No:a|a.b']],
    [{ most_frequent: 'x', of: { type: 'page' } }, ['page:x'], ['page:x']],
    [{ rfm: order, monetary: 'total' }, ['Order:total'], ['Order:shop', 'Order:total']],
    [{ score: { maximum: 'total', of: { name: 'Order' } }, groups: 5 }, ['Order:total'], ['Order:total']],
    [{ trait: 'mail' }, ['email'], ['email']],
    [
      { divide: [{ average: 'total', of: order }, { add: [{ attribute: 'age' }, 2] }] },
      ['Order:total', 'age'],
      ['Order:shop', 'Order:total', 'age'],
    ],
  ];
  for (const [definition, told, read] of cases)
    assert.deepEqual(fieldsOf(definition), { told, read }, JSON.stringify(definition));
});

test('a condition tells nothing, and reads all that it tests', () => {
  const cases: [unknown, string[]][] = [
    [{ everyone: true }, []],
    [{ list: 'friends' }, []],
    [{ not: { any: [{ segment: 'ill' }, { trait: 'mail', exists: true }] } }, ['email', 'illness']],
    [{ attribute: 'age', changed: { within: 'P1D', to: { is: 3 } } }, ['age']],
    [{ events: order, last_value: 'size', is: { not: { exists: true } } }, ['Order:shop', 'Order:size']],
    [{ at_least: 1, of: [{ attribute: 'plan', is: 'gold' }] }, ['plan']],
    [{ said: 'yes', of: 'marketing.email' }, []],
    [
      {
        events: { name: 'Order', where: [{ property: 'sku', of: 'product', field: 'brand', is: 'Acme' }] },
        count: { is: 1 },
      },
      ['Order:sku', 'product#brand'],
    ],
    [
      {
        sequence: [
          { name: 'Cart' },
          { ...order, without: { name: 'Left', where: [{ property: 'why', is: 1 }] } },
        ],
        same: 'cart',
        after_last: { nothing: { name: 'Paid', where: [{ property: 'how', exists: true }] }, for: 'PT1H' },
      },
      ['Cart:cart', 'Left:why', 'Order:cart', 'Order:shop', 'Paid:how'],
    ],
  ];
  for (const [definition, read] of cases)
    assert.deepEqual(fieldsOf(definition), { told: [], read }, JSON.stringify(definition));
});
