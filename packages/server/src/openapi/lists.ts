// Lists, as the API tells it.
import { z } from 'zod';
import {
  changeListBody,
  createListBody,
  listPeopleQuery,
  peopleBody,
} from '../connect/list-changes/index.ts';
import { answer, type Chapter, listOf, moment, nextCursor, nothing } from './operation.ts';

const reading = { access: 'key', scope: 'lists:read' } as const;
const writing = { access: 'key', scope: 'lists:write' } as const;

const by = z.string().describe('`member:` or `api_key:` and an id.');
const list = answer('List', {
  ...{ name: z.string(), title: z.string() },
  people: z.int().describe('So many people are on it.'),
  set_at: moment.describe('When it was made, or named otherwise.'),
  set_by: by,
  set_by_name: z.string().nullable().describe('Null for who is gone.'),
});
const identifiers = z.array(z.strictObject({ type: z.string(), value: z.string() }));

export const lists: Chapter = {
  name: 'Lists',
  description:
    'Sets of people that are kept by hand. Definitions ask for one by its name: `{"list": "testers"}`. An entry names an identifier: whoever has it is on the list, whoever they merge with or part from.',
  operations: [
    {
      ...reading,
      ...{ id: 'listLists', method: 'get', path: '/api/lists' },
      summary: 'All lists, by name',
      answer: listOf('ListList', list),
    },
    {
      ...writing,
      ...{ id: 'createList', method: 'post', path: '/api/lists' },
      summary: 'Make a list',
      body: createListBody,
      status: 201,
      answer: list,
      errors: ['name_taken', 'lists_full'],
    },
    {
      ...reading,
      ...{ id: 'getList', method: 'get', path: '/api/lists/{name}' },
      summary: 'One list',
      answer: list,
      errors: ['list_not_found'],
    },
    {
      ...writing,
      ...{ id: 'renameList', method: 'patch', path: '/api/lists/{name}' },
      summary: 'Give a list another title',
      description: 'The name stays: definitions ask for it.',
      body: changeListBody,
      answer: list,
      errors: ['list_not_found'],
    },
    {
      ...writing,
      ...{ id: 'deleteList', method: 'delete', path: '/api/lists/{name}' },
      summary: 'Remove a list',
      description: 'Not while a segment or trait asks it: `details.used_by` names those.',
      status: 204,
      answer: nothing,
      errors: ['list_not_found', 'list_in_use'],
    },
    {
      ...reading,
      ...{ id: 'listPeopleOnList', method: 'get', path: '/api/lists/{name}/people' },
      summary: 'Who is on a list, the newest people first',
      description: 'Whom the purpose is denied is left out, so a page may have fewer items than `limit`.',
      query: listPeopleQuery,
      answer: answer('PeopleOnList', {
        items: z.array(
          z.strictObject({
            ...{ id: z.string(), display_name: z.string() },
            added_at: moment,
            added_by: by,
            added_by_name: z.string().nullable().describe('Null for who is gone.'),
          }),
        ),
        next_cursor: nextCursor,
        total: z.int().describe('People of all pages.'),
      }),
      errors: ['list_not_found'],
    },
    {
      ...writing,
      ...{ id: 'addToList', method: 'post', path: '/api/lists/{name}/people' },
      summary: 'Put people on a list',
      description:
        'By up to 10,000 identifiers; sending them again changes nothing. Of an identifier that nobody has nothing is kept: send it again when somebody has it. Segments that ask the list follow at once.',
      body: peopleBody,
      answer: answer('AddedToList', {
        added: z.int().describe('Identifiers that were not on it.'),
        already: z.int().describe('Identifiers that were on it.'),
        unknown: identifiers.describe('Nobody has these, in their normal form.'),
        suppressed: identifiers.describe('Nothing may be collected of these.'),
      }),
      errors: ['list_not_found'],
    },
    {
      ...writing,
      ...{ id: 'removeFromList', method: 'delete', path: '/api/lists/{name}/people' },
      summary: 'Take people off a list',
      description:
        'Whoever has one of the identifiers goes, with all by which they are on it. The type `profile_id` stands for the id of a person.',
      body: peopleBody,
      answer: answer('RemovedFromList', {
        removed: z.int().describe('Identifiers that are not on it any more.'),
        unknown: identifiers.describe('Nobody has these, in their normal form.'),
      }),
      errors: ['list_not_found'],
    },
  ],
};
