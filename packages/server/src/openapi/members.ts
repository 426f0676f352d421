// Signing in, as the API tells it.
import { z } from 'zod';
import { answer, type Chapter, json } from './operation.ts';

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
