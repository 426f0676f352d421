// Signing in, as the API tells it.
import { z } from 'zod';
import { cardTokenBody, keyBody, memberBody, memberRoleBody, roleBody } from '../respect/access/index.ts';
import { readListQuery } from '../respect/reads/index.ts';
import { answer, type Chapter, json, listOf, moment, named } from './operation.ts';

const signIn = z.object({ email: z.email(), password: z.string(), rememberMe: z.boolean().optional() });
const authFault = z.looseObject({ code: z.string(), message: z.string() });
const signedIn = z.looseObject({ token: z.string(), user: json });

const reading = { access: 'key', scope: 'members:read' } as const;
const writing = { access: 'key', scope: 'members:write' } as const;
const unmasked = z
  .strictObject({ sensitivity: z.int(), categories: z.array(z.string()) })
  .describe('What is seen in clear of data that is shown masked (see GET /api/categories).');
const member = {
  ...{ id: z.string(), email: z.string(), name: z.string() },
  role: z.string().describe('The slug of a role.'),
  role_given_by: z.string().nullable(),
  created_at: moment,
};
const role = {
  slug: z.string(),
  version: z.int().describe('0: as shipped.'),
  name: z.string(),
  scopes: z.array(z.string()),
  purposes: z.array(z.string()).nullable().describe('The purposes that its members may name; null: all.'),
  unmasked,
};

export const members: Chapter = {
  name: 'Members',
  description:
    'The people who operate Rapport, and what they may do. Sessions are kept by better-auth; its answers are passed on as they are.',
  operations: [
    {
      id: 'getSession',
      method: 'get',
      path: '/api/session',
      summary: 'Who is signed in, where, and the version of Rapport',
      access: 'open',
      answer: answer('Session', {
        member: z.strictObject({ id: z.string(), email: z.string(), name: z.string() }),
        role: z.strictObject({ slug: z.string(), name: z.string() }),
        scopes: z
          .array(z.string())
          .describe('What the member may do: `noun:read`, `noun:write`, or `*` for all.'),
        purposes: z
          .array(z.string())
          .nullable()
          .describe('Slugs of the purposes that the member may name; null: all.'),
        unmasked,
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
    {
      ...{ id: 'listMembers', method: 'get', path: '/api/members', ...reading },
      summary: 'The people who operate Rapport, and the role of each',
      answer: listOf('MemberList', answer('Member', member)),
    },
    {
      ...{ id: 'createMember', method: 'post', path: '/api/members', ...writing },
      summary: 'Make a member; the password is shown in this answer and never again',
      body: memberBody,
      status: 201,
      answer: answer('NewMember', { ...member, password: z.string() }),
      errors: ['conflict'],
    },
    {
      ...{ id: 'setMemberRole', method: 'put', path: '/api/members/{id}/role', ...writing },
      summary: 'Give a member another role; it holds from their next request on',
      body: memberRoleBody,
      answer: named('ChangedMember', z.strictObject(member)),
      errors: ['not_found', 'conflict'],
    },
    {
      ...{ id: 'deleteMember', method: 'delete', path: '/api/members/{id}', ...writing },
      summary: 'Remove a member, with all their sessions',
      answer: answer('DeletedMember', { id: z.string(), deleted: z.literal(true) }),
      errors: ['not_found', 'conflict'],
    },
    {
      ...{ id: 'listRoles', method: 'get', path: '/api/roles', ...reading },
      summary: 'What each role may do, and for which purposes',
      answer: listOf('RoleList', answer('Role', role)),
    },
    {
      ...{ id: 'setRole', method: 'put', path: '/api/roles/{slug}', ...writing },
      summary: 'Make another version of a role, or a role that is new',
      description: 'What is left out is as for a role that is new. Owners keep every scope.',
      body: roleBody,
      answer: named('ChangedRole', z.strictObject(role)),
    },
    {
      ...{ id: 'listRoleVersions', method: 'get', path: '/api/roles/{slug}/versions', ...reading },
      summary: 'What was made of a role, by whom and why, the newest first; empty while it is as shipped',
      answer: listOf(
        'RoleVersionList',
        answer('RoleVersion', { ...role, changed_at: moment, changed_by: z.string(), reason: z.string() }),
      ),
    },
  ],
};

const bound = z
  .array(z.string())
  .nullable()
  .describe('The views that it reads, and then nothing else; null: it is not bound to any.');

const key = {
  id: z.number().int(),
  name: z.string(),
  scopes: z.array(z.string()),
  purposes: z.array(z.string()).nullable().describe('The purposes that it may name; null: all.'),
  unmasked,
  views: bound,
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
      id: 'createCardToken',
      method: 'post',
      path: '/api/card-tokens',
      summary: 'Make a token by which a card shows one view of one person, for a while',
      description:
        'It opens the GETs of that view for that person, also from pages of other sites, and nothing else. It sees what its ' +
        'maker saw when making it and still sees: the purpose of the view and the clearance are sealed in it, and what is given ' +
        'to the maker later does not reach it. It ends with the key or membership that made it. Making one needs the scope `views:read` too.',
      access: 'key',
      scope: 'cards:write',
      body: cardTokenBody,
      status: 201,
      answer: answer('CardToken', { token: z.string(), expires_at: moment }),
      errors: ['view_not_found', 'view_needs_person', 'view_needs_nobody', 'view_reads_limited'],
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
          view: z.string().nullable().describe('The view that was read; null: something else was.'),
          profile_ids: z.array(z.string()),
          fields: z.array(z.string()).describe('Names of what was shown, never values.'),
        }),
      ),
    },
  ],
};
