// The types that a new workspace starts with, told by events of Segment's e-commerce spec and of a help desk. A company changes
// or removes them.
import type { CatalogField, CatalogTeller, CatalogType } from '@rapport/protocol';
import { catalogType } from '@rapport/protocol';
import type { Clock } from '../../platform/clock/index.ts';
import type { Database } from '../../platform/postgres/index.ts';
import type { Scope } from '../../platform/workspaces/index.ts';
import { insertType, lockTypes } from './types-store.ts';

type Kind = CatalogField['kind'];
const fieldsOf = (kinds: Record<string, Kind>, category?: string): Record<string, CatalogField> =>
  Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [
      name,
      category === undefined ? { kind } : { kind, category },
    ]),
  );
/** Fields that events call by the same names. */
const same = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, name]));

const productEvents = ['Product Viewed', 'Product Added', 'Product Clicked', 'Product Added to Wishlist'];
const toldOfProduct = same(
  ...['name', 'category', 'subcategory', 'brand', 'variant', 'sku', 'price', 'currency', 'url', 'image_url'],
);

const product = {
  title: 'Products',
  fields: {
    ...fieldsOf({ name: 'text', description: 'text', category: 'text', subcategory: 'text', brand: 'text' }),
    ...fieldsOf({ variant: 'text', sku: 'text', price: 'number', currency: 'text', url: 'text' }),
    ...fieldsOf({ image_url: 'text', warranty_months: 'number', available: 'boolean' }),
  },
  title_field: 'name',
  told_by: [
    ...productEvents.map((event) => ({ event, id: 'product_id', fields: toldOfProduct })),
    ...['Order Completed', 'Product List Viewed', 'Cart Viewed', 'Checkout Started'].map((event) => ({
      ...{ event, each: 'products', id: 'product_id', fields: toldOfProduct },
    })),
  ],
};

const orderStep = (event: string, state: string, at: string, fields = {}): Partial<CatalogTeller> => ({
  ...{ event, id: 'order_id', set: { state }, at, fields },
});
const toldOfOrder = same(
  ...['total', 'revenue', 'subtotal', 'shipping', 'tax', 'discount', 'coupon', 'currency', 'affiliation'],
  'products',
);

const order = {
  title: 'Orders',
  of_person: true,
  fields: {
    ...fieldsOf({ state: 'text', placed_at: 'date', updated_at: 'date' }, 'user.behavior.purchase_history'),
    ...fieldsOf({ shipped_at: 'date', delivered_at: 'date' }, 'user.behavior.purchase_history'),
    ...fieldsOf({ refund_requested_at: 'date', refund_reason: 'text' }, 'user.behavior.purchase_history'),
    ...fieldsOf({ refunded_at: 'date', refunded: 'number' }, 'user.behavior.purchase_history'),
    ...fieldsOf(
      { cancelled_at: 'date', total: 'number', revenue: 'number' },
      'user.behavior.purchase_history',
    ),
    ...fieldsOf({ subtotal: 'number', shipping: 'number', tax: 'number' }, 'user.behavior.purchase_history'),
    ...fieldsOf({ discount: 'number', coupon: 'text', currency: 'text' }, 'user.behavior.purchase_history'),
    ...fieldsOf(
      { affiliation: 'text', store_id: 'text', products: 'list' },
      'user.behavior.purchase_history',
    ),
  },
  time_field: 'placed_at',
  references: [
    { path: 'products.product_id', to: 'product' },
    { path: 'store_id', to: 'store' },
  ],
  told_by: [
    orderStep('Order Completed', 'completed', 'placed_at', { ...toldOfOrder, store_id: 'store_id' }),
    orderStep('Order Updated', 'updated', 'updated_at', toldOfOrder),
    orderStep('Order Shipped', 'shipped', 'shipped_at'),
    orderStep('Order Delivered', 'delivered', 'delivered_at'),
    orderStep('Refund Requested', 'refund_requested', 'refund_requested_at', { refund_reason: 'reason' }),
    orderStep('Order Refunded', 'refunded', 'refunded_at', { refunded: 'total' }),
    orderStep('Order Cancelled', 'cancelled', 'cancelled_at'),
  ],
};

const ticketStep = (event: string, state: string | undefined, at: string, ...more: string[]) => ({
  ...{ event, id: 'ticket_id', at, set: state === undefined ? {} : { state } },
  fields: {
    ...same('order_id', 'subject', 'priority', 'via', 'topic', 'agent', ...more),
    ...(state === undefined ? { state: 'state' } : {}),
  },
});

const ticket = {
  title: 'Tickets',
  of_person: true,
  fields: {
    ...fieldsOf({ subject: 'text' }, 'user.content.private'),
    ...fieldsOf(
      { state: 'text', priority: 'text', via: 'text', topic: 'text', agent: 'text' },
      'user.behavior',
    ),
    ...fieldsOf(
      { created_at: 'date', updated_at: 'date', solved_at: 'date', closed_at: 'date' },
      'user.behavior',
    ),
    ...fieldsOf({ resolution: 'text', satisfaction: 'text', order_id: 'text' }, 'user.behavior'),
  },
  title_field: 'subject',
  time_field: 'created_at',
  references: [{ path: 'order_id', to: 'order' }],
  told_by: [
    ticketStep('Ticket Created', 'open', 'created_at'),
    ticketStep('Ticket Updated', undefined, 'updated_at'),
    ticketStep('Ticket Solved', 'solved', 'solved_at', 'resolution', 'satisfaction'),
    ticketStep('Ticket Closed', 'closed', 'closed_at', 'resolution', 'satisfaction'),
  ],
};

const offer = {
  title: 'Offers',
  fields: {
    ...fieldsOf({ title: 'text', description: 'text', code: 'text', url: 'text', discount: 'number' }),
    ...fieldsOf({ from: 'date', until: 'date', segment: 'text', products: 'list' }),
  },
  title_field: 'title',
  time_field: 'from',
  references: [
    { path: 'segment', to: 'segment' },
    { path: 'products', to: 'product' },
  ],
};

const store = {
  title: 'Stores',
  fields: fieldsOf({
    name: 'text',
    address: 'object',
    city: 'text',
    country: 'text',
    phone: 'text',
    url: 'text',
  }),
  title_field: 'name',
};

const stock = {
  title: 'Stock',
  fields: fieldsOf({ product_id: 'text', store_id: 'text', quantity: 'number', expected_at: 'date' }),
  references: [
    { path: 'product_id', to: 'product' },
    { path: 'store_id', to: 'store' },
  ],
};

export const starterTypes: Readonly<Record<string, CatalogType>> = Object.fromEntries(
  Object.entries({ product, order, ticket, offer, store, stock }).map(([name, given]) => [
    name,
    catalogType.parse(given),
  ]),
);

/** Gives a workspace that never had a type those to start with. Who removed them does not get them again. */
export async function ensureStarterTypes(scope: Scope<Database>, clock: Clock): Promise<void> {
  await scope.db.transaction(async (tx) => {
    const own = { ...scope, db: tx };
    const [had] = await tx.query('select from catalog_editions where workspace_id = $1', [scope.workspaceId]);
    if (had !== undefined) return;
    const edition = await lockTypes(own);
    // Another server was faster.
    if (edition > 1) return;
    for (const [name, definition] of Object.entries(starterTypes))
      await insertType(own, { name, definition, edition, at: clock.now(), by: 'shipped' });
  });
}
