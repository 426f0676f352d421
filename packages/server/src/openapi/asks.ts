// What pages ask for, as the API tells it.
import { z } from 'zod';
import {
  askCountsQuery,
  askKinds,
  changeAskBody,
  createAskBody,
  previewAskBody,
} from '../connect/asks/index.ts';
import { answer, type Chapter, listOf, moment } from './operation.ts';

const reading = { access: 'key', scope: 'sources:read' } as const;
const writing = { access: 'key', scope: 'sources:write' } as const;

const texts = z.record(z.string(), z.string()).describe('By language tag.');
const when = z
  .union([
    z.strictObject({ event: z.string() }),
    z.strictObject({ page: z.string() }),
    z.strictObject({ seconds: z.int() }),
    z.strictObject({ called: z.literal(true) }),
  ])
  .describe(
    'After an event, on a page whose address holds this, after so many seconds, or when the page calls for it.',
  );
const days = { every_days: z.int(), rest_days: z.int() };

const ask = answer('Ask', {
  ...{ slug: z.string(), source: z.string().nullable() },
  what: z.strictObject({
    ...{ attribute: z.string(), kind: z.enum(askKinds) },
    options: z.array(z.strictObject({ value: z.string(), labels: texts })),
  }),
  purpose: z.string(),
  words: z
    .record(
      z.string(),
      z.strictObject({
        ...{ question: z.string(), why: z.string(), benefit: z.string() },
        ...{ yes: z.string().optional(), no: z.string().optional() },
      }),
    )
    .describe('By language tag.'),
  moment: when,
  ...days,
  ...{ order: z.int(), enabled: z.boolean(), retired: z.boolean() },
  version: z.int(),
  updated_at: moment,
  updated_by: z.string().describe('`member:` or `api_key:` and an id.'),
  updated_by_name: z.string().nullable().describe('Null for who is gone.'),
});

const shown = z.strictObject({
  ...{ slug: z.string(), language: z.string(), attribute: z.string(), kind: z.enum(askKinds) },
  options: z.array(z.strictObject({ value: z.string(), label: z.string() })),
  words: z.record(z.string(), z.string()).describe('All that stands in the card, in this language.'),
  categories: z.array(z.string()).describe('Of the banner: each has to be given. None: it needs no consent.'),
  moment: when,
  ...days,
});

export const asks: Chapter = {
  name: 'Asks',
  description:
    'What pages ask their visitors for, one thing at a time: under a permitted purpose, at a moment, with a benefit, and not again after a no.',
  operations: [
    {
      ...reading,
      ...{ id: 'listAsks', method: 'get', path: '/api/asks' },
      summary: 'All asks, in their order',
      answer: listOf('AskList', ask),
    },
    {
      ...writing,
      ...{ id: 'createAsk', method: 'post', path: '/api/asks' },
      summary: 'Make an ask',
      body: createAskBody,
      status: 201,
      answer: ask,
      errors: ['name_taken', 'ask_invalid', 'asks_full'],
    },
    {
      ...reading,
      ...{ id: 'getAsk', method: 'get', path: '/api/asks/{slug}' },
      summary: 'One ask',
      answer: ask,
      errors: ['ask_not_found'],
    },
    {
      ...writing,
      ...{ id: 'changeAsk', method: 'put', path: '/api/asks/{slug}' },
      summary: 'Set an ask as a whole',
      description:
        'The slug stays, and there is no way to remove it: browsers remember under it what was answered. Retire it.',
      body: changeAskBody,
      answer: ask,
      errors: ['ask_not_found', 'ask_invalid', 'conflict'],
    },
    {
      ...reading,
      ...{ id: 'previewAsk', method: 'post', path: '/api/ask-preview' },
      summary: 'What a page would be told of an ask that nobody has kept',
      body: previewAskBody,
      answer: answer('AskPreview', { ask: shown }),
      errors: ['purpose_unknown'],
    },
    {
      ...reading,
      ...{ id: 'countAsks', method: 'get', path: '/api/ask-counts' },
      summary: 'How often each ask was shown, answered and declined',
      description: 'Of events that were collected for the purpose of the ask.',
      query: askCountsQuery,
      answer: listOf(
        'AskCountList',
        z.strictObject({ slug: z.string(), shown: z.int(), answered: z.int(), declined: z.int() }),
      ),
    },
  ],
};
