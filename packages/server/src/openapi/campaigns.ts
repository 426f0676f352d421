// Campaigns, as the API tells them.
import { z } from 'zod';
import {
  askedMax,
  campaignListQuery,
  campaignResultsQuery,
  campaignRunsQuery,
  campaignStates,
  changeCampaignBody,
  createCampaignBody,
  estimateBody,
  groups,
  rateNames,
  runStates,
} from '../engage/campaigns/index.ts';
import { answer, type Chapter, json, listOf, moment, named, nothing } from './operation.ts';

const reading = { access: 'key', scope: 'messages:read' } as const;
const writing = { access: 'key', scope: 'messages:write' } as const;
const one = '/api/campaigns/{slug}';

/** As it was told, with what was left out. */
const plan = {
  ...{ slug: z.string(), title: z.string(), template: z.string() },
  ...{ audience: json, channel: json, hour: json.nullable(), when: json, experiment: json },
  ...{ throttle: z.int().nullable(), expires_after: z.string().nullable(), priority: z.int().nullable() },
  conversion: json.nullable(),
};
const state = {
  state: z.enum(campaignStates),
  paused_at: moment.nullable(),
  trouble: z
    .strictObject({ code: z.string(), message: z.string() })
    .nullable()
    .describe('Why it was paused by itself.'),
  next_run_at: moment.nullable(),
  started_at: moment.nullable(),
  ...{ version: z.int(), created_at: moment, updated_at: moment },
  updated_by: z.string().describe('`member:` or `api_key:` and an id.'),
  updated_by_name: z.string().nullable().describe('Null for who is gone.'),
};
const listed = answer('ListedCampaign', { ...plan, ...state });
const campaign = answer('Campaign', {
  ...{ ...plan, ...state },
  lacks: z
    .array(z.strictObject({ field: z.string(), problem: z.string() }))
    .describe('Why it could not go out now.'),
});

const run = answer('CampaignRun', {
  ...{ number: z.int(), planned_at: moment, state: z.enum(runStates) },
  ...{ started_at: moment, made_at: moment.nullable(), ended_at: moment.nullable() },
  people: z
    .record(z.string(), z.int())
    .describe('How many came to what: `waiting`, `made`, `held_out`, `left`, `merged`, `refused`, `gone`.'),
  template: z.array(z.strictObject({ slug: z.string(), version: z.int() })),
});

const group = z.enum(groups);
const estimate = answer('CampaignEstimate', {
  people: z.int(),
  asked: z.int().describe(`So many were asked; of more than ${askedMax} a sample.`),
  margin: z.int().describe('By so many people each number may be off, with 95 % confidence.'),
  groups: z.record(group, z.int()),
  reasons: z.array(z.strictObject({ group, reason: z.string(), people: z.int() })),
  channels: z.array(z.strictObject({ channel: z.string(), people: z.int() })),
});

const share = z.number().min(0).max(1);
const rate = named(
  'Rate',
  z.strictObject({
    ...{ of: z.int(), count: z.int(), rate: share.nullable().describe('Null: of nobody.') },
    low: share.describe('Of the interval of Wilson, 95 %.'),
    high: share,
  }),
);
const sums = {
  ...{ arm: z.string().nullable(), messages: z.int(), people: z.int(), sent: z.int(), delivered: z.int() },
  opened: z.int().describe('By people, not by machines.'),
  ...{ clicked: z.int(), replied: z.int(), unsubscribed: z.int(), complained: z.int(), bounced: z.int() },
  waiting: z.int(),
};
const results = answer('CampaignResults', {
  arms: z.array(
    z.strictObject({
      ...sums,
      rates: z.strictObject({
        ...Object.fromEntries(rateNames.map((name) => [name, rate])),
        converted: rate.nullable().describe('Of those whom it was to reach. Null: no conversion is named.'),
      }),
      reasons: z
        .array(z.strictObject({ state: z.string(), reason: z.string(), people: z.int() }))
        .describe('Why some did not get it, or not yet.'),
    }),
  ),
  held_out: z.strictObject({ people: z.int(), converted: rate }).nullable(),
  comparisons: z.array(
    z.strictObject({
      ...{ arm: z.string().nullable(), with: z.string().nullable(), rate: z.string() },
      difference: z.number().nullable(),
      low: z.number().describe('Of the interval of Newcombe, 95 %.'),
      high: z.number(),
      p_value: z.number().nullable(),
    }),
  ),
});

