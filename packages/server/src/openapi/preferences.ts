// Preferences, topics and brands, as the API tells it.
import { z } from 'zod';
import { preferenceHistoryQuery, preferencesBody } from '../connect/preference-changes/index.ts';
import {
  changeBrandBody,
  changeTopicBody,
  createBrandBody,
  createTopicBody,
  frequencies,
  messageChannels,
  preferenceStates,
} from '../respect/preferences/index.ts';
import { answer, type Chapter, listOf, moment, nothing } from './operation.ts';

const reading = { access: 'key', scope: 'preferences:read' } as const;
const writing = { access: 'key', scope: 'preferences:write' } as const;

const channel = z.enum(messageChannels);
const frequency = z.enum(frequencies).nullable();
const texts = z.record(z.string(), z.string()).describe('By language tag.');
const changed = {
  version: z.int(),
  updated_at: moment,
  updated_by: z.string().describe('`member:` or `api_key:` and an id.'),
  updated_by_name: z.string().nullable().describe('Null for who is gone.'),
};
const brand = answer('Brand', {
  ...{ slug: z.string(), name: z.string() },
  accent: z.string().nullable().describe('The colour of buttons and links on light pages; null: ours.'),
  accent_dark: z
    .string()
    .nullable()
    .describe('On dark pages; null: the nearest to `accent` that is readable there.'),
  logo_url: z.string().nullable().describe('Where everybody gets the logo that was uploaded.'),
  ...changed,
});
const topic = answer('Topic', {
  ...{ slug: z.string(), brand: z.string(), titles: texts, descriptions: texts },
  channels: z.array(channel),
  purpose: z.string().describe('A purpose, or a group in which each channel has its own.'),
  default: z.enum(['in', 'out']),
  ...{ order: z.int(), retired: z.boolean(), ...changed },
});

const holding = {
  ...{ type: z.string(), value: z.string().describe('In normal form.') },
  preferences: z
    .array(
      z.strictObject({
        ...{ channel, topic: z.string(), state: z.enum(preferenceStates), frequency },
        paused_until: moment.nullable().describe('It may be over.'),
        language: z.string().nullable(),
        since: moment.describe('When the state was said; where none was, when anything was said last.'),
        source: z.string().describe('Where that was said.'),
        updated_at: moment.describe('When anything was said last.'),
      }),
    )
    .describe('What was said, by channel and topic.'),
  topics: z
    .array(
      z.strictObject({
        ...{ topic: z.string(), brand: z.string(), channel, decision: z.enum(['permit', 'deny']) },
        reason: z.strictObject({
          ...{ code: z.string(), message: z.string() },
          preference: z
            .strictObject({
              ...{ channel, topic: z.string(), since: moment, source: z.string() },
              paused_until: moment.nullable(),
            })
            .optional(),
        }),
        frequency: frequency.describe('No more often than that; null where nothing is sent.'),
        language: z.string().nullable(),
      }),
    )
    .describe('What follows for each topic on each of its channels. Consent is asked beside it.'),
  no_contact: z
    .array(z.strictObject({ channel: z.string().describe('`*`: all there are.'), since: moment }))
    .describe('Suppressions: nothing is sent there, whatever the preferences say.'),
};

const history = listOf(
  'PreferenceHistory',
  answer('PreferenceEvent', {
    id: z.string(),
    contact_point: z.strictObject({ type: z.string(), value: z.string() }),
    ...{ channel, topic: z.string(), state: z.enum(preferenceStates).nullable(), frequency },
    ...{ paused_until: moment.nullable(), resumed: z.boolean(), language: z.string().nullable() },
    said_at: moment,
    effective_at: moment.describe(
      'When it counts from: differs where the clock of the sender could not be trusted.',
    ),
    ...{ received_at: moment, source: z.string(), request_id: z.string().nullable() },
    ...{ recorded_by: z.string(), recorded_by_name: z.string().nullable() },
  }),
);

