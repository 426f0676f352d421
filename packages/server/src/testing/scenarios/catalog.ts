// The catalog that scenarios and generated definitions look into.
import type { Catalog } from '../oracle/index.ts';

/** Ids are texts and numbers that generated properties often have. */
export const catalog: Catalog = {
  product: {
    gold: { brand: 'Acme', price: 5, since: '2026-11-20', tags: ['gold', 2], sold: true, size: { cm: 5 } },
    silver: { brand: 'acme', price: 2.5, since: '2026-10-28T08:00:00+01:00', tags: [], sold: false },
    Łódź: { brand: 'Łódź', price: 0, tags: ['Gold', 'silver'] },
    "o'ne %_": { brand: 'silver', since: '2026-11-27' },
    '2': { brand: 'Acme', price: 10, sold: true },
    '2.5': { price: 5 },
    '0': { brand: 'gold' },
    '1000000000': { brand: 'Gold', price: 1e9 },
    '1e+300': { brand: 'old', price: -1 },
    // No number is written so.
    '5.0': { brand: 'Acme' },
    '01': { brand: 'Acme' },
    'a.b': {},
  },
  offer: { gold: { brand: 'other', price: 99 }, '5': { brand: 'Acme' } },
};
