// The API of notices and receipts.

import { AppError } from '@rapport/protocol';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { parseBody, toId } from '../../platform/http/index.ts';
import { listWorkspaces } from '../../platform/workspaces/index.ts';
import type { Access } from '../access/index.ts';
import { listPurposes, listPurposeVersions } from '../purposes/index.ts';
import { findNotice, getNotice, listNotices, publishNotice } from './notices.ts';
import { type Signer, toReceipt } from './receipts.ts';
import { findConsentEvent } from './store.ts';

export const noticeBody = z.strictObject({
  slug: z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/, 'must be lower-case letters, digits, - and _'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as en or zh-Hant'),
  title: z.string().trim().min(1).max(200),
  text: z.string().min(1).max(100_000),
  purposes: z.array(z.string().max(64)).min(1).max(63).describe('Slugs of the purposes that it tells of.'),
});

type Deps = { access: Access; clock: Clock; signer: Signer };

export function registerNoticeRoutes(app: FastifyInstance, { access, clock, signer }: Deps): void {
  registerReceiptRoutes(app, access, signer);

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

function registerReceiptRoutes(app: FastifyInstance, access: Access, signer: Signer): void {
  app.get('/.well-known/jwks.json', async () => signer.publicKeys);

  app.get<{ Params: { id: string } }>('/api/consents/:id/receipt', async (request) => {
    const { scope } = await access.permit(request, 'consents:read');
    const event = await findConsentEvent(scope, toId(request.params.id, Number.MAX_SAFE_INTEGER));
    if (event === undefined) throw new AppError('not_found', 'There is no such consent event.');
    const versions = await listPurposeVersions(scope, event.purpose);
    const purpose = versions.find(({ version }) => version === event.purposeVersion);
    if (purpose === undefined)
      throw new Error('A consent event names a version of a purpose that is not there');
    const { noticeHash, language } = event;
    const notice =
      noticeHash === null ? undefined : await findNotice(scope, noticeHash, language ?? undefined);
    const workspace = (await listWorkspaces(scope.db)).find(({ id }) => id === scope.workspaceId);
    const receipt = toReceipt({ event, purpose, notice, controller: workspace?.name ?? '' });
    return { receipt, jws: await signer.sign(receipt) };
  });
}
