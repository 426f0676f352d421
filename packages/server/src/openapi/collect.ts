// The way in for messages, as the API tells it: the Segment tracking protocol.
import { type MessageType, messageIdLengthMax, messageTypes } from '@rapport/protocol';
import { z } from 'zod';
import { answer, type Chapter, json, named, type Operation } from './operation.ts';

const id = z.union([z.string().max(512), z.number()]);
const time = z.union([z.string(), z.number()]).describe('ISO 8601 text, or milliseconds since 1970.');
const common = {
  messageId: z
    .string()
    .max(messageIdLengthMax)
    .optional()
    .describe('A message with an id that was seen within the window is a repetition and changes nothing.'),
  userId: id.nullish(),
  anonymousId: id.nullish(),
  timestamp: time.optional(),
  sentAt: time.optional().describe('By the clock of the sender; the time of the event is corrected by it.'),
  context: json.optional(),
  integrations: json.optional(),
};
const fieldsOf: Record<MessageType, z.core.$ZodLooseShape> = {
  track: { event: z.string().max(255), properties: json.optional() },
  identify: { traits: json.optional().describe('They become attributes; `email` is also an identifier.') },
  page: { name: z.string().max(1000).optional(), properties: json.optional() },
  screen: { name: z.string().max(1000).optional(), properties: json.optional() },
  group: { groupId: id, traits: json.optional() },
  alias: { previousId: id, userId: id },
};
const summaryOf: Record<MessageType, string> = {
  track: 'Somebody did something',
  identify: 'Who somebody is, and what is known of them',
  page: 'Somebody looked at a page',
  screen: 'Somebody looked at a screen of an app',
  group: 'Somebody belongs to an account',
  alias: 'Two ids name the same person',
};

const titled = (type: string): string => type.charAt(0).toUpperCase() + type.slice(1);
const schemaOf = (type: MessageType) => named(titled(type), z.looseObject({ ...common, ...fieldsOf[type] }));
const messageSchemas = {
  track: schemaOf('track'),
  identify: schemaOf('identify'),
  page: schemaOf('page'),
  screen: schemaOf('screen'),
  group: schemaOf('group'),
  alias: schemaOf('alias'),
} satisfies Record<MessageType, z.ZodType>;
const message = named(
  'Message',
  z.union(
    messageTypes.map((type) =>
      z.intersection(z.looseObject({ type: z.literal(type) }), messageSchemas[type]),
    ),
  ),
);
const batch = named(
  'Batch',
  z.looseObject({
    batch: z.array(message),
    context: json.optional().describe('Defaults for each message; the message wins.'),
    integrations: json.optional(),
    sentAt: time.optional(),
    writeKey: z.string().optional(),
  }),
);
const posthogBatch = named(
  'PosthogBatch',
  z.looseObject({
    api_key: z.string().describe('The write key.'),
    batch: z.array(
      z.looseObject({
        event: z.string(),
        distinct_id: id,
        properties: json.optional(),
        timestamp: time.optional(),
        uuid: z.string().optional(),
      }),
    ),
    sent_at: time.optional(),
    historical_migration: z.boolean().optional(),
  }),
);
const snowplowPayload = named(
  'SnowplowPayload',
  z.looseObject({ schema: z.string().optional(), data: z.array(z.looseObject({ e: z.string() })) }),
);
const accepted = answer('Accepted', { success: z.literal(true) });

const faults: Operation['errors'] = [
  'malformed_json',
  'malformed_body',
  'body_too_large',
  'unsupported_encoding',
  'rate_limited',
  'pipeline_behind',
  'method_not_allowed',
];
const toPost = (name: string, path: string, summary: string, body: z.ZodType): Operation => ({
  id: name,
  method: 'post',
  path,
  summary,
  access: 'write_key',
  body,
  answer: accepted,
  errors: faults,
});

/** One letter each, as Segment's browser client sends them. */
const short = (type: string): string => type.charAt(0);

export const collect: Chapter = {
  name: 'Collect',
  description: `The Segment tracking protocol, so that unmodified clients of Segment, RudderStack, Customer.io, Jitsu and Dittofeed work by
changing the host. The body is read as JSON whatever its content type says, and may be gzip. 200 means that the request is durable. A message
that cannot be stored goes to quarantine and does not sink the others of its batch. On 429 wait for \`Retry-After\` seconds.`,
  operations: [
    toPost('collectBatch', '/v1/batch', 'Many messages at once', batch),
    ...messageTypes.map((type) =>
      toPost(`collect${titled(type)}`, `/v1/${type}`, summaryOf[type], messageSchemas[type]),
    ),
    {
      ...toPost('collectImport', '/v1/import', 'Messages of history: times are kept as they are', batch),
      description: 'Larger bodies and batches than /v1/batch takes, and no correction of clocks.',
    },
    toPost('collectShortBatch', '/v1/b', 'Short for /v1/batch', batch),
    ...messageTypes.map((type) =>
      toPost(
        `collectShort${titled(type)}`,
        `/v1/${short(type)}`,
        `Short for /v1/${type}`,
        messageSchemas[type],
      ),
    ),
    toPost(
      'collectBeacon',
      '/beacon/v1/batch',
      "For RudderStack's beacon: /v1/batch with the key in the query",
      batch,
    ),
    toPost('collectJitsu', '/api/s/{call}', "For Jitsu's browser client: one message", message),
    toPost('collectJitsuServer', '/api/s/s2s/{call}', "For Jitsu's server client: one message", message),
    toPost('collectDittofeed', '/api/public/apps/batch', "For Dittofeed's client: /v1/batch", batch),
    {
      ...toPost(
        'collectPosthog',
        '/batch',
        "For PostHog's clients: their events become messages",
        posthogBatch,
      ),
      description:
        'The key is `api_key` in the body. `$identify`, `$set`, `$create_alias`, `$groupidentify`, `$pageview` and `$screen` ' +
        'become the calls that they mean, every other event a track call. Too large is answered 413 here, because these ' +
        'clients then halve their batch.',
    },
    {
      ...toPost(
        'collectSnowplow',
        '/com.snowplowanalytics.snowplow/tp2',
        "For Snowplow's trackers: their events become messages",
        snowplowPayload,
      ),
      description: 'The key is the application id, `aid`.',
    },
    {
      id: 'collectMetrics',
      method: 'post',
      path: '/v1/m',
      summary: 'Numbers about a client, which are thrown away',
      access: 'open',
      answer: accepted,
    },
    {
      id: 'getClientSettings',
      method: 'get',
      path: '/v1/projects/{write_key}/settings',
      summary: 'What the browser clients of Segment and Customer.io fetch first',
      access: 'open',
      answer: json,
      errors: ['write_key_unknown'],
    },
    ...(['segment', 'customerio'] as const).map(
      (client): Operation => ({
        id: client === 'segment' ? 'getSegmentSettings' : 'getCustomerioSettings',
        method: 'get',
        path: `/${client}/v1/projects/{write_key}/settings`,
        summary: 'The same for this client alone',
        description:
          'For clients from a script tag: one that finds a second name in its settings fetches parts of itself from its vendor.',
        access: 'open',
        answer: json,
        errors: ['write_key_unknown'],
      }),
    ),
    {
      id: 'getRudderSettings',
      method: 'get',
      path: '/sourceConfig',
      summary: "What RudderStack's browser client fetches first",
      access: 'write_key',
      answer: json,
    },
  ],
};
