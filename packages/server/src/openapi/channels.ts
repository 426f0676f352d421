// Channels and their accounts, as the API tells them.
import { z } from 'zod';
import { changeAccountBody, channelSlugs, createAccountBody } from '../engage/channels/index.ts';
import { answer, type Chapter, json, listOf, moment, named, nothing } from './operation.ts';

const reading = { access: 'key', scope: 'channels:read' } as const;
const writing = { access: 'key', scope: 'channels:write' } as const;
const accounts = '/api/channels/{channel}/accounts';

const account = named(
  'ChannelAccount',
  z.strictObject({
    ...{ channel: z.enum(channelSlugs), slug: z.string(), title: z.string(), provider: z.string() },
    settings: json.describe('Without its secrets.'),
    secrets_kept: z.array(z.string()).describe('Of the secrets, those that there are.'),
    place: z.int().describe('The first that works sends; the others take over.'),
    ...{ enabled: z.boolean(), built_in: z.boolean(), recipient: z.string().nullable() },
    per_second: z.int().nullable(),
    trouble: z
      .strictObject({ code: z.string(), message: z.string(), since: moment })
      .nullable()
      .describe('Why nothing goes through it, until somebody sets it right.'),
    ...{ version: z.int(), updated_at: moment.nullable(), updated_by: z.string().nullable() },
  }),
);

export const channels: Chapter = {
  name: 'Channels',
  description: 'By which ways people are reached, and by which accounts a workspace sends.',
  operations: [
    {
      ...reading,
      ...{ id: 'listChannels', method: 'get', path: '/api/channels' },
      summary: 'All channels, with their providers and accounts',
      answer: listOf(
        'ChannelList',
        z.strictObject({
          slug: z.enum(channelSlugs),
          preference: z.string().nullable().describe('What preferences call it.'),
          reaches: z.array(z.string()).describe('Types of identifiers by which it reaches somebody.'),
          providers: z.array(
            z.strictObject({
              slug: z.string(),
              settings: json.describe('JSON Schema of its settings.'),
              secrets: z.array(z.string()),
            }),
          ),
          accounts: z.array(account),
        }),
      ),
    },
    {
      ...writing,
      ...{ id: 'createChannelAccount', method: 'post', path: accounts },
      summary: 'Set up an account',
      body: createAccountBody,
      status: 201,
      answer: account,
      errors: ['not_found', 'name_taken', 'account_invalid'],
    },
    {
      ...writing,
      ...{ id: 'changeChannelAccount', method: 'put', path: `${accounts}/{slug}` },
      summary: 'Set an account as a whole',
      body: changeAccountBody,
      answer: account,
      errors: ['not_found', 'account_not_found', 'account_invalid', 'conflict'],
    },
    {
      ...writing,
      ...{ id: 'removeChannelAccount', method: 'delete', path: `${accounts}/{slug}` },
      summary: 'Remove an account',
      status: 204,
      answer: nothing,
      errors: ['not_found', 'account_not_found'],
    },
    {
      ...writing,
      ...{ id: 'testChannelAccount', method: 'post', path: `${accounts}/{slug}/test` },
      summary: 'Ask the other side whether it would take messages',
      answer: answer('ChannelTest', {
        ok: z.boolean(),
        problem: z.strictObject({ code: z.string(), message: z.string() }).optional(),
      }),
      errors: ['not_found', 'account_not_found'],
    },
  ],
};
