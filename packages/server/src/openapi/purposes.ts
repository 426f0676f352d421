// Purposes and notices, as the API tells it.
import { z } from 'zod';
import { recordQuery } from '../processing-record.ts';
import { noticeBody } from '../respect/consents/index.ts';
import { controllerBody } from '../respect/controller/index.ts';
import { changePurposeBody, publishPurposeBody, purposeListQuery } from '../respect/purposes/index.ts';
import { recipientBody, residencyBody, residencyPreviewBody } from '../respect/recipients/index.ts';
import { answer, type Chapter, listOf, moment, named } from './operation.ts';

const consentModel = z.enum(['none', 'notice', 'opt_out', 'opt_in', 'explicit']);
const ground = { legal_basis: z.string(), consent_model: consentModel };
const shown = {
  slug: z.string(),
  version: z.number().int(),
  meaning_version: z
    .number()
    .int()
    .describe('The version since which it means this: consents bind to the meaning, not to the wording.'),
  name: z.string(),
  description: z.string(),
  ...ground,
  jurisdictions: z.record(z.string(), z.strictObject(ground)).describe('Where another basis holds.'),
  data_categories: z.array(z.string()).describe('What data it may use; a category covers those below it.'),
  processing_kinds: z.array(z.string()),
  recipients: z.array(z.string()).describe('Who may get the data. Any other recipient is denied.'),
  special_categories: z.boolean(),
  covers_past_data: z.boolean(),
  parent: z.string().nullable().describe('What denies the parent denies it too.'),
  retention: z.string().nullable().describe('ISO 8601 duration.'),
  channel: z.string().nullable(),
  gpc_effect: z.enum(['deny', 'none']).describe('What Global Privacy Control does to it.'),
  tcf_purposes: z.array(z.number().int()),
  gcm_signals: z.array(z.string()),
  gpp_opt_outs: z.array(z.string()),
  banner_categories: z
    .array(z.string())
    .describe('Categories of consent banners (`context.consent.categoryPreferences`) that speak of it.'),
  minimum_age: z.number().int(),
  accepts_unproven: z.boolean(),
  lia_ref: z.string().nullable(),
  dpia_ref: z.string().nullable(),
  translations: z.record(z.string(), z.strictObject({ name: z.string(), description: z.string() })),
};
const purpose = answer('Purpose', { ...shown, since: moment });
const version = answer('PurposeVersion', {
  ...shown,
  published_at: moment,
  published_by: z
    .string()
    .nullable()
    .describe('`member:` or `api_key:` and an id; `shipped` of those that come with Rapport.'),
  published_by_name: z.string().nullable(),
  retired_at: moment.nullable(),
});
const notice = answer('Notice', {
  hash: z.string().describe('SHA-256 of the text in UTF-8, in hexadecimal.'),
  slug: z.string(),
  version: z.number().int(),
  language: z.string(),
  title: z.string(),
  text: z.string(),
  purposes: z
    .record(z.string(), z.number().int())
    .describe('Purposes that it tells of, with their versions.'),
  published_at: moment,
  published_by: z.string(),
});

const line = z.string().nullable();
const details = {
  ...{ name: line, address: line, email: line, phone: line, joint_controllers: line, representative: line },
  ...{ dpo_name: line, dpo_email: line, changed_at: moment.nullable(), changed_by: line },
};
const controller = answer('Controller', { ...details, measures: z.array(z.string()) });
const mechanism = z.enum(['adequacy', 'scc', 'bcr', 'derogation', 'none']);
const recipient = {
  slug: z.string().describe('As purposes name it.'),
  version: z.int(),
  name: z.string(),
  country: z.string().nullable().describe('Null: nobody has said.'),
  mechanism: mechanism.describe('What makes it lawful to send data there.'),
  safeguards: z.string().nullable(),
  changed_at: moment,
  changed_by: z.string(),
};
const rule = z.strictObject({
  jurisdiction: z.string().describe('Whose data it is about; `*`: everybody’s.'),
  within: z
    .array(z.string())
    .describe('Countries where it may go; `EU` is all of the European Economic Area.'),
  mechanisms: z.array(mechanism).describe('What else makes it lawful.'),
});
const transfers = z.array(
  z.strictObject({ recipient: z.string(), country: z.string(), mechanism, safeguard: line }),
);
const refused = {
  recipient: z.string(),
  jurisdiction: z.string().describe('Of the rule that denies it.'),
  reason: z.enum(['recipient_country_unknown', 'transfer_not_permitted']).describe('As the gate gives it.'),
  already: z.boolean().describe('The rules that hold now deny it too.'),
};
const residency = answer('Residency', { version: z.int(), rules: z.array(rule) });

