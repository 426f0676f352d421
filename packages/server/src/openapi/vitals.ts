// How the shop does, as the API tells it.
import { z } from 'zod';
import { vitalsQuery } from '../understand/vitals/index.ts';
import { gateReason } from './consents.ts';
import { answer, type Chapter } from './operation.ts';

const count = z.int();
const amount = z.number().nullable();

const people = {
  active_known: count.describe('People who did something, known by name.'),
  active_anonymous: count,
  new_known: count.describe('People whose first event lies here.'),
  new_anonymous: count,
};

const period = z.strictObject({
  days: z.array(z.strictObject({ day: z.iso.date(), orders: count, revenue: amount, ...people })),
  totals: z
    .strictObject({
      orders: count,
      orders_left_out: count.describe(
        'Orders that the revenue leaves out: in another currency, or without an amount.',
      ),
      revenue: amount,
      average_order_value: amount,
      buyers: count,
      buyers_returning: count.describe('Buyers who had ordered before.'),
      ...people,
    })
    .describe('Each person once, so it is not the sum of the days.'),
});

export const vitals: Chapter = {
  name: 'Vitals',
  description: 'How the shop does.',
  operations: [
    {
      id: 'getVitals',
      method: 'get',
      path: '/api/vitals',
      summary: 'Orders, revenue, people and the largest segments, day by day beside the period before',
      description:
        'Orders are events named `Order Completed`, revenue their `total`, else `revenue`, without refunds. Of people who permit the purpose, and events that were collected for it. Days begin at midnight in the time zone of the workspace; today is not over, so the period before ends at the same time of day.',
      access: 'key',
      scope: 'events:read',
      query: vitalsQuery,
      answer: answer('Vitals', {
        time_zone: z.string(),
        currency: z
          .string()
          .nullable()
          .describe('Of the revenue: that of most orders. Null where none is told.'),
        revenue_withheld: gateReason.nullable().describe('Why no revenue is told.'),
        now: period,
        before: period,
        segments: z
          .array(
            z.strictObject({
              name: z.string(),
              title: z.string(),
              members: count,
              members_before: count
                .nullable()
                .describe('When the period before ended; null where there was no such segment.'),
            }),
          )
          .nullable()
          .describe('The six largest. Null without the scope `segments:read`.'),
      }),
      errors: ['purpose_required', 'purpose_unknown'],
    },
  ],
};
