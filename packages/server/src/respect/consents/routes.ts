// The API of notices.

import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { parseBody } from '../../platform/http/index.ts';
import type { Access } from '../access/index.ts';
import { listPurposes } from '../purposes/index.ts';
import { getNotice, listNotices, publishNotice } from './notices.ts';

export const noticeBody = z.strictObject({
  slug: z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/, 'must be lower-case letters, digits, - and _'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as en or zh-Hant'),
  title: z.string().trim().min(1).max(200),
  text: z.string().min(1).max(100_000),
  purposes: z.array(z.string().max(64)).min(1).max(63).describe('Slugs of the purposes that it tells of.'),
});

type Deps = { access: Access; clock: Clock };

export function registerNoticeRoutes(app: FastifyInstance, { access, clock }: Deps): void {
  app.get('/api/notices', async (request) => {
    const { scope } = await access.permit(request, 'purposes:read');
    return { items: await listNotices(scope), next_cursor: null };
  });

  app.post('/api/notices', async (request, reply) => {
    const { scope, principal } = await access.permit(request, 'purposes:write');
    const { purposes: slugs, ...body } = parseBody(noticeBody, request.body);
    const versions = new Map((await listPurposes(scope)).map(({ slug, version }) => [slug, version]));
    const unknown = slugs.filter((slug) => !versions.has(slug));
    if (unknown.length > 0)
      throw new AppError('purpose_unknown', `There is no purpose ${unknown.join(', ').slice(0, 200)}.`);
    const purposes = Object.fromEntries(slugs.map((slug) => [slug, versions.get(slug) as number]));
    const by = `${principal.kind}:${principal.id}`;
    const { notice, isNew } = await scope.db.transaction((tx) =>
      publishNotice({ ...scope, db: tx }, { ...body, purposes }, clock.now(), by),
    );
    reply.code(isNew ? 201 : 200);
    return notice;
  });

  app.get<{ Params: { hash: string }; Querystring: { language?: string } }>(
    '/api/notices/:hash',
    async (request) => {
      const { scope } = await access.permit(request, 'purposes:read');
      return getNotice(scope, request.params.hash, request.query.language);
    },
  );
}
