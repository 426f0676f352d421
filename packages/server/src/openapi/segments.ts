// Segments, as the API tells it.
import { z } from 'zod';
import {
  exportQuery,
  growthQuery,
  membersQuery,
  overlapQuery,
  previewBody,
} from '../understand/segments/index.ts';
import { asked, reasons, refusals, toOperations } from './definitions.ts';
import { answer, type Chapter, moment, nextCursor } from './operation.ts';

const person = { id: z.string(), display_name: z.string() };
const read = { method: 'get', access: 'key', scope: 'segments:read' } as const;

export const segments: Chapter = {
  name: 'Segments',
  description: 'Sets of people by definition: who is in one now, and who was.',
  operations: [
    ...toOperations({
      ...{ kind: 'segment', noun: 'Segment' },
      count: { members: z.int().nullable().describe('People in it now; null until it is computed.') },
      own: {
        member: z.boolean(),
        since: moment.nullable().describe('Since when; null for who is not in it.'),
      },
    }),
    {
      ...{ id: 'previewSegment', method: 'post', path: '/api/segments/preview' },
      summary: 'What a segment comes to that is not saved',
      access: 'key',
      scope: 'segments:read',
      body: previewBody,
      answer: answer('SegmentPreview', {
        count: z.int().describe('So many people are in it.'),
        people: z.int().describe('Of so many.'),
        sample: z.array(z.strictObject(person)),
        ...asked,
      }),
      errors: [...refusals, 'purpose_unknown'],
    },
    {
      ...read,
      ...{ id: 'listSegmentMembers', path: '/api/segments/{name}/members' },
      summary: 'Who is in a segment, the newest people first',
      description:
        'Read it for its own purpose. Whom the purpose is denied meanwhile is left out, so a page may have fewer items than `limit`.',
      query: membersQuery,
      answer: answer('SegmentMemberList', {
        items: z.array(
          z.strictObject({
            ...person,
            since: moment,
            reason: z.enum(reasons).describe('Why the person came in.'),
          }),
        ),
        next_cursor: nextCursor,
        total: z.int().describe('Members of all pages.'),
      }),
      errors: ['definition_not_found', 'purpose_not_of_segment'],
    },
    {
      ...read,
      ...{ id: 'exportSegment', path: '/api/segments/{name}/export' },
      summary: 'Everybody in a segment, as a file',
      description:
        'One row for each member: id, display name, since when and why, identifiers, and the attributes that the purpose may see, masked as the key or role sees them; of each kind the 500 that most members have. Needs the scope `profiles:read` too. With `format=parquet` it is Parquet (`application/vnd.apache.parquet`) with a column of text for each. In CSV a text that a spreadsheet would take for a formula begins with a quote.',
      query: exportQuery,
      answer: { contentType: 'text/csv', description: 'The file, written while people are read.' },
      errors: ['definition_not_found', 'purpose_not_of_segment'],
    },
    {
      ...read,
      ...{ id: 'getGrowth', path: '/api/segments/{name}/growth' },
      summary: 'How many people were in a segment, day by day',
      query: growthQuery,
      answer: answer('Growth', {
        items: z.array(
          z.strictObject({ day: z.iso.date(), members: z.int(), entered: z.int(), left: z.int() }),
        ),
        next_cursor: z.null(),
      }),
      errors: ['definition_not_found'],
    },
    {
      ...read,
      ...{ id: 'getOverlap', path: '/api/segments/overlap' },
      summary: 'How many people are in two segments at once',
      query: overlapQuery,
      answer: answer('Overlap', {
        sizes: z.record(z.string(), z.int()).describe('Members of each.'),
        pairs: z
          .array(z.strictObject({ names: z.array(z.string()), both: z.int() }))
          .describe('Only pairs that somebody is in.'),
      }),
    },
  ],
};