const move = (id: string, name: string, summary: string, description: string) => ({
  ...{ ...writing, id, method: 'post' as const, path: `${one}/${name}`, summary, description },
  ...{ answer: campaign, errors: ['campaign_not_found', 'campaign_invalid', 'conflict'] as const },
});

export const campaigns: Chapter = {
  name: 'Campaigns',
  description:
    'One communication to many: once, again and again, or to whoever does something. Each message asks for itself whether it may go; results say how sure they are.',
  operations: [
    {
      ...{ ...reading, id: 'listCampaigns', method: 'get', path: '/api/campaigns' },
      ...{ summary: 'Campaigns, the newest first', query: campaignListQuery },
      answer: listOf('CampaignList', listed),
    },
    {
      ...{ ...writing, id: 'createCampaign', method: 'post', path: '/api/campaigns' },
      ...{ summary: 'Write a campaign down', body: createCampaignBody, status: 201, answer: campaign },
      description: 'It is a draft, which may lack something: `lacks` tells what.',
      errors: ['name_taken', 'campaigns_full'],
    },
    {
      ...{ ...reading, id: 'getCampaign', method: 'get', path: one },
      ...{ summary: 'One campaign', answer: campaign, errors: ['campaign_not_found'] },
    },
    {
      ...{ ...writing, id: 'changeCampaign', method: 'put', path: one },
      ...{ summary: 'Change a campaign as a whole', body: changeCampaignBody, answer: campaign },
      description: 'While it has not gone out; one that is repeated goes by it from its next run on.',
      errors: ['campaign_not_found', 'campaign_invalid', 'conflict'],
    },
    {
      ...{ ...writing, id: 'deleteCampaign', method: 'delete', path: one },
      ...{
        summary: 'Remove a draft',
        status: 204,
        answer: nothing,
        errors: ['campaign_not_found', 'conflict'],
      },
    },
    ...[
      move('startCampaign', 'start', 'Start it', 'It goes out at its moment, or listens for its event.'),
      move('pauseCampaign', 'pause', 'Pause it', 'None of its messages goes until it is resumed.'),
      move(
        'resumeCampaign',
        'resume',
        'Let it go on',
        'What was planned meanwhile and is repeated is not made up for.',
      ),
      move('cancelCampaign', 'cancel', 'Cancel it', 'What has not gone does not go any more.'),
    ].map(({ errors, ...rest }) => ({ ...rest, errors: [...errors] })),
    {
      ...{ ...reading, id: 'estimateCampaign', method: 'post', path: `${one}/estimate` },
      ...{ summary: 'What would become of it now', answer: estimate },
      errors: ['campaign_not_found', 'campaign_invalid'],
    },
    {
      ...{ ...reading, id: 'estimatePlan', method: 'post', path: '/api/campaign-estimate' },
      ...{ summary: 'The same of one that is not kept', body: estimateBody, answer: estimate },
      errors: ['campaign_invalid'],
    },
    {
      ...{ ...reading, id: 'getCampaignResults', method: 'get', path: `${one}/results` },
      ...{ summary: 'What came of it, by arm', query: campaignResultsQuery, answer: results },
      errors: ['campaign_not_found'],
    },
    {
      ...{ ...reading, id: 'listCampaignRuns', method: 'get', path: `${one}/runs` },
      ...{ summary: 'Each time that it went out', query: campaignRunsQuery },
      answer: listOf('CampaignRunList', run),
      errors: ['campaign_not_found'],
    },
  ],
};
