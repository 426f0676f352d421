// The catalog, as the API tells it.
import { fieldKinds } from '@rapport/protocol';
import { z } from 'zod';
import {
  catalogImportQuery,
  historyQuery,
  objectBody,
  objectListQuery,
  objectQuery,
  objectsBody,
} from '../connect/catalog-changes/index.ts';
import { answer, type Chapter, json, listOf, moment, nextCursor, nothing, reason } from './operation.ts';

const reading = { access: 'key', scope: 'catalog:read' } as const;
const writing = { access: 'key', scope: 'catalog:write' } as const;

/** As `packages/protocol` has it, which says more of what is wrong. */
const ofType = {
  title: z.string(),
  of_person: z
    .boolean()
    .describe('Each object belongs to a person, and is shown only where that person permits it.'),
  fields: z.record(
    z.string(),
    z.strictObject({
      kind: z.enum(fieldKinds),
      title: z.string().optional(),
      category: z.string().optional().describe('Of data, where it says something of a person.'),
    }),
  ),
  references: z.array(
    z.strictObject({
      path: z.string().describe('Leads to the id, also into the elements of a list: products.product_id.'),
      to: z
        .string()
        .describe('The type of the object that has this id; `segment` for the name of a segment.'),
    }),
  ),
  told_by: z.array(
    z.strictObject({
      event: z.string().describe('Track calls of this name.'),
      each: z.string().optional().describe('A list whose elements are an object each, such as products.'),
      id: z.string().describe('Where the id is, inside the element where `each` is given.'),
      fields: z.record(z.string(), z.string()).describe('Fields of the object, each from this place.'),
      set: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      at: z.string().optional().describe('The field that becomes the time of the event.'),
    }),
  ),
};
const typeBody = z.strictObject({
  ...{ title: ofType.title, of_person: ofType.of_person.default(false), fields: ofType.fields },
  title_field: z.string().optional().describe('The field that an object is called by.'),
  time_field: z.string().optional().describe('The field, of kind date, that objects are ordered by.'),
  ...{ references: ofType.references.default([]), told_by: ofType.told_by.default([]) },
});

const type = answer('CatalogTypeItem', {
  ...{ name: z.string(), ...ofType },
  title_field: z.string().nullable(),
  time_field: z.string().nullable(),
  objects: z.int().describe('So many there are.'),
  edition: z.int().describe('Grows with every change of a type.'),
  following: z
    .boolean()
    .describe('It was changed, and not all objects that were there before are found by it yet.'),
  set_at: moment,
  set_by: z.string().describe('`member:` or `api_key:` and an id, or `shipped`.'),
  set_by_name: z.string().nullable().describe('Null for who is gone, and for what was shipped.'),
});
const origin = z
  .strictObject({
    kind: z.enum(['event', 'api', 'import']),
    source: z.string().describe('Slug of the source of an event, else `member:` or `api_key:` and an id.'),
    message_id: z.string().nullable().describe('Of an event.'),
  })
  .describe('What told it.');
const withheld = z.array(z.strictObject({ field: z.string(), reason }));
const person = z
  .strictObject({ type: z.string(), value: z.string() })
  .nullable()
  .describe('Whose it is, by one of their identifiers.');
const head = {
  id: z.string(),
  type: z.string(),
  title: z.string().nullable(),
  at: moment.nullable().describe('By the time field of the type, else when it was first told.'),
  updated_at: moment.nullable().describe('When the newest of its values was told.'),
  person,
};
const reject = z.strictObject({
  place: z.int().describe('Place in the list, from 0.'),
  id: z.string().nullable(),
  problem: z.string(),
});

