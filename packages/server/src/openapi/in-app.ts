// The inbox of an app, as the API tells it to servers of the company.
import { z } from 'zod';
import { inAppQuery, inAppTokenBody } from '../engage/channels/index.ts';
import { answer, type Chapter, moment, nextCursor, nothing } from './operation.ts';

const writing = { access: 'key', scope: 'in_app:write' } as const;

export const inApp: Chapter = {
  name: 'In-app inbox',
  description:
    'Messages that wait in an app or a page until the person looks. Servers ask by key; a page holds a token that opens one inbox, and asks `GET /in-app/messages`, `GET /in-app/stream` (server-sent events) and `POST /in-app/messages/{id}/read` or `/clicked` with it as `Authorization: Bearer`.',
  operations: [
    {
      ...writing,
      ...{ id: 'createInAppToken', method: 'post', path: '/api/in-app-tokens' },
      summary: 'A token by which a page shows one inbox for a while',
      body: inAppTokenBody,
      status: 201,
      answer: answer('InAppToken', { token: z.string(), expires_at: moment }),
    },
    {
      ...{ access: 'key', scope: 'in_app:read' },
      ...{ id: 'getInApp', method: 'get', path: '/api/in-app/{type}/{value}' },
      summary: 'The inbox of a person, the newest first',
      description: 'Without what may not be told any more: each look asks the gate and the preferences.',
      query: inAppQuery,
      answer: answer('InAppInbox', {
        items: z.array(
          z.strictObject({
            ...{ id: z.string(), title: z.string(), text: z.string(), language: z.string() },
            url: z.string().nullable().describe('An address, or a path of the page that shows it.'),
            action: z.string().nullable().describe('What the button says that leads there.'),
            image: z.string().nullable(),
            ...{ sent_at: moment, read_at: moment.nullable(), clicked_at: moment.nullable() },
          }),
        ),
        unread: z.int().describe('Of all pages.'),
        next_cursor: nextCursor,
      }),
      errors: ['profile_not_found'],
    },
    {
      ...writing,
      ...{ id: 'readInApp', method: 'post', path: '/api/in-app/{type}/{value}/{id}/read' },
      summary: 'It was read',
      ...{ status: 204, answer: nothing },
      errors: ['profile_not_found', 'not_found'],
    },
    {
      ...writing,
      ...{ id: 'clickInApp', method: 'post', path: '/api/in-app/{type}/{value}/{id}/clicked' },
      summary: 'It was followed, which is to have read it too',
      ...{ status: 204, answer: nothing },
      errors: ['profile_not_found', 'not_found'],
    },
  ],
};