export const purposes: Chapter = {
  name: 'Purposes',
  description: 'Why data may be used. Every read of personal data names one.',
  operations: [
    {
      id: 'listPurposes',
      method: 'get',
      path: '/api/purposes',
      summary: 'The current version of each purpose',
      access: 'key',
      scope: 'purposes:read',
      query: purposeListQuery,
      answer: listOf('PurposeList', purpose),
    },
    {
      id: 'publishPurpose',
      method: 'post',
      path: '/api/purposes',
      summary: 'Publish a purpose that is new',
      access: 'key',
      scope: 'purposes:write',
      body: publishPurposeBody,
      status: 201,
      answer: purpose,
      errors: ['conflict'],
    },
    {
      id: 'changePurpose',
      method: 'put',
      path: '/api/purposes/{slug}',
      summary: 'Publish another version of a purpose',
      description:
        'What is left out is as shipped. Where the meaning changes, consents that were given before go on to count only for what they were given to.',
      access: 'key',
      scope: 'purposes:write',
      body: changePurposeBody,
      answer: answer('ChangedPurpose', { ...shown, since: moment, meaning_changed: z.boolean() }),
      errors: ['purpose_unknown', 'conflict'],
    },
    {
      id: 'retirePurpose',
      method: 'post',
      path: '/api/purposes/{slug}/retire',
      summary: 'End a purpose: from then on nothing is permitted for it',
      access: 'key',
      scope: 'purposes:write',
      answer: answer('RetiredPurpose', { slug: z.string(), retired: z.literal(true) }),
      errors: ['purpose_unknown'],
    },
    {
      id: 'listPurposeVersions',
      method: 'get',
      path: '/api/purposes/{slug}/versions',
      summary: 'All versions of a purpose, the newest first',
      access: 'key',
      scope: 'purposes:read',
      answer: listOf('PurposeVersionList', version),
      errors: ['not_found'],
    },
    {
      ...{ id: 'listRecipients', method: 'get', path: '/api/recipients' },
      ...{ access: 'key', scope: 'purposes:read' },
      summary: 'Who may get data, where they are, and what makes it lawful to send it there',
      answer: listOf('RecipientList', answer('Recipient', recipient)),
    },
    {
      ...{ id: 'setRecipient', method: 'put', path: '/api/recipients/{slug}' },
      ...{ access: 'key', scope: 'purposes:write' },
      summary: 'Record a recipient, or another version of one',
      body: recipientBody,
      answer: named('ChangedRecipient', z.strictObject(recipient)),
    },
    {
      ...{ id: 'getResidency', method: 'get', path: '/api/residency' },
      ...{ access: 'key', scope: 'purposes:read' },
      summary: 'Where the data of whom has to stay',
      answer: residency,
    },
    {
      ...{ id: 'setResidency', method: 'put', path: '/api/residency' },
      ...{ access: 'key', scope: 'purposes:write' },
      summary:
        'Set the rules of residency: they replace all that there were, and hold with the next question',
      description:
        'Where a rule is about a person, the gate denies recipients elsewhere that have none of its mechanisms, and those of which no country is recorded.',
      body: residencyBody,
      answer: residency,
    },
    {
      ...{ id: 'previewResidency', method: 'post', path: '/api/residency/preview' },
      ...{ access: 'key', scope: 'purposes:read' },
      summary:
        'Which recipients that purposes name would be denied by these rules, and data of whom; changes nothing',
      body: residencyPreviewBody,
      answer: listOf('ResidencyPreview', answer('RefusedTransfer', refused)),
    },
    {
      id: 'getProcessingRecord',
      method: 'get',
      path: '/api/processing-record',
      summary: 'The record of processing activities (GDPR 30), as the running configuration says it',
      description: 'With `format=csv` its activities as a table.',
      access: 'key',
      scope: 'purposes:read',
      query: recordQuery,
      answer: answer('ProcessingRecord', {
        controller: z.string(),
        controller_details: z.strictObject(details),
        as_of: moment,
        activities: z.array(
          z.strictObject({
            activity: z.string().describe('Slug of the purpose.'),
            version: z.number().int(),
            name: z.string(),
            description: z.string(),
            ...ground,
            jurisdictions: shown.jurisdictions,
            data_subjects: z.string(),
            data_categories: z.array(z.strictObject({ key: z.string(), name: z.string() })),
            special_categories: z.boolean(),
            processing_kinds: z.array(z.string()),
            recipients: z.array(z.string()),
            transfers: transfers.describe(
              'Where recipients are, as far as that is recorded (see GET /api/recipients).',
            ),
            retention: z.string().nullable(),
            lia_ref: z.string().nullable(),
            dpia_ref: z.string().nullable(),
          }),
        ),
        residency: z.array(rule),
        sources: z.array(
          z.strictObject({
            name: z.string(),
            kind: z.string(),
            enabled: z.boolean(),
            addresses: z.string().describe('What is kept of IP addresses.'),
          }),
        ),
        security_measures: z.array(z.string()),
      }),
    },
    {
      id: 'getController',
      method: 'get',
      path: '/api/controller',
      summary: 'Who is responsible for the processing, as the record tells it',
      access: 'key',
      scope: 'purposes:read',
      answer: controller,
    },
    {
      id: 'setController',
      method: 'put',
      path: '/api/controller',
      summary: 'Tell who is responsible, and what else is done for security',
      description: 'As a whole: what is left out is not told any more.',
      access: 'key',
      scope: 'purposes:write',
      body: controllerBody,
      answer: controller,
    },
    {
      id: 'listNotices',
      method: 'get',
      path: '/api/notices',
      summary: 'What people were shown, the newest first',
      access: 'key',
      scope: 'purposes:read',
      answer: listOf('NoticeList', notice),
    },
    {
      id: 'publishNotice',
      method: 'post',
      path: '/api/notices',
      summary: 'Keep a notice, by the hash of its text',
      description: 'The same text in the same language is found instead of kept again (200).',
      access: 'key',
      scope: 'purposes:write',
      body: noticeBody,
      status: 201,
      answer: notice,
      otherAnswers: { 200: notice },
      errors: ['purpose_unknown'],
    },
    {
      id: 'getNotice',
      method: 'get',
      path: '/api/notices/{hash}',
      summary: 'One notice',
      access: 'key',
      scope: 'purposes:read',
      query: z.object({ language: z.string().optional() }),
      answer: notice,
      errors: ['notice_unknown'],
    },
  ],
};
