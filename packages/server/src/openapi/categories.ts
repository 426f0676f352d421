// Categories of data, and labels, as the API tells it.
import { z } from 'zod';
import {
  ccpaLetters,
  labelBody,
  labelListQuery,
  labelStates,
  labelSubjects,
} from '../respect/categories/index.ts';
import { answer, type Chapter, listOf, moment, reason } from './operation.ts';

const category = answer('Category', {
  key: z.string().describe('As in fideslang; a category covers all below it.'),
  parent: z.string().nullable(),
  name: z.string(),
  description: z.string(),
  dpv: z.string().describe('Nearest term of the W3C Data Privacy Vocabulary.'),
  ccpa: z.array(z.enum(ccpaLetters)).describe('Letters of California Civil Code §1798.140(v)(1).'),
  ccpa_sensitive: z.boolean(),
  gdpr_special: z.boolean().describe('GDPR, Article 9.'),
  sensitivity: z.int().describe('0 nothing personal, 1 ordinary, 2 delicate, 3 does harm in wrong hands.'),
  masked: z.boolean().describe('Shown masked to whoever has no need of it.'),
  never_disclosed: z.boolean().describe('Only described in answer to a request to know: 11 CCR §7024(d).'),
});

const label = answer('Label', {
  subject: z.enum(labelSubjects),
  event: z
    .string()
    .nullable()
    .describe(
      'The event that has the property; null for attributes, and where a member spoke of every event.',
    ),
  name: z.string(),
  category: z
    .string()
    .nullable()
    .describe('Null: nothing personal (confirmed), nothing that was seen (guessed), unknown (unlabelled).'),
  state: z.enum(labelStates),
  may_activate: z.boolean().describe('False: it does not leave Rapport until a member says what it is.'),
  reason: reason.nullable().describe('What led to the guess; null where there was none.'),
  suggested_category: z.string().nullable().describe('What its values look like, while it is unlabelled.'),
  first_seen_at: moment,
  reviewed_at: moment.nullable(),
  reviewed_by: z.string().nullable().describe('`member:` or `api_key:` and an id.'),
  reviewed_by_name: z.string().nullable(),
});

export const categories: Chapter = {
  name: 'Categories of data',
  description:
    'What kind of data attributes and properties hold. Purposes name categories, and what looks personal and is not labelled goes nowhere.',
  operations: [
    {
      id: 'listCategories',
      method: 'get',
      path: '/api/categories',
      summary: 'All categories of data, a parent before its children',
      access: 'key',
      scope: 'purposes:read',
      answer: listOf('CategoryList', category),
    },
    {
      id: 'listLabels',
      method: 'get',
      path: '/api/labels',
      summary: 'What attributes and properties hold, as it was guessed or as members said',
      description: 'With `state=unlabelled`: what waits for a member, since it looks personal.',
      access: 'key',
      scope: 'purposes:read',
      query: labelListQuery,
      answer: listOf('LabelList', label),
    },
    {
      id: 'setLabel',
      method: 'put',
      path: '/api/labels',
      summary: 'Say what an attribute or property holds',
      description: 'Also of one that has not been seen yet.',
      access: 'key',
      scope: 'purposes:write',
      body: labelBody,
      answer: label,
    },
  ],
};
