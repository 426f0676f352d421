// Views, as the API tells it.
import { type ErrorCode, viewFieldKinds } from '@rapport/protocol';
import { z } from 'zod';
import { viewBatchBody, viewBody, viewChangeBody, viewPreviewBody } from '../understand/views/index.ts';
import { decided } from './consents.ts';
import { answer, type Chapter, json, listOf, moment, nothing } from './operation.ts';
import { denied, masked } from './people.ts';

const reading = { access: 'key', scope: 'views:read' } as const;
const writing = { access: 'key', scope: 'views:write' } as const;

const definition = answer('ViewDefinition', {
  ...{ name: z.string(), title: z.string(), description: z.string(), purpose: z.string() },
  about: z.enum(['person', 'business']),
  fields: z.array(json).describe('As `GET /api/definitions/schema` describes them.'),
  ...{ version: z.int(), set_at: moment },
});

const definitionList = listOf('ViewDefinitionList', definition);

const setBy = {
  set_by: z.string(),
  set_by_name: z.string().nullable().describe('Null for who is gone.'),
};
const version = answer('ViewVersion', { version: z.int(), title: z.string(), set_at: moment, ...setBy });
const setting =
  'Whoever sets a view must be allowed to read people for its purpose: the scope `profiles:read` and the purpose.';

const creating = {
  ...{ ...writing, description: setting, body: viewBody, status: 201, answer: definition },
  errors: ['view_invalid', 'purpose_unknown', 'name_taken', 'views_full'] as ErrorCode[],
};

const origin = z
  .looseObject({ kind: z.string() })
  .nullable()
  .describe(
    'Where the value comes from: `source`, `event`, `api` or `import` with source and message, `definition` with name and version, `events` with their name and period.',
  );

const field = z.strictObject({
  kind: z.enum(viewFieldKinds as [string, ...string[]]),
  title: z.string().nullable(),
  value: z.unknown().describe('Null where there is none. Its shape depends on the kind: see docs/views.md.'),
  updated_at: moment.nullable().describe('How old it is: when it was told or computed last.'),
  origin,
  unit: z.string().optional().describe('What its number is, where the view says so: `share` or a currency.'),
  joined: z
    .record(z.string(), z.array(json))
    .optional()
    .describe('Objects of the catalog whose ids it holds.'),
});

const shown = answer('View', {
  ...{ view: z.string(), version: z.int(), title: z.string(), purpose: z.string() },
  subject: z
    .strictObject({ id: z.string(), display_name: z.string(), type: z.string(), value: z.string() })
    .nullable()
    .describe('Null where it is about the business.'),
  decision: z.strictObject(decided).nullable().describe('Whether the purpose may see this person at all.'),
  fields: z.record(z.string(), field).describe('By name. What is withheld is not among them.'),
  ...{ denied, masked },
});

const refused = ['view_not_found', 'profile_not_found', 'view_needs_person', 'view_needs_nobody'] as const;
const refusedReads = [...refused, 'view_reads_limited'] as const;
const refusedStreams = [...refusedReads, 'view_streams_limited', 'view_timed_out'] as const;
const tagged =
  'The `ETag` changes exactly when the answer does: sent as `If-None-Match`, it is answered by 304 until then.';
const streamed =
  'An event `view` with the whole answer at once and whenever it changes, `end` with the reason when whoever reads may not go on, and a comment every ten seconds. ' +
  'Whether they may is asked with each answer and every ten seconds: of this view and this person, not only of the key. ' +
  'So many may be open at once, of the server and of each key or member with their card tokens (429 beyond that), and each answer ' +
  'has ten seconds: `end` with `view_timed_out` after that. A reader who is slow gets the newest answer, not all. ' +
  'What is not permitted any more is gone from the next answer, which comes at once.';
const stream = {
  contentType: 'text/event-stream',
  description: 'A stream that ends when the reader leaves.',
};

