// What definitions can be made of, as the API tells it.
import { z } from 'zod';
import { attributeNamesQuery, eventNamesQuery, propertyNamesQuery } from '../understand/vocabulary/index.ts';
import { answer, type Chapter, json, listOf } from './operation.ts';

const name = answer('NameOfValue', {
  name: z.string().describe('As a path: what lies inside an object has the names on the way before it.'),
  type: z.enum(['text', 'number', 'boolean', 'list', 'object']).describe('The kind of most values.'),
  example: z
    .unknown()
    .describe(
      'A value, where it is not personal: a member said so, or nothing personal was seen in it and several people have it. Else null.',
    ),
});
const names = listOf('NameOfValueList', name);
const read = { method: 'get', access: 'key' } as const;

export const vocabulary: Chapter = {
  name: 'Vocabulary',
  description: 'What definitions can be made of: names, never anything of a person. At most 50 in an answer.',
  operations: [
    {
      ...{ id: 'getDefinitionSchema', method: 'get', path: '/api/definitions/schema' },
      summary: 'The JSON Schema of segments, traits and views',
      description:
        'JSON Schema 2020-12, for editors and programs that write definitions. What it cannot say, such as that a name exists, is said when a definition is sent.',
      access: 'open',
      answer: answer('DefinitionSchemas', { segment: json, trait: json, view: json }),
    },
    {
      ...read,
      ...{ id: 'listEventNames', path: '/api/events/names', scope: 'events:read' },
      summary: 'Names of events, the most frequent first',
      description: 'As definitions call them: of a call that has no name, its type.',
      query: eventNamesQuery,
      answer: listOf(
        'EventNameList',
        answer('EventName', { name: z.string(), type: z.string(), count: z.int() }),
      ),
    },
    {
      ...read,
      ...{ id: 'listPropertyNames', path: '/api/properties', scope: 'events:read' },
      summary: 'Properties of an event, by name',
      description: 'Those that the newest 500 of these events have.',
      query: propertyNamesQuery,
      answer: names,
    },
    {
      ...read,
      ...{ id: 'listAttributeNames', path: '/api/attributes', scope: 'profiles:read' },
      summary: 'Attributes that people have, by name',
      description: 'Those of the newest 1,000 people, and what is rare besides.',
      query: attributeNamesQuery,
      answer: names,
    },
  ],
};
