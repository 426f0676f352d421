// Requests of people, as the API tells it.
import { z } from 'zod';
import { requestKinds, requestListQuery, requestStates } from '../respect/requests/index.ts';
import { answer, type Chapter, listOf, moment } from './operation.ts';

const reading = { access: 'key', scope: 'requests:read' } as const;

const request = answer('Request', {
  id: z.string(),
  reference: z.string().describe('What the person was told it is called.'),
  kind: z.enum(requestKinds),
  words: z.array(z.string()).describe('What the person wrote, the oldest first.'),
  contact_point: z
    .strictObject({ type: z.string(), value: z.string() })
    .describe(
      'Through which it was made; it may be nobody’s. Masked for those who do not see addresses in clear.',
    ),
  language: z.string().describe('Of the page on which it was made.'),
  state: z.enum(requestStates),
  source: z.string().describe('Where it was made.'),
  received_at: moment,
  due_at: moment.describe('By when it has to be answered: one month from receipt.'),
  closed_at: moment.nullable().describe('Null: it is open.'),
  is_overdue: z.boolean(),
});

export const requests: Chapter = {
  name: 'Requests',
  description:
    'What people ask for in the preference centre beside their choices: a copy of what is held of them, a correction, erasure. They are recorded and acknowledged; you answer them.',
  operations: [
    {
      ...reading,
      ...{ id: 'listRequests', method: 'get', path: '/api/requests' },
      summary: 'What people asked for, the newest first',
      query: requestListQuery,
      answer: listOf('RequestList', request),
    },
    {
      ...reading,
      ...{ id: 'getRequest', method: 'get', path: '/api/requests/{id}' },
      summary: 'One request',
      answer: request,
      errors: ['request_not_found'],
    },
  ],
};
