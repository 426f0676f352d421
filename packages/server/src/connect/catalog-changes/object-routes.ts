// The API of the catalog's objects: read, tell, remove.
import { AppError } from '@rapport/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/index.ts';
import { limitField, parseBody, parseQuery } from '../../platform/http/index.ts';
import type { Access, Principal } from '../../respect/access/index.ts';
import { openMask } from '../../respect/categories/index.ts';
import { getPurpose } from '../../respect/purposes/index.ts';
import type { ReadLog } from '../../respect/reads/index.ts';
import { type CatalogNews, getCatalogType, type Viewing } from '../catalog/index.ts';
import type { SuppressionList } from '../permissions/index.ts';
import { cursorLengthMax, openCursors } from './cursors.ts';
import { noObject, openCall, type Teller, tellRemoval, tellSaid } from './said.ts';
import { type Shown, showHistory, showOne, showPage, toViewing } from './show.ts';
import type { Stopping } from './stopped.ts';

const purpose = z.string().optional().describe('What for. Needed where the objects belong to people.');
export const objectListQuery = z.object({
  purpose,
  q: z.string().max(200).default('').describe('A part of the id or title.'),
  limit: limitField,
  cursor: z.string().max(cursorLengthMax).optional(),
});
export const objectQuery = z.object({ purpose });
export const historyQuery = z.object({
  purpose,
  limit: limitField,
  cursor: z.string().max(cursorLengthMax).optional(),
});

const fields = z.record(z.string(), z.unknown()).describe('Those that change. `null` removes one.');
const person = z
  .strictObject({ type: z.string().min(1).max(63), value: z.string().min(1).max(512) })
  .optional()
  .describe('Whose it is, by one of their identifiers: only where the type belongs to people.');
const at = z.string().max(40).optional().describe('When it was so; now, where it is left out.');
export const objectBody = z.strictObject({ fields, person, at });
export const objectsMax = 1000;
export const objectsBody = z.strictObject({
  objects: z
    .array(z.strictObject({ id: z.union([z.string(), z.number()]), fields, person, at }))
    .min(1, 'Send at least one object.')
    .max(objectsMax, `Send at most ${objectsMax} objects at once. Import a file of more.`),
});
/** Each object is looked at by itself: of a bad one only that one is not kept. */
const looseBody = z.strictObject({
  objects: objectsBody.shape.objects.or(z.array(z.unknown()).max(objectsMax)),
});
/** Large enough to say of an object that it is too large. */
const bodyBytesMax = 32 * 1024 * 1024;

type Deps = {
  access: Access;
  clock: Clock;
  readLog: ReadLog;
  suppressions: SuppressionList & Stopping;
  catalogNews: CatalogNews;
};
type ByType = { Params: { type: string } };
type ById = { Params: { type: string; id: string } };

export function registerObjectRoutes(app: FastifyInstance, deps: Deps): void {
  const path = '/api/catalog/objects/:type';
  const reading = openReading(deps);

  app.get<ByType>(path, async (request) => {
    const { purpose: slug, q, limit, cursor } = parseQuery(objectListQuery, request.query);
    const by = await reading.permit(request, request.params.type, slug);
    const cursors = await openCursors(by.scope.db, deps.clock);
    const place = cursors.open(cursor);
    const before = place && { atMs: place[0], id: place[1] };
    return reading.log(
      `GET ${path}`,
      by,
      await showPage(by.scope, by.type, { q, limit, before, cursors }, by.viewing),
    );
  });

  app.get<ById>(`${path}/:id`, async (request) => {
    const { purpose: slug } = parseQuery(objectQuery, request.query);
    const by = await reading.permit(request, request.params.type, slug);
    return reading.log(
      `GET ${path}/:id`,
      by,
      await showOne(by.scope, by.type, request.params.id, by.viewing),
    );
  });

  app.get<ById>(`${path}/:id/history`, async (request) => {
    const { purpose: slug, limit, cursor } = parseQuery(historyQuery, request.query);
    const by = await reading.permit(request, request.params.type, slug);
    const cursors = await openCursors(by.scope.db, deps.clock);
    const place = cursors.open(cursor);
    const before = place && { t: place[0], m: place[1] };
    const asked = { id: request.params.id, limit, before, cursors };
    return reading.log(
      `GET ${path}/:id/history`,
      by,
      await showHistory(by.scope, by.type, asked, by.viewing),
    );
  });

  registerTelling(app, path, deps);
}

function registerTelling(
  app: FastifyInstance,
  path: string,
  { access, clock, catalogNews, suppressions }: Deps,
): void {
  const news = { news: catalogNews, suppressions };
  async function begin(request: FastifyRequest) {
    const { scope, principal } = await access.permit(request, 'catalog:write');
    const teller: Teller = {
      ...{ kind: 'api', by: `${principal.kind}:${principal.id}`, now: clock.now(), ignoreUnknown: false },
      call: await openCall(scope.db),
    };
    return { scope, teller };
  }

  app.put<ById>(`${path}/:id`, { bodyLimit: bodyBytesMax }, async (request) => {
    const { scope, teller } = await begin(request);
    const { type, id } = request.params;
    const said = { place: 0, id, ...parseBody(objectBody, request.body) };
    const { rejects } = await tellSaid(scope, type, [said], teller, news);
    if (rejects[0] !== undefined) throw toFault(rejects[0].problem);
    return { type, id };
  });

  app.post<ByType>(path, { bodyLimit: bodyBytesMax }, async (request) => {
    const { scope, teller } = await begin(request);
    const { objects } = parseBody(looseBody, request.body);
    const said = objects.map((one, place) => {
      const { id, fields: given, person: whose, at: when } = isObject(one) ? one : {};
      return { place, id, fields: given, person: whose, at: when };
    });
    const { stored, rejects } = await tellSaid(scope, request.params.type, said, teller, news);
    return { stored, rejected: rejects.length, rejects };
  });

  app.delete<ById>(`${path}/:id`, async (request, reply) => {
    const { scope, teller } = await begin(request);
    const { type, id } = request.params;
    if (id.includes('\0')) throw noObject(type, id);
    await tellRemoval(scope, type, id, teller, news);
    return reply.code(204).send();
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const toFault = (problem: string): AppError =>
  problem.startsWith('The object would have')
    ? new AppError('object_too_large', problem)
    : new AppError('invalid_request', `The object is not valid. ${problem}`);

function openReading({ access, clock, readLog, suppressions }: Deps) {
  return {
    /** Objects of people are read for a purpose, by whoever may read people. */
    async permit(request: FastifyRequest, name: string, slug: string | undefined) {
      const { scope, principal } = await access.permit(request, 'catalog:read', slug);
      const type = await getCatalogType(scope, name);
      if (!type.of_person) return { scope, principal, type, viewing: null };
      await access.permit(request, 'profiles:read', slug);
      const named = await getPurpose(scope, slug);
      const mask = openMask(principal.unmasked);
      return {
        scope,
        principal,
        type,
        viewing: toViewing(type, named, { mask, at: clock.nowMs(), suppressions }),
      };
    },
    log<Answer>(
      exit: string,
      { principal, viewing }: { principal: Principal; viewing: Viewing },
      { answer, profileIds, fields: shown }: Shown<Answer>,
    ): Answer {
      if (viewing !== null && profileIds.length > 0)
        readLog.add({
          principal,
          at: clock.now(),
          purpose: viewing.purpose.slug,
          exit,
          profileIds,
          fields: shown,
        });
      return answer;
    },
  };
}
