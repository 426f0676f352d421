// Answers of views for tests of the card: a customer of the sample shop, as a service desk sees her.
import type { Answer, CatalogItem, Field } from '../src/card/answer.ts';

const at = (text: string): string => `${text}.000Z`;
const source = { kind: 'source', source: 'Shop', message_id: 'm-1' } as const;
const plain = (value: unknown, title: string | null = null): Field => ({
  ...{ kind: 'attribute', title, value, updated_at: at('2026-11-20T09:12:00') },
  origin: source,
});
const object = (type: string, id: string, more: Partial<CatalogItem>): CatalogItem => ({
  ...{ type, id, title: null, at: at('2026-11-02T15:40:00'), updated_at: at('2026-11-02T15:40:00') },
  ...{ origin: { kind: 'event', source: 'Shop', message_id: 'm-2' }, fields: {} },
  ...more,
});
const reason = (code: string, message: string) => ({ code, message });
const never = reason('no_consent', 'Nothing was expressed about it, and it needs consent.');

const desk = object('product', 'FUR-12', {
  ...{ title: 'Walnut writing desk', at: null, fields: { price: 899, currency: 'USD' } },
  until: { warranty_until: '2027-05-03' },
});
const lamp = object('product', 'LMP-3', {
  ...{ title: 'Brass reading lamp', at: null, fields: { price: 129.5, currency: 'USD' } },
  until: { warranty_until: '2025-11-02' },
});

export const sarah: Answer = {
  ...{ view: 'service-desk', version: 1, title: 'Service desk', purpose: 'service' },
  subject: { id: '123', display_name: 'Sarah Whitcombe', type: 'email', value: 'sarah@example.com' },
  decision: { decision: 'permit', reason: reason('permitted', 'The purpose needs no consent.') },
  fields: {
    contact: {
      ...{ kind: 'permits', title: 'Contact', updated_at: at('2026-05-03T10:12:00'), origin: null },
      value: [
        {
          ...{ purpose: 'marketing.phone', title: 'Marketing by phone', decision: 'deny' },
          reason: reason('refused', 'The person refused on 2026-05-03 at 10:12 UTC by web form.'),
          said: {
            state: 'refused',
            at: at('2026-05-03T10:12:00'),
            method: 'web form',
            notice: { title: 'Preferences, May 2026' },
          },
        },
        {
          ...{ purpose: 'marketing.email', title: 'Marketing by e-mail', decision: 'permit' },
          ...{ reason: reason('consented', 'The person consented.'), said: null },
        },
        {
          ...{ purpose: 'marketing.sms', title: 'Marketing by text message', decision: 'deny' },
          ...{ reason: never, said: null },
        },
      ],
    },
    city: plain('Columbus'),
    email: plain('s•••@example.com', 'E-mail'),
    member_since: plain('2019-04-17'),
    lifetime_value: {
      ...{ kind: 'trait', title: 'Lifetime value', value: 4312.5, updated_at: at('2026-11-02T15:41:00') },
      origin: { kind: 'definition', name: 'lifetime_value', version: 2, evidence: 12 },
    },
    birthday: { kind: 'attribute', title: null, value: null, updated_at: null, origin: null },
    segments: {
      ...{
        kind: 'segments',
        title: 'Segments',
        updated_at: at('2026-10-01T00:00:00'),
        origin: { kind: 'definition' },
      },
      value: [
        { name: 'loyal_customers', title: 'Loyal customers', since: at('2026-02-01T00:00:00') },
        { name: 'returns_often', title: 'Returns often', since: at('2026-10-01T00:00:00') },
      ],
    },
    last_orders: {
      ...{ kind: 'objects', title: 'Last orders', updated_at: at('2026-11-02T15:40:00'), origin: source },
      value: [
        object('order', 'SH-30010-5', {
          ...{
            fields: { total: 1028.5, currency: 'USD', state: 'shipped' },
            joined: { products: [desk, lamp] },
          },
        }),
        object('order', 'SH-30010-4', {
          at: at('2026-08-14T08:00:00'),
          fields: { total: 64, currency: 'USD', state: 'refunded' },
        }),
      ],
    },
    recently_viewed: {
      ...{ kind: 'trait', title: 'Recently viewed', value: ['LMP-3', 'JEW-1'] },
      updated_at: at('2026-11-26T18:00:00'),
      origin: { kind: 'definition', name: 'recently_viewed', version: 1, evidence: 2 },
      joined: { products: [lamp] },
    },
    activity: {
      ...{ kind: 'events', title: 'Lately', updated_at: at('2026-11-26T18:00:00'), origin: source },
      value: [
        {
          event: 'Product Viewed',
          name: null,
          source: 'Shop',
          at: at('2026-11-26T18:00:00'),
          properties: { product_id: 'JEW-1' },
        },
      ],
    },
    accounts: {
      ...{ kind: 'accounts', title: 'Accounts', updated_at: at('2025-01-01T00:00:00'), origin: source },
      value: [
        {
          ...{
            id: '7',
            group_id: 'acct-4711',
            name: 'Whitcombe Studio',
            role: 'Owner',
            since: at('2025-01-01T00:00:00'),
          },
          ...{
            members: [{ id: '124', display_name: 'Neha Raghavan', role: 'Buyer' }],
            members_total: 4,
            members_hidden: 3,
          },
        },
      ],
    },
  },
  denied: [
    {
      field: 'browsing',
      reason: reason('not_collected_for', 'It was collected for analytics, not for service.'),
    },
  ],
  masked: [
    { field: 'email', reason: reason('masked', 'This key sees e-mail addresses masked.') },
    { field: 'activity.address', reason: reason('masked', 'This key sees addresses masked.') },
  ],
};

export const floor: Answer = {
  ...{
    view: 'shop-floor',
    version: 1,
    title: 'Shop floor',
    purpose: 'analytics',
    subject: null,
    decision: null,
  },
  fields: {
    hot_sellers: {
      ...{ kind: 'ranking', title: 'Hot sellers', updated_at: at('2026-11-27T08:00:00') },
      origin: { kind: 'events', event: 'Order Completed', last: 'P7D' },
      value: [
        { key: 'FUR-12', amount: 42, people: 17, before: 30, joined: { products: [desk] } },
        { key: 'LMP-3', amount: 31, people: 12, before: null, joined: { products: [lamp] } },
      ],
    },
  },
  ...{ denied: [], masked: [] },
};

export const denied: Answer = {
  ...sarah,
  decision: {
    decision: 'deny',
    reason: reason('refused', 'The person objected on 2026-11-01 at 09:00 UTC by letter.'),
  },
  fields: { contact: sarah.fields.contact as Answer['fields'][string] },
  ...{ denied: [{ field: 'city', reason: reason('refused', 'The person objected.') }], masked: [] },
};
