// Templates of messages, as the API tells them.
import { z } from 'zod';
import { channelSlugs } from '../engage/channels/index.ts';
import {
  addReadyTemplateBody,
  archiveTemplateBody,
  changeTemplateBody,
  createTemplateBody,
  findingLevels,
  previewTemplateBody,
  publishTemplateBody,
  templateListQuery,
  testSendBody,
} from '../engage/templates/index.ts';
import { decided } from './consents.ts';
import { answer, type Chapter, json, listOf, moment } from './operation.ts';
import { denied, masked } from './people.ts';

const reading = { access: 'key', scope: 'templates:read' } as const;
const writing = { access: 'key', scope: 'templates:write' } as const;

const contents = z
  .partialRecord(z.enum(channelSlugs), z.record(z.string(), z.unknown()))
  .describe('By channel and language tag.');
const about = {
  ...{ slug: z.string(), title: z.string() },
  topic: z.string().nullable().describe('The slug of a topic, which names the purpose.'),
  purpose: z.string().nullable().describe('Without a topic: a purpose that nobody can switch off.'),
  version: z.int().describe('The newest.'),
  published: z.int().nullable().describe('The version that is sent; null: it is not ready.'),
  archived_at: moment.nullable(),
  updated_at: moment,
  updated_by: z.string().describe('`member:` or `api_key:` and an id.'),
  updated_by_name: z.string().nullable().describe('Null for who is gone.'),
};
const finding = z.strictObject({
  level: z.enum(findingLevels).describe('`error`: it cannot be published so.'),
  code: z.string(),
  at: z.string().describe('Where, such as `contents.email.en.subject`.'),
  message: z.string(),
});
const template = answer('Template', {
  ...about,
  contents,
  view: z.string().nullable(),
  findings: z.array(finding).describe('Of the newest version.'),
});
const listed = z.strictObject({
  ...about,
  languages: z.record(z.string(), z.array(z.string())).describe('By channel, of the newest version.'),
});
const madeBy = { made_at: moment, made_by: z.string(), made_by_name: z.string().nullable() };
const version = answer('TemplateVersion', {
  version: z.int(),
  contents,
  view: z.string().nullable(),
  ...madeBy,
});

const preview = answer('TemplatePreview', {
  purpose: z.string(),
  language: z.string().describe('The translation that was taken.'),
  rendered: json
    .nullable()
    .describe(
      'As the channel makes it: of an e-mail `subject`, `html` and `text`. Null where nothing could be made.',
    ),
  brand: z.strictObject({
    ...{ slug: z.string(), name: z.string() },
    ...{ accent: z.string().optional(), logo: z.string().optional() },
  }),
  faults: z
    .array(z.string())
    .describe('What kept texts from being filled. They are shown without it; no message would be sent.'),
  decision: z
    .strictObject(decided)
    .nullable()
    .describe('Whether the purpose may use the data of this person at all; null for nobody.'),
  ...{ denied, masked },
});

const kept = ['template_invalid', 'topic_not_found', 'purpose_unknown', 'view_not_found'] as const;
const filled = [...kept, 'template_not_found', 'profile_not_found'] as const;

export const templates: Chapter = {
  name: 'Templates',
  description:
    'What messages say, by channel and language, with variables in Liquid. A template is of a topic, which people switch on and off, or for a purpose that nobody can switch off. Each change is a version; one of them is published, and that is sent.',
  operations: [
    {
      ...reading,
      ...{ id: 'listTemplates', method: 'get', path: '/api/templates' },
      summary: 'All templates, by title',
      query: templateListQuery,
      answer: listOf('TemplateList', listed),
    },
    {
      ...writing,
      ...{ id: 'createTemplate', method: 'post', path: '/api/templates' },
      summary: 'Make a template',
      description: 'It is sent once it is published.',
      body: createTemplateBody,
      status: 201,
      answer: template,
      errors: [...kept, 'name_taken', 'templates_full'],
    },
    {
      ...reading,
      ...{ id: 'getTemplate', method: 'get', path: '/api/templates/{slug}' },
      summary: 'One template in its newest version, with what there is to say of it',
      answer: template,
      errors: ['template_not_found'],
    },
    {
      ...writing,
      ...{ id: 'changeTemplate', method: 'put', path: '/api/templates/{slug}' },
      summary: 'Set the contents of a template: a new version',
      description: 'What is published stays so until the new version is.',
      body: changeTemplateBody,
      answer: template,
      errors: ['template_not_found', 'template_invalid', 'view_not_found', 'conflict'],
    },
    {
      ...writing,
      ...{ id: 'publishTemplate', method: 'post', path: '/api/templates/{slug}/publish' },
      summary: 'Send this version from now on',
      description: 'Refused while there are findings of the level `error`, which `details.faults` name.',
      body: publishTemplateBody,
      answer: template,
      errors: ['template_not_found', 'template_not_ready'],
    },
    {
      ...writing,
      ...{ id: 'archiveTemplate', method: 'post', path: '/api/templates/{slug}/archive' },
      summary: 'Put a template away, or take it out again',
      body: archiveTemplateBody,
      answer: template,
      errors: ['template_not_found'],
    },
    {
      ...reading,
      ...{ id: 'listTemplateVersions', method: 'get', path: '/api/templates/{slug}/versions' },
      summary: 'The versions of a template, the newest first',
      answer: listOf('TemplateVersionList', z.strictObject({ version: z.int(), ...madeBy })),
      errors: ['template_not_found'],
    },
    {
      ...reading,
      ...{ id: 'getTemplateVersion', method: 'get', path: '/api/templates/{slug}/versions/{version}' },
      summary: 'One version of a template',
      answer: version,
      errors: ['template_not_found'],
    },
    {
      ...reading,
      ...{ id: 'listReadyMadeTemplates', method: 'get', path: '/api/ready-made-templates' },
      summary: 'Templates that ship ready-made',
      answer: listOf(
        'ReadyMadeTemplateList',
        z.strictObject({
          ...{ name: z.string(), title: z.string(), description: z.string(), purpose: z.string() },
          view: z.string().nullable().describe('The view that comes with it.'),
          languages: z.record(z.string(), z.array(z.string())).describe('By channel.'),
        }),
      ),
    },
    {
      ...writing,
      ...{ id: 'addReadyMadeTemplate', method: 'post', path: '/api/ready-made-templates/{name}/add' },
      summary: 'Add a ready-made template, to make it your own',
      description:
        'With its view and traits, where they are not there: then whoever adds it needs `views:write`, `traits:write`, and `profiles:read` for its purpose.',
      body: addReadyTemplateBody,
      status: 201,
      answer: template,
      errors: [...kept, 'template_not_found', 'name_taken', 'templates_full'],
    },
    {
      ...reading,
      ...{ id: 'previewTemplate', method: 'post', path: '/api/template-preview' },
      summary: 'What a template says, to nobody or to a person',
      description:
        'A person is read for the purpose of the template: whoever asks needs `profiles:read` and that purpose, and the read is in the log of reads. What the purpose may not see is missing, and named in `denied`.',
      body: previewTemplateBody,
      answer: preview,
      errors: [...filled],
    },
    {
      ...writing,
      ...{ id: 'testTemplate', method: 'post', path: '/api/templates/{slug}/test-send' },
      summary: 'Send a template to a member, as a test',
      description:
        'Filled with the data of a person it goes to nobody but yourself. It is no message: nothing is counted or followed.',
      body: testSendBody,
      answer: answer('TemplateTest', { sent_to: z.string(), language: z.string() }),
      errors: [...filled, 'template_not_ready', 'test_send_refused'],
    },
  ],
};
