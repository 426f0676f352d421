// Signing in, as the API tells it.
import { z } from 'zod';
import { keyBody } from '../respect/access/index.ts';
import { readListQuery } from '../respect/reads/index.ts';
import { answer, type Chapter, json, listOf, moment } from './operation.ts';

const signIn = z.object({ email: z.email(), password: z.string(), rememberMe: z.boolean().optional() });
const authFault = z.looseObject({ code: z.string(), message: z.string() });
const signedIn = z.looseObject({ token: z.string(), user: json });

export const members: Chapter = {
  name: 'Members',
  description:
    'The people who operate Rapport. Sessions are kept by better-auth; its answers are passed on as they are.',
  operations: [
    {
      id: 'getSession',
      method: 'get',
      path: '/api/session',
      summary: 'Who is signed in, where, and the version of Rapport',
      access: 'open',
      answer: answer('Session', {
        member: z.strictObject({ id: z.string(), email: z.string(), name: z.string() }),
        scopes: z
          .array(z.string())
          .describe('What the member may do: `noun:read`, `noun:write`, or `*` for all.'),
        workspace: z.strictObject({ id: z.number().int(), slug: z.string(), name: z.string() }),
        version: z.string(),
      }),
      errors: ['unauthorized'],
    },
    {
      id: 'signIn',
      method: 'post',
      path: '/api/auth/sign-in/email',
      summary: 'Sign in with e-mail address and password; the answer sets a cookie',
      access: 'open',
      body: signIn,
      answer: signedIn,
      otherAnswers: { 401: authFault },
    },
    {
      id: 'signOut',
      method: 'post',
      path: '/api/auth/sign-out',
      summary: 'End the session',
      access: 'open',
      answer: z.looseObject({ success: z.boolean() }),
    },
    {
      id: 'getAuthSession',
      method: 'get',
      path: '/api/auth/get-session',
      summary: 'The session behind the cookie, or null',
      access: 'open',
      answer: z.looseObject({ session: json, user: json }).nullable(),
    },
  ],
};

const key = {
  id: z.number().int(),
  name: z.string(),
  scopes: z.array(z.string()),
  purposes: z.array(z.string()).nullable().describe('The purposes that it may name; null: all.'),
  created_at: moment,
  revoked_at: moment.nullable(),
};

export const keys: Chapter = {
  name: 'Keys and reads',
  description: 'What programs may do and for which purposes, and who read what of whom.',
  operations: [
    {
      id: 'listKeys',
      method: 'get',
      path: '/api/keys',
      summary: 'API keys, without the keys themselves',
      access: 'key',
      scope: 'keys:read',
      answer: listOf('ApiKeyList', answer('ApiKey', key)),
    },
    {
      id: 'createKey',
      method: 'post',
      path: '/api/keys',
      summary: 'Make an API key; it is shown in this answer and never again',
      access: 'key',
      scope: 'keys:write',
      body: keyBody,
      status: 201,
      answer: answer('NewApiKey', { ...key, key: z.string() }),
    },
    {
      id: 'revokeKey',
      method: 'delete',
      path: '/api/keys/{id}',
      summary: 'Revoke an API key: it stops within a second',
      access: 'key',
      scope: 'keys:write',
      answer: answer('RevokedApiKey', { id: z.number().int(), revoked: z.literal(true) }),
      errors: ['not_found'],
    },
    {
      id: 'listReads',
      method: 'get',
      path: '/api/reads',
      summary: 'Who read what of whom, and for which purpose, the latest first',
      access: 'key',
      scope: 'reads:read',
      query: readListQuery,
      answer: listOf(
        'ReadList',
        answer('Read', {
          id: z.string(),
          read_at: moment,
          reader: z.string(),
          purpose: z.string(),
          exit: z.string().describe('What was asked.'),
          profile_ids: z.array(z.string()),
          fields: z.array(z.string()).describe('Names of what was shown, never values.'),
        }),
      ),
    },
  ],
};