const ofPoint: Chapter['operations'] = [
  {
    ...reading,
    ...{ id: 'getPreferences', method: 'get', path: '/api/preferences/{type}/{value}' },
    summary: 'What a contact point wants: what was said of it, and what follows for each topic',
    description: 'An address has preferences of its own, whoever has it; it may be nobody’s.',
    answer: answer('Preferences', holding),
    errors: ['preference_invalid'],
  },
  {
    ...writing,
    ...{ id: 'setPreferences', method: 'put', path: '/api/preferences/{type}/{value}' },
    summary: 'Say what a contact point wants',
    description:
      'All changes or none; what a change does not name stays. It holds when the call returns. Of an address that must not be collected, and of which nothing is known, nothing is kept: `out` becomes a suppression of the channel, by keyed hash, and anything else is refused.',
    body: preferencesBody,
    answer: answer('PreferencesSet', {
      ...holding,
      kept_as: z.enum(['preferences', 'suppression']),
    }),
    errors: ['preference_invalid', 'topic_unknown', 'conflict'],
  },
  {
    ...reading,
    ...{ id: 'listPreferenceHistory', method: 'get', path: '/api/preferences/{type}/{value}/history' },
    summary: 'What was said of a contact point, the newest record first',
    query: preferenceHistoryQuery,
    answer: history,
    errors: ['preference_invalid'],
  },
  {
    ...reading,
    ...{ id: 'listPreferencesOfPerson', method: 'get', path: '/api/profiles/{type}/{value}/preferences' },
    summary: 'What was said of all contact points of a person, the newest record first',
    description: 'Also of those that they share with somebody.',
    query: preferenceHistoryQuery,
    answer: history,
    errors: ['profile_not_found'],
  },
];

export const preferences: Chapter = {
  name: 'Preferences',
  description:
    'What people want to get, by channel and topic, how often, and not before when. A message needs both: consent to its purpose, and a preference that does not deny it.',
  operations: [
    ...ofPoint,
    {
      ...reading,
      ...{ id: 'listTopics', method: 'get', path: '/api/topics' },
      summary: 'All topics, as they are shown',
      answer: listOf('TopicList', topic),
    },
    {
      ...writing,
      ...{ id: 'createTopic', method: 'post', path: '/api/topics' },
      summary: 'Make a topic',
      body: createTopicBody,
      status: 201,
      answer: topic,
      errors: ['name_taken', 'topic_invalid', 'topics_full'],
    },
    {
      ...reading,
      ...{ id: 'getTopic', method: 'get', path: '/api/topics/{slug}' },
      summary: 'One topic',
      answer: topic,
      errors: ['topic_not_found'],
    },
    {
      ...writing,
      ...{ id: 'changeTopic', method: 'put', path: '/api/topics/{slug}' },
      summary: 'Set a topic as a whole',
      description: 'The slug stays: preferences name it. One that is retired is sent to nobody.',
      body: changeTopicBody,
      answer: topic,
      errors: ['topic_not_found', 'topic_invalid', 'conflict'],
    },
    {
      ...writing,
      ...{ id: 'deleteTopic', method: 'delete', path: '/api/topics/{slug}' },
      summary: 'Remove a topic',
      description: 'Not where somebody said something of it: then retire it.',
      status: 204,
      answer: nothing,
      errors: ['topic_not_found', 'topic_in_use'],
    },
    {
      ...reading,
      ...{ id: 'listBrands', method: 'get', path: '/api/brands' },
      summary: 'All brands, by name',
      answer: listOf('BrandList', brand),
    },
    {
      ...writing,
      ...{ id: 'createBrand', method: 'post', path: '/api/brands' },
      summary: 'Make a brand',
      body: createBrandBody,
      status: 201,
      answer: brand,
      errors: ['name_taken', 'brands_full', 'accent_unreadable'],
    },
    {
      ...reading,
      ...{ id: 'getBrand', method: 'get', path: '/api/brands/{slug}' },
      summary: 'One brand',
      answer: brand,
      errors: ['brand_not_found'],
    },
    {
      ...writing,
      ...{ id: 'changeBrand', method: 'put', path: '/api/brands/{slug}' },
      summary: 'Set a brand as a whole',
      body: changeBrandBody,
      answer: brand,
      errors: ['brand_not_found', 'conflict', 'accent_unreadable'],
    },
    {
      ...writing,
      ...{ id: 'setBrandLogo', method: 'put', path: '/api/brands/{slug}/logo' },
      summary: 'Upload the logo of a brand',
      description:
        'PNG, JPEG, WebP, GIF or SVG, told by its first bytes, of at most 200 kB. It is shown on white, also on dark pages.',
      body: { contentType: 'application/octet-stream', description: 'The file itself.' },
      answer: brand,
      errors: ['brand_not_found', 'logo_invalid', 'body_too_large'],
    },
    {
      ...writing,
      ...{ id: 'removeBrandLogo', method: 'delete', path: '/api/brands/{slug}/logo' },
      summary: 'Remove the logo of a brand',
      answer: brand,
      errors: ['brand_not_found', 'logo_not_found'],
    },
    {
      ...writing,
      ...{ id: 'deleteBrand', method: 'delete', path: '/api/brands/{slug}' },
      summary: 'Remove a brand',
      description: 'Not while it has topics, and not where somebody said something of all its topics.',
      status: 204,
      answer: nothing,
      errors: ['brand_not_found', 'brand_in_use'],
    },
  ],
};
