// The page of a person, looked at by somebody of the company: for minutes, with nothing to press, and every look is recorded.
//
// The address that opens it carries who looks and what for. What the person wrote in their requests is not shown: that has a
// right of its own (`requests:read`).
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { parseBody, toPublicBase } from '../../platform/http/index.ts';
import { type Access, listPrincipalNames } from '../../respect/access/index.ts';
import { getPurpose } from '../../respect/purposes/index.ts';
import type { ReadLog } from '../../respect/reads/index.ts';
import { sendFault } from './fault-pages.ts';
import type { PreferenceLink, PreferenceLinks, Viewer } from './links/links.ts';
import type { readPage } from './read-page.ts';

const minutes = 10;

export const openAsBody = z.strictObject({
  contact: z
    .strictObject({ type: z.string().min(1).max(63), value: z.string().min(1).max(512) })
    .describe('The contact point whose page is looked at, such as an e-mail address.'),
  purpose: z.string().min(1).max(64).describe('What it is looked at for: it stands in the log of reads.'),
  language: z.string().max(35).optional().describe('That of the browser, if it is left out.'),
});

type Deps = {
  access: Access;
  clock: Clock;
  preferenceLinks: PreferenceLinks;
  publicUrl: string | undefined;
};

export function registerOpenAs(
  app: FastifyInstance,
  { access, clock, preferenceLinks, publicUrl }: Deps,
): void {
  app.post('/api/preference-centre/open-as', async (request, reply) => {
    // Who may look is asked first: nobody else learns which purposes there are.
    await access.permit(request, 'consents:read');
    const { contact, purpose, language } = parseBody(openAsBody, request.body);
    const { scope, principal } = await access.permit(request, 'consents:read', purpose);
    await getPurpose(scope, purpose);
    const { kind, id } = principal;
    const by = `${kind}:${id}`;
    const name = (await listPrincipalNames(scope, [by])).get(by) ?? by;
    const expiresAtMs = clock.nowMs() + minutes * 60_000;
    const token = preferenceLinks.seal({
      ...{ workspaceId: scope.workspaceId, contact, language, ends: undefined, expiresAtMs },
      viewer: { kind, id, name, purpose },
    });
    reply.code(201).header('cache-control', 'no-store');
    return {
      url: `${toPublicBase(request, publicUrl)}/preferences/${token}`,
      expires_at: new Date(expiresAtMs).toISOString(),
    };
  });
}

/** Before the body is read: whoever looks at the page of somebody else says nothing for them. */
export function refuseViewers(
  pages: FastifyInstance,
  viewerOf: (request: FastifyRequest) => Viewer | undefined,
) {
  pages.addHook('onRequest', async function refuseViewer(request, reply) {
    if (request.method === 'POST' && viewerOf(request) !== undefined)
      await sendFault(reply, request, { name: 'readOnly', status: 403 });
  });
}

type Read = Awaited<ReturnType<typeof readPage>>;

/** What is shown to somebody who looks, and that it was. */
export function shownTo(
  { readLog, clock }: { readLog: ReadLog; clock: Clock },
  { viewer, workspaceId }: Pick<PreferenceLink, 'viewer' | 'workspaceId'>,
  read: Read,
): Read {
  if (viewer === undefined) return read;
  const { kind, id, purpose } = viewer;
  const { profileId } = read.asked;
  readLog.add({
    ...{ principal: { kind, id, workspaceId }, purpose, at: clock.now(), exit: 'GET /preferences/:token' },
    profileIds: profileId === null ? [] : [profileId],
    fields: ['consents', 'preferences', ...(read.held ?? []).map((one) => `held.${one.kind}`)],
  });
  return { ...read, open: [] };
}