export const views: Chapter = {
  name: 'Views',
  description:
    'What one use needs to know of a person, or of the business, for one purpose: each field with its age and origin, and what is withheld with the reason.',
  operations: [
    {
      ...reading,
      ...{ id: 'listViewDefinitions', method: 'get', path: '/api/view-definitions' },
      summary: 'All views, by name',
      answer: definitionList,
    },
    {
      ...creating,
      ...{ id: 'createViewDefinition', method: 'post', path: '/api/view-definitions' },
      summary: 'Make a view',
    },
    {
      ...reading,
      ...{ id: 'listViews', method: 'get', path: '/api/views' },
      summary: 'The same as `GET /api/view-definitions`',
      answer: definitionList,
    },
    {
      ...creating,
      ...{ id: 'createView', method: 'post', path: '/api/views' },
      summary: 'The same as `POST /api/view-definitions`',
    },
    {
      ...reading,
      ...{ id: 'listReadyMadeViews', method: 'get', path: '/api/ready-made-views' },
      summary: 'Views that ship, and which of them were added',
      answer: listOf(
        'ReadyMadeViewList',
        answer('ReadyMadeView', {
          ...{ name: z.string(), title: z.string(), description: z.string(), purpose: z.string() },
          about: z.enum(['person', 'business']),
          traits: z.array(z.string()).describe('The traits that come with it.'),
          added: z.boolean().describe('There is a view of this name.'),
        }),
      ),
    },
    {
      ...writing,
      ...{ id: 'addReadyMadeView', method: 'post', path: '/api/ready-made-views/{name}/add' },
      summary: 'Add a view that ships, with its traits',
      description: `Needs the scope \`traits:write\` too. ${setting}`,
      status: 201,
      answer: definition,
      errors: ['view_invalid', 'view_not_found', 'name_taken', 'views_full'],
    },
    {
      ...reading,
      ...{ id: 'getViewDefinition', method: 'get', path: '/api/view-definitions/{name}' },
      summary: 'One view, with its versions',
      answer: answer('ViewDefinitionWithVersions', {
        ...definition.shape,
        versions: z.array(version),
      }),
      errors: ['view_not_found'],
    },
    {
      ...writing,
      ...{ id: 'changeView', method: 'put', path: '/api/view-definitions/{name}' },
      summary: 'Make a new version of a view',
      description: `The name, the purpose and what it is about stay. ${setting}`,
      body: viewChangeBody,
      answer: definition,
      errors: ['view_invalid', 'view_not_found', 'conflict'],
    },
    {
      ...reading,
      ...{ id: 'listViewVersions', method: 'get', path: '/api/view-definitions/{name}/versions' },
      summary: 'The versions of a view, the newest first',
      answer: listOf('ViewVersionList', version),
      errors: ['view_not_found'],
    },
    {
      ...reading,
      ...{ id: 'getViewVersion', method: 'get', path: '/api/view-definitions/{name}/versions/{version}' },
      summary: 'A view as it was set then',
      answer: answer('ViewDefinitionVersion', { ...definition.shape, ...setBy }),
      errors: ['view_not_found'],
    },
    {
      ...writing,
      ...{ id: 'deleteView', method: 'delete', path: '/api/view-definitions/{name}' },
      summary: 'Remove a view',
      status: 204,
      answer: nothing,
      errors: ['view_not_found'],
    },
    {
      ...reading,
      ...{ id: 'getView', method: 'get', path: '/api/views/{view}/{type}/{value}' },
      summary: 'A person, as a view shows them',
      description: tagged,
      answer: shown,
      errors: [...refusedReads],
    },
    {
      ...reading,
      ...{ id: 'watchView', method: 'get', path: '/api/views/{view}/{type}/{value}/stream' },
      summary: 'The same as server-sent events',
      description: streamed,
      answer: stream,
      errors: [...refusedStreams],
    },
    {
      ...reading,
      ...{ id: 'getBusinessView', method: 'get', path: '/api/views/{view}' },
      summary: 'A view of the business, without a person',
      description: tagged,
      answer: shown,
      errors: [...refusedReads],
    },
    {
      ...reading,
      ...{ id: 'watchBusinessView', method: 'get', path: '/api/views/{view}/stream' },
      summary: 'The same as server-sent events',
      description: streamed,
      answer: stream,
      errors: [...refusedStreams],
    },
    {
      ...reading,
      ...{ id: 'getViews', method: 'post', path: '/api/views/{view}/batch' },
      summary: 'Many people, as a view shows them',
      body: viewBatchBody,
      answer: answer('ViewBatch', {
        items: z.array(
          z.strictObject({
            subject: z.strictObject({ type: z.string(), value: z.string() }),
            view: shown.optional(),
            error: z.strictObject({ code: z.string(), message: z.string() }).optional(),
          }),
        ),
      }),
      errors: [...refusedReads],
    },
    {
      ...writing,
      ...{ id: 'previewView', method: 'post', path: '/api/views/preview' },
      summary: 'What a view shows that is not saved',
      description: 'Needs the scope `profiles:read` too: it shows data of people.',
      body: viewPreviewBody,
      answer: shown,
      errors: ['view_invalid', 'purpose_unknown', ...refused],
    },
  ],
};