const ofObjects: Chapter['operations'] = [
  {
    ...reading,
    ...{ id: 'listCatalogObjects', method: 'get', path: '/api/catalog/objects/{type}' },
    summary: 'Objects of a type, the newest first',
    description:
      'Of a type that belongs to people only those whose person permits the purpose, and of them what was collected for it: an API key then needs the scope `profiles:read` too.',
    query: objectListQuery,
    answer: listOf('CatalogObjectList', z.strictObject({ ...head, fields: json })),
    errors: ['type_not_found'],
  },
  {
    ...reading,
    ...{ id: 'getCatalogObject', method: 'get', path: '/api/catalog/objects/{type}/{id}' },
    summary: 'One object, with the age and origin of each value',
    query: objectQuery,
    answer: answer('CatalogObject', {
      ...head,
      fields: z.record(z.string(), z.strictObject({ value: z.unknown(), updated_at: moment, origin })),
      references: z.array(
        z.strictObject({ path: z.string(), type: z.string(), id: z.string(), title: z.string().nullable() }),
      ),
      referred_by: z.array(z.strictObject({ type: z.string(), path: z.string(), count: z.int() })),
      denied: withheld.describe('Fields that the purpose may not see.'),
      masked: withheld.describe('What is shown, but not in clear to whoever asks.'),
    }),
    errors: ['type_not_found', 'object_not_found'],
  },
  {
    ...reading,
    ...{ id: 'listCatalogHistory', method: 'get', path: '/api/catalog/objects/{type}/{id}/history' },
    summary: 'What was told of an object, the newest first',
    query: historyQuery,
    answer: answer('CatalogHistory', {
      items: z.array(z.strictObject({ at: moment, origin, removed: z.boolean(), fields: json })),
      next_cursor: nextCursor,
      denied: withheld,
      masked: withheld,
    }),
    errors: ['type_not_found', 'object_not_found'],
  },
  {
    ...writing,
    ...{ id: 'putCatalogObject', method: 'put', path: '/api/catalog/objects/{type}/{id}' },
    summary: 'Tell of an object: make it, or change some of its fields',
    description:
      'Fields that are left out stay. What is told of a later moment wins, whichever comes first; what a company says wins over what events say.',
    body: objectBody,
    answer: answer('ToldCatalogObject', { type: z.string(), id: z.string() }),
    errors: ['type_not_found', 'object_too_large'],
  },
  {
    ...writing,
    ...{ id: 'putCatalogObjects', method: 'post', path: '/api/catalog/objects/{type}' },
    summary: 'Tell of up to 1,000 objects of a type',
    description: 'Those that cannot be taken are listed with the reason; the others are kept.',
    body: objectsBody,
    answer: answer('ToldCatalogObjects', {
      stored: z.int(),
      rejected: z.int(),
      rejects: z.array(reject),
    }),
    errors: ['type_not_found'],
  },
  {
    ...writing,
    ...{ id: 'deleteCatalogObject', method: 'delete', path: '/api/catalog/objects/{type}/{id}' },
    summary: 'Remove an object',
    description: 'Its history stays. Telling of it again brings it back.',
    status: 204,
    answer: nothing,
    errors: ['type_not_found', 'object_not_found'],
  },
  {
    ...writing,
    ...{ id: 'importCatalogObjects', method: 'post', path: '/api/catalog/import/{type}' },
    summary: 'Import a file of objects',
    description:
      'NDJSON, a line like `{"id": "P-1", "name": "Ring", "price": 120.5}`, or CSV with a line that names the columns, packed by gzip or not, of any size. The columns `person_type`, `person_value` and `at` say whose an object is and when it was so. Sending a file again changes nothing.',
    query: catalogImportQuery,
    body: { contentType: 'application/octet-stream', description: 'The file itself.' },
    answer: answer('ImportedCatalogObjects', {
      ...{ rows: z.int(), stored: z.int(), rejected: z.int() },
      rejects: z
        .array(z.strictObject({ row: z.int(), problem: z.string() }))
        .describe('The first 100. Rows are counted from 1.'),
    }),
    errors: ['type_not_found', 'upload_invalid'],
  },
];

export const catalog: Chapter = {
  name: 'Catalog',
  description:
    'What a company knows of beside its people: products, orders, tickets, offers, stores, stock, and types of its own. Events tell of objects as well as the API and files.',
  operations: [
    {
      ...reading,
      ...{ id: 'listCatalogTypes', method: 'get', path: '/api/catalog/types' },
      summary: 'All types, by name',
      answer: listOf('CatalogTypeList', type),
    },
    {
      ...reading,
      ...{ id: 'getCatalogType', method: 'get', path: '/api/catalog/types/{type}' },
      summary: 'One type',
      answer: type,
      errors: ['type_not_found'],
    },
    {
      ...writing,
      ...{ id: 'setCatalogType', method: 'put', path: '/api/catalog/types/{type}' },
      summary: 'Make a type, or change it',
      description:
        'Answers 201 for a new one. Fields that are left out are not shown any more; what was told stays. Whether objects belong to people stays while there are objects.',
      body: typeBody,
      answer: type,
      otherAnswers: { 201: type },
      errors: ['type_invalid', 'type_in_use', 'types_full'],
    },
    {
      ...writing,
      ...{ id: 'deleteCatalogType', method: 'delete', path: '/api/catalog/types/{type}' },
      summary: 'Remove a type, with all its objects and their history',
      status: 204,
      answer: nothing,
      errors: ['type_not_found'],
    },
    ...ofObjects,
  ],
};
